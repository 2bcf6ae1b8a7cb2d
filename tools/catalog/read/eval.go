package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strconv"
)

// interpreter evaluates just as much of Go as the code needs that declares flags.
type interpreter struct {
	*loader
	natives map[string]Value
	methods map[string]func(receiver Value, arguments []Value) Value
	flags   *FlagSet
	gates   map[string]bool // whether a feature is on by default
	// Conditions that could not be decided, by where they stand.
	undecided map[string]bool
}

type frame struct {
	pkg   *Package
	file  *ast.File
	scope *Scope
	iota  int64
}

func opaque(format string, arguments ...any) Opaque { return Opaque{fmt.Sprintf(format, arguments...)} }

func (in *interpreter) eval(f *frame, expr ast.Expr) Value {
	switch e := expr.(type) {
	case *ast.BasicLit:
		return literal(e)
	case *ast.ParenExpr:
		return in.eval(f, e.X)
	case *ast.Ident:
		return in.ident(f, e.Name)
	case *ast.SelectorExpr:
		return in.selector(f, e)
	case *ast.CallExpr:
		return in.callExpr(f, e)
	case *ast.CompositeLit:
		return in.composite(f, in.typeOf(f, e.Type), e)
	case *ast.UnaryExpr:
		return in.unary(f, e)
	case *ast.StarExpr:
		if cell, ok := in.eval(f, e.X).(*Cell); ok {
			return copied(cell.v)
		}
		return opaque("dereference")
	case *ast.BinaryExpr:
		return in.binary(f, e)
	case *ast.FuncLit:
		return &Func{pkg: f.pkg, file: f.file, signature: e.Type, body: e.Body, scope: f.scope}
	case *ast.IndexExpr:
		return single(in.index(f, e))
	case *ast.IndexListExpr:
		return in.eval(f, e.X)
	case *ast.SliceExpr:
		return in.eval(f, e.X)
	case *ast.TypeAssertExpr:
		return in.eval(f, e.X)
	case *ast.ArrayType, *ast.MapType, *ast.StructType, *ast.FuncType, *ast.InterfaceType, *ast.ChanType:
		return in.typeOf(f, e)
	}
	return opaque("%T", expr)
}

func literal(e *ast.BasicLit) Value {
	switch e.Kind {
	case token.INT:
		n, _ := strconv.ParseInt(e.Value, 0, 64)
		return n
	case token.FLOAT:
		x, _ := strconv.ParseFloat(e.Value, 64)
		return x
	case token.STRING:
		s, _ := strconv.Unquote(e.Value)
		return s
	}
	return opaque("literal %s", e.Value)
}

func (in *interpreter) ident(f *frame, name string) Value {
	if cell := f.scope.find(name); cell != nil {
		return cell.v
	}
	switch name {
	case "nil":
		return nil
	case "true":
		return true
	case "false":
		return false
	case "iota":
		return f.iota
	}
	if v, found := in.member(f.pkg, name); found {
		return v
	}
	if isBasic(name) {
		return &Type{name: name}
	}
	if v, found := in.natives[name]; found {
		return v
	}
	return opaque("%s", name)
}

// What a package declares under a name.
func (in *interpreter) member(p *Package, name string) (Value, bool) {
	if native, found := in.natives[p.path+"."+name]; found {
		return native, true
	}
	if v, found := p.vars[name]; found {
		return in.global(p, v).v, true
	}
	if d, found := p.funcs[name]; found {
		return &Func{pkg: p, file: p.fileOf[d], signature: d.Type, body: d.Body}, true
	}
	if _, found := p.types[name]; found {
		return &Type{pkg: p, name: name}, true
	}
	return nil, false
}

func (in *interpreter) global(p *Package, v *variable) *Cell {
	if v.cell != nil {
		return v.cell
	}
	if v.active {
		return &Cell{v: opaque("initialisation cycle")}
	}
	v.active = true
	f := &frame{pkg: p, file: v.file, iota: v.iota}
	var t *Type
	if v.typ != nil {
		t = in.typeOf(f, v.typ)
	}
	cell := &Cell{t: t}
	switch {
	case v.value == nil:
		cell.v = in.zero(t)
	case v.count > 1:
		if tuple, ok := in.eval(f, v.value).(Tuple); ok {
			cell.v = tuple[v.index]
		} else {
			cell.v = opaque("several results")
		}
	default:
		cell.v = copied(in.eval(f, v.value))
	}
	v.cell = cell
	return cell
}

func (in *interpreter) importPath(f *frame, name string) (string, bool) {
	if f.scope.find(name) != nil {
		return "", false
	}
	importPath, found := f.pkg.imports[f.file][name]
	return importPath, found
}

func (in *interpreter) selector(f *frame, e *ast.SelectorExpr) Value {
	if name, ok := e.X.(*ast.Ident); ok {
		if importPath, found := in.importPath(f, name.Name); found {
			if native, found := in.natives[importPath+"."+e.Sel.Name]; found {
				return native
			}
			if p := in.load(importPath); p != nil {
				if v, found := in.member(p, e.Sel.Name); found {
					return v
				}
			}
			return opaque("%s.%s", importPath, e.Sel.Name)
		}
	}
	return in.field(in.eval(f, e.X), e.Sel.Name)
}

// A field, or else a method, of a value or of what it points to.
func (in *interpreter) field(v Value, name string) Value {
	base := pointee(v)
	switch x := base.(type) {
	case *Struct:
		if cell := in.fieldCell(x, name); cell != nil {
			return cell.v
		}
	case *FlagSet:
		return &FlagMethod{x, name}
	case *Flag:
		return x.cell(name).v
	}
	if method := in.method(v, name); method != nil {
		return method
	}
	return opaque("%s of %s", name, describe(base))
}

func (in *interpreter) fieldCell(s *Struct, name string) *Cell {
	if cell, found := s.fields[name]; found {
		return cell
	}
	for _, embedded := range in.embedded(s.t) {
		if inner, ok := pointee(s.fields[embedded].v).(*Struct); ok {
			if cell := in.fieldCell(inner, name); cell != nil {
				return cell
			}
		}
	}
	return nil
}

func (in *interpreter) method(v Value, name string) Value {
	base := pointee(v)
	if native, found := in.methods[describe(base)+"."+name]; found {
		return Native(func(arguments []Value) Value { return native(base, arguments) })
	}
	t := typeOfValue(v)
	if t != nil && t.pkg != nil {
		if native, found := in.methods[t.String()+"."+name]; found {
			return Native(func(arguments []Value) Value { return native(base, arguments) })
		}
		if d, found := t.pkg.methods[t.name][name]; found {
			if _, byPointer := d.Recv.List[0].Type.(*ast.StarExpr); byPointer {
				if _, isPointer := v.(*Cell); !isPointer {
					v = &Cell{v: v, t: t}
				}
			} else {
				v = base
			}
			return &Func{pkg: t.pkg, file: t.pkg.fileOf[d], signature: d.Type, body: d.Body, receiver: v, receives: d.Recv}
		}
	}
	if s, ok := base.(*Struct); ok {
		for _, embedded := range in.embedded(s.t) {
			if cell := s.fields[embedded]; cell != nil {
				inner := cell.v
				if _, isStruct := inner.(*Struct); isStruct {
					inner = cell
				}
				if found := in.method(inner, name); found != nil {
					return found
				}
			}
		}
	}
	return nil
}

func typeOfValue(v Value) *Type {
	for {
		switch x := v.(type) {
		case *Cell:
			if s, ok := x.v.(*Struct); ok {
				return s.t
			}
			if _, ok := x.v.(*Cell); !ok {
				return x.t
			}
			v = x.v
		case *Struct:
			return x.t
		case *Map:
			return nil
		default:
			return nil
		}
	}
}

func describe(v Value) string {
	switch x := v.(type) {
	case *Struct:
		return x.t.String()
	case Opaque:
		return "<" + x.why + ">"
	}
	return fmt.Sprintf("%T", v)
}

func (in *interpreter) unary(f *frame, e *ast.UnaryExpr) Value {
	if e.Op == token.AND {
		return in.address(f, e.X)
	}
	v := in.eval(f, e.X)
	switch x := v.(type) {
	case bool:
		return !x
	case int64:
		if e.Op == token.SUB {
			return -x
		}
		return x
	case float64:
		return -x
	}
	return opaque("%s", e.Op)
}

func (in *interpreter) address(f *frame, expr ast.Expr) Value {
	if cell := in.cell(f, expr); cell != nil {
		return cell
	}
	v := in.eval(f, expr)
	return &Cell{v: v, t: typeOfValue(v)}
}

// The variable or field that an expression names; nil when it names none.
func (in *interpreter) cell(f *frame, expr ast.Expr) *Cell {
	switch e := expr.(type) {
	case *ast.ParenExpr:
		return in.cell(f, e.X)
	case *ast.Ident:
		if cell := f.scope.find(e.Name); cell != nil {
			return cell
		}
		if v, found := f.pkg.vars[e.Name]; found {
			return in.global(f.pkg, v)
		}
	case *ast.SelectorExpr:
		if name, ok := e.X.(*ast.Ident); ok {
			if importPath, found := in.importPath(f, name.Name); found {
				if p := in.load(importPath); p != nil {
					if v, found := p.vars[e.Sel.Name]; found {
						return in.global(p, v)
					}
				}
				return nil
			}
		}
		switch base := pointee(in.eval(f, e.X)).(type) {
		case *Struct:
			if cell := in.fieldCell(base, e.Sel.Name); cell != nil {
				return cell
			}
		case *Flag:
			return base.cell(e.Sel.Name)
		}
	case *ast.StarExpr:
		if cell, ok := in.eval(f, e.X).(*Cell); ok {
			return cell
		}
	}
	return nil
}

func (in *interpreter) index(f *frame, e *ast.IndexExpr) Value {
	switch x := pointee(in.eval(f, e.X)).(type) {
	case *Map:
		key := in.eval(f, e.Index)
		v, found := x.values[key]
		return Tuple{v, found}
	case *Slice:
		if i, ok := in.eval(f, e.Index).(int64); ok && int(i) < len(x.elements) {
			return x.elements[i]
		}
	case *Func, *Type, Native:
		return x
	}
	return opaque("index")
}

func (in *interpreter) binary(f *frame, e *ast.BinaryExpr) Value {
	left := single(in.eval(f, e.X))
	if b, ok := left.(bool); ok && (e.Op == token.LAND && !b || e.Op == token.LOR && b) {
		return b
	}
	right := single(in.eval(f, e.Y))
	if e.Op == token.EQL || e.Op == token.NEQ {
		return in.equal(left, right, e.Op == token.EQL)
	}
	switch a := left.(type) {
	case bool:
		if b, ok := right.(bool); ok {
			return b
		}
	case string:
		if b, ok := right.(string); ok {
			return operateText(e.Op, a, b)
		}
	case int64:
		switch b := right.(type) {
		case int64:
			return operateInt(e.Op, a, b)
		case float64:
			return operateFloat(e.Op, float64(a), b)
		}
	case float64:
		switch b := right.(type) {
		case int64:
			return operateFloat(e.Op, a, float64(b))
		case float64:
			return operateFloat(e.Op, a, b)
		}
	}
	return opaque("%s %s %s", describe(left), e.Op, describe(right))
}

func (in *interpreter) equal(left, right Value, wanted bool) Value {
	if isOpaque(left) || isOpaque(right) {
		return opaque("comparison")
	}
	if left == nil || right == nil {
		return (left == nil && right == nil) == wanted
	}
	switch a := left.(type) {
	case bool, int64, float64, string, *Cell:
		return (left == right) == wanted
	case *Struct:
		if b, ok := right.(*Struct); ok {
			return in.equalFields(a, b, wanted)
		}
	}
	return opaque("comparison")
}

func (in *interpreter) equalFields(a, b *Struct, wanted bool) Value {
	for name, cell := range a.fields {
		other, found := b.fields[name]
		if !found {
			return opaque("comparison")
		}
		same, known := in.equal(cell.v, other.v, true).(bool)
		if !known {
			return opaque("comparison")
		}
		if !same {
			return !wanted
		}
	}
	return wanted
}

func isOpaque(v Value) bool {
	_, is := v.(Opaque)
	return is
}

// An index into a map may be asked for one or two results.
func single(v Value) Value {
	if tuple, ok := v.(Tuple); ok && len(tuple) > 0 {
		return tuple[0]
	}
	return v
}

func operateInt(op token.Token, a, b int64) Value {
	switch op {
	case token.ADD:
		return a + b
	case token.SUB:
		return a - b
	case token.MUL:
		return a * b
	case token.QUO:
		if b != 0 {
			return a / b
		}
	case token.SHL:
		return a << uint(b)
	case token.OR:
		return a | b
	case token.LSS:
		return a < b
	case token.GTR:
		return a > b
	case token.LEQ:
		return a <= b
	case token.GEQ:
		return a >= b
	}
	return opaque("%s", op)
}

func operateFloat(op token.Token, a, b float64) Value {
	switch op {
	case token.ADD:
		return a + b
	case token.SUB:
		return a - b
	case token.MUL:
		return a * b
	case token.QUO:
		return a / b
	case token.LSS:
		return a < b
	case token.GTR:
		return a > b
	}
	return opaque("%s", op)
}

func operateText(op token.Token, a, b string) Value {
	if op == token.ADD {
		return a + b
	}
	return opaque("%s", op)
}
