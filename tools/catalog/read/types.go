package main

import (
	"go/ast"
)

var basics = map[string]Value{
	"bool": false, "string": "", "byte": int64(0), "rune": int64(0), "int": int64(0), "int8": int64(0), "int16": int64(0),
	"int32": int64(0), "int64": int64(0), "uint": int64(0), "uint8": int64(0), "uint16": int64(0), "uint32": int64(0),
	"uint64": int64(0), "uintptr": int64(0), "float32": float64(0), "float64": float64(0), "error": nil, "any": nil,
}

func isBasic(name string) bool {
	_, found := basics[name]
	return found
}

// The type that an expression writes.
func (in *interpreter) typeOf(f *frame, expr ast.Expr) *Type {
	switch e := expr.(type) {
	case nil:
		return nil
	case *ast.Ident:
		if _, found := f.pkg.types[e.Name]; found {
			return &Type{pkg: f.pkg, name: e.Name}
		}
		return &Type{name: e.Name}
	case *ast.SelectorExpr:
		if name, ok := e.X.(*ast.Ident); ok {
			if importPath, found := f.pkg.imports[f.file][name.Name]; found {
				if p := in.load(importPath); p != nil {
					return &Type{pkg: p, name: e.Sel.Name}
				}
				return &Type{pkg: &Package{path: importPath}, name: e.Sel.Name}
			}
		}
	case *ast.ParenExpr:
		return in.typeOf(f, e.X)
	case *ast.IndexExpr:
		return in.typeOf(f, e.X)
	}
	return &Type{pkg: f.pkg, file: f.file, expr: expr}
}

// What a named type is underneath; a type that is not named is that itself. The frame resolves the names in it.
func (in *interpreter) underlying(t *Type) (ast.Expr, *frame) {
	for t != nil {
		if t.expr != nil {
			return t.expr, &frame{pkg: t.pkg, file: t.file}
		}
		if t.pkg == nil || t.pkg.types == nil {
			return nil, nil
		}
		spec, found := t.pkg.types[t.name]
		if !found {
			return nil, nil
		}
		f := &frame{pkg: t.pkg, file: t.pkg.fileOf[spec]}
		switch spec.Type.(type) {
		case *ast.Ident, *ast.SelectorExpr:
			next := in.typeOf(f, spec.Type)
			if next.pkg == nil {
				return spec.Type, f
			}
			t = next
		default:
			return spec.Type, f
		}
	}
	return nil, nil
}

func (in *interpreter) zero(t *Type) Value {
	if t == nil {
		return nil
	}
	if t.pkg == nil && t.name != "" {
		return basics[t.name]
	}
	expr, f := in.underlying(t)
	switch e := expr.(type) {
	case *ast.Ident:
		return basics[e.Name]
	case *ast.StructType:
		return in.newStruct(t, e, f)
	case nil:
		switch t.String() {
		case "net.IPNet", "sync.Once":
			return &Struct{t: t, fields: map[string]*Cell{}}
		case "flag.FlagSet", pflagSet:
			return newFlagSet(t.String() != pflagSet)
		}
		if v, found := foreignZeros[t.String()]; found {
			return v
		}
		return opaque("zero of %s", t)
	}
	return nil
}

const pflagSet = "github.com/spf13/pflag.FlagSet"

// The zeros of types outside the modules given.
var foreignZeros = map[string]Value{"time.Duration": int64(0), "net.IP": nil, "os.FileMode": int64(0)}

func (in *interpreter) newStruct(t *Type, e *ast.StructType, f *frame) *Struct {
	s := &Struct{t: t, fields: map[string]*Cell{}}
	for _, field := range e.Fields.List {
		typ := in.typeOf(f, field.Type)
		if len(field.Names) == 0 {
			s.fields[embeddedName(field.Type)] = &Cell{v: in.zero(typ), t: typ}
		}
		for _, name := range field.Names {
			s.fields[name.Name] = &Cell{v: in.zero(typ), t: typ}
		}
	}
	return s
}

func embeddedName(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return embeddedName(e.X)
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.IndexExpr:
		return embeddedName(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

func (in *interpreter) embedded(t *Type) []string {
	expr, _ := in.underlying(t)
	e, ok := expr.(*ast.StructType)
	if !ok {
		return nil
	}
	names := []string{}
	for _, field := range e.Fields.List {
		if len(field.Names) == 0 {
			names = append(names, embeddedName(field.Type))
		}
	}
	return names
}

func (in *interpreter) composite(f *frame, t *Type, e *ast.CompositeLit) Value {
	expr, tf := in.underlying(t)
	switch u := expr.(type) {
	case *ast.StructType:
		return in.compositeStruct(f, t, u, tf, e)
	case *ast.ArrayType:
		element := in.typeOf(tf, u.Elt)
		slice := &Slice{}
		for _, part := range e.Elts {
			slice.elements = append(slice.elements, in.element(f, element, part))
		}
		return slice
	case *ast.MapType:
		key, element := in.typeOf(tf, u.Key), in.typeOf(tf, u.Value)
		m := newMap()
		for _, part := range e.Elts {
			pair := part.(*ast.KeyValueExpr)
			m.set(in.element(f, key, pair.Key), in.element(f, element, pair.Value))
		}
		return m
	}
	if name := t.String(); name == "flag.FlagSet" || name == pflagSet {
		return newFlagSet(name != pflagSet)
	}
	s := &Struct{t: t, fields: map[string]*Cell{}}
	for _, part := range e.Elts {
		if pair, ok := part.(*ast.KeyValueExpr); ok {
			if name, ok := pair.Key.(*ast.Ident); ok {
				s.fields[name.Name] = &Cell{v: in.eval(f, pair.Value)}
			}
		}
	}
	return s
}

func (in *interpreter) compositeStruct(f *frame, t *Type, u *ast.StructType, tf *frame, e *ast.CompositeLit) Value {
	s := in.newStruct(t, u, tf)
	names := []string{}
	for _, field := range u.Fields.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
		if len(field.Names) == 0 {
			names = append(names, embeddedName(field.Type))
		}
	}
	for i, part := range e.Elts {
		name, value := "", part
		if pair, ok := part.(*ast.KeyValueExpr); ok {
			name, value = pair.Key.(*ast.Ident).Name, pair.Value
		} else {
			name = names[i]
		}
		if cell := s.fields[name]; cell != nil {
			cell.v = copied(in.element(f, cell.t, value))
		}
	}
	return s
}

// A part of a composite literal, whose type may be left out.
func (in *interpreter) element(f *frame, t *Type, e ast.Expr) Value {
	if inner, ok := e.(*ast.CompositeLit); ok && inner.Type == nil {
		if t != nil {
			if star, ok := t.expr.(*ast.StarExpr); ok {
				pointed := in.typeOf(&frame{pkg: t.pkg, file: t.file}, star.X)
				return &Cell{v: in.composite(f, pointed, inner), t: pointed}
			}
		}
		return in.composite(f, t, inner)
	}
	return single(in.eval(f, e))
}

func newMap() *Map { return &Map{values: map[Value]Value{}} }

func (m *Map) set(key, value Value) {
	if isOpaque(key) {
		key = key.(Opaque).why
	}
	if _, found := m.values[key]; !found {
		m.keys = append(m.keys, key)
	}
	m.values[key] = value
}
