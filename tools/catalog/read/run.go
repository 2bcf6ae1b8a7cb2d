package main

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
)

// How a block ended, other than by reaching its end.
type ending int

const (
	goesOn ending = iota
	returned
	broke
	continued
)

func (in *interpreter) callExpr(f *frame, e *ast.CallExpr) Value {
	if name, ok := e.Fun.(*ast.Ident); ok && f.scope.find(name.Name) == nil {
		switch name.Name {
		case "new":
			t := in.typeOf(f, e.Args[0])
			return &Cell{v: in.zero(t), t: t}
		case "make":
			t := in.typeOf(f, e.Args[0])
			expr, _ := in.underlying(t)
			if _, isMap := expr.(*ast.MapType); isMap {
				return newMap()
			}
			return &Slice{}
		case "append":
			return in.appended(f, e)
		case "len":
			return length(in.eval(f, e.Args[0]))
		}
	}
	callee := in.eval(f, e.Fun)
	switch callee.(type) {
	case *Func, Native, *Type, *FlagMethod:
	default:
		in.taint(f, e)
		return opaque("call of %s", describe(callee))
	}
	if method, ok := callee.(*FlagMethod); ok {
		return in.callFlags(f, method, e)
	}
	arguments := []Value{}
	for i, argument := range e.Args {
		v := in.eval(f, argument)
		if tuple, ok := v.(Tuple); ok && len(e.Args) == 1 {
			arguments = append(arguments, tuple...)
			continue
		}
		if slice, ok := v.(*Slice); ok && e.Ellipsis != token.NoPos && i == len(e.Args)-1 {
			arguments = append(arguments, slice.elements...)
			continue
		}
		arguments = append(arguments, single(v))
	}
	return in.call(callee, arguments)
}

// What a function that is not looked into may have changed through a pointer, is not known any more.
func (in *interpreter) taint(f *frame, e *ast.CallExpr) {
	for _, argument := range e.Args {
		unary, ok := argument.(*ast.UnaryExpr)
		if !ok || unary.Op != token.AND {
			continue
		}
		cell, ok := in.eval(f, unary).(*Cell)
		if !ok {
			continue
		}
		if s, ok := cell.v.(*Struct); ok {
			for name, field := range s.fields {
				field.v = opaque("%s after a call", name)
			}
		} else {
			cell.v = opaque("a variable after a call")
		}
	}
}

func (in *interpreter) appended(f *frame, e *ast.CallExpr) Value {
	all := &Slice{}
	if first, ok := in.eval(f, e.Args[0]).(*Slice); ok {
		all.elements = append(all.elements, first.elements...)
	}
	for i, argument := range e.Args[1:] {
		v := in.eval(f, argument)
		if slice, ok := v.(*Slice); ok && e.Ellipsis != token.NoPos && i == len(e.Args)-2 {
			all.elements = append(all.elements, slice.elements...)
			continue
		}
		all.elements = append(all.elements, v)
	}
	return all
}

func length(v Value) Value {
	switch x := v.(type) {
	case nil:
		return int64(0)
	case string:
		return int64(len(x))
	case *Slice:
		return int64(len(x.elements))
	case *Map:
		return int64(len(x.keys))
	}
	return opaque("len")
}

func (in *interpreter) call(callee Value, arguments []Value) Value {
	switch c := callee.(type) {
	case Native:
		return c(arguments)
	case *Type:
		if len(arguments) != 1 {
			return opaque("conversion")
		}
		return in.converted(c, arguments[0])
	case *Func:
		return in.callFunc(c, arguments)
	}
	return opaque("call of %s", describe(callee))
}

func (in *interpreter) converted(t *Type, v Value) Value {
	if n, ok := v.(int64); ok && (t.name == "float64" || t.name == "float32") {
		return float64(n)
	}
	if x, ok := v.(float64); ok {
		if _, isInt := in.zero(t).(int64); isInt {
			return int64(x)
		}
	}
	return v
}

func (in *interpreter) callFunc(c *Func, arguments []Value) Value {
	if c.body == nil {
		return opaque("function without a body")
	}
	f := &frame{pkg: c.pkg, file: c.file, scope: newScope(c.scope)}
	if c.receives != nil && len(c.receives.List[0].Names) > 0 {
		field := c.receives.List[0]
		f.scope.define(field.Names[0].Name, c.receiver, in.typeOf(f, field.Type))
	}
	at := 0
	for _, field := range c.signature.Params.List {
		_, variadic := field.Type.(*ast.Ellipsis)
		for _, name := range field.Names {
			var v Value = opaque("argument not given")
			if variadic {
				rest := &Slice{}
				if at < len(arguments) {
					rest.elements = arguments[at:]
				}
				v = rest
			} else if at < len(arguments) {
				v = arguments[at]
			}
			f.scope.define(name.Name, v, in.typeOf(f, field.Type))
			at++
		}
		if len(field.Names) == 0 {
			at++
		}
	}
	results := []string{}
	if c.signature.Results != nil {
		for _, field := range c.signature.Results.List {
			for _, name := range field.Names {
				t := in.typeOf(f, field.Type)
				f.scope.define(name.Name, in.zero(t), t)
				results = append(results, name.Name)
			}
		}
	}
	result, end := in.block(f, c.body)
	if end == returned && result != nil || len(results) == 0 {
		if len(result) == 1 {
			return result[0]
		}
		return result
	}
	named := Tuple{}
	for _, name := range results {
		named = append(named, f.scope.find(name).v)
	}
	if len(named) == 1 {
		return named[0]
	}
	return named
}

func (in *interpreter) block(f *frame, block *ast.BlockStmt) (Tuple, ending) {
	inner := &frame{pkg: f.pkg, file: f.file, scope: newScope(f.scope)}
	for _, statement := range block.List {
		if result, end := in.statement(inner, statement); end != goesOn {
			return result, end
		}
	}
	return nil, goesOn
}

func (in *interpreter) statement(f *frame, statement ast.Stmt) (Tuple, ending) {
	switch s := statement.(type) {
	case *ast.ExprStmt:
		if v, ok := in.eval(f, s.X).(Opaque); ok {
			in.doubt(s, v.why)
		}
	case *ast.AssignStmt:
		in.assign(f, s)
	case *ast.DeclStmt:
		in.declare(f, s.Decl.(*ast.GenDecl))
	case *ast.BlockStmt:
		return in.block(f, s)
	case *ast.ReturnStmt:
		return in.results(f, s), returned
	case *ast.IfStmt:
		return in.ifStatement(f, s)
	case *ast.RangeStmt:
		return in.rangeStatement(f, s)
	case *ast.SwitchStmt:
		return in.switchStatement(f, s)
	case *ast.BranchStmt:
		if s.Tok == token.BREAK {
			return nil, broke
		}
		return nil, continued
	case *ast.ForStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.LabeledStmt:
		in.doubt(s, "a statement that is not evaluated")
	}
	return nil, goesOn
}

func (in *interpreter) results(f *frame, s *ast.ReturnStmt) Tuple {
	if len(s.Results) == 0 {
		return nil
	}
	if len(s.Results) == 1 {
		v := in.eval(f, s.Results[0])
		if tuple, ok := v.(Tuple); ok {
			return tuple
		}
		return Tuple{copied(v)}
	}
	all := Tuple{}
	for _, result := range s.Results {
		all = append(all, copied(single(in.eval(f, result))))
	}
	return all
}

// A condition that cannot be decided is noted, unless it only guards against an error.
func (in *interpreter) ifStatement(f *frame, s *ast.IfStmt) (Tuple, ending) {
	inner := &frame{pkg: f.pkg, file: f.file, scope: newScope(f.scope)}
	if s.Init != nil {
		in.statement(inner, s.Init)
	}
	yes, known := single(in.eval(inner, s.Cond)).(bool)
	if !known && !checksError(s.Cond) {
		in.doubt(s, "an undecided condition")
	}
	if yes {
		return in.block(inner, s.Body)
	}
	if s.Else != nil {
		return in.statement(inner, s.Else)
	}
	return nil, goesOn
}

// What does not matter to flags: how log files are written and terminals measured, locks, names for logs, help texts.
var harmless = regexp.MustCompile(`/klog(?:/v2)?@|/glog@|/term/|/conversion/|/storageversion/|/util/flag/sectioned|/util/naming/|` +
	`call of <(?:R?Lock|R?Unlock|Store|Infof|SetUsageFunc|SetHelpFunc|SetNormalizeFunc|AddUint16LengthPrefixed) of |` +
	`call of <(?:sort\.|rand\.|k8s.io/klog|github.com/golang/glog)`)

// Notes a place whose effect on flags is not known.
func (in *interpreter) doubt(place ast.Node, why string) {
	text := in.files.Position(place.Pos()).String() + ": " + why
	if !harmless.MatchString(text) {
		in.undecided[text] = true
	}
}

func checksError(condition ast.Expr) bool {
	comparison, ok := condition.(*ast.BinaryExpr)
	if !ok {
		return false
	}
	name, ok := comparison.X.(*ast.Ident)
	return ok && strings.HasPrefix(strings.ToLower(name.Name), "err") && comparison.Op == token.NEQ
}

func (in *interpreter) rangeStatement(f *frame, s *ast.RangeStmt) (Tuple, ending) {
	each := func(key, value Value) (Tuple, ending) {
		inner := &frame{pkg: f.pkg, file: f.file, scope: newScope(f.scope)}
		for i, target := range []ast.Expr{s.Key, s.Value} {
			if name, ok := target.(*ast.Ident); ok {
				inner.scope.define(name.Name, []Value{key, value}[i], nil)
			}
		}
		return in.block(inner, s.Body)
	}
	switch x := pointee(in.eval(f, s.X)).(type) {
	case *Slice:
		for i, element := range x.elements {
			if result, end := each(int64(i), element); end == returned || end == broke {
				return result, endOfLoop(end)
			}
		}
	case *Map:
		for _, key := range append([]Value{}, x.keys...) {
			if result, end := each(key, x.values[key]); end == returned || end == broke {
				return result, endOfLoop(end)
			}
		}
	}
	return nil, goesOn
}

func endOfLoop(end ending) ending {
	if end == broke {
		return goesOn
	}
	return end
}

func (in *interpreter) switchStatement(f *frame, s *ast.SwitchStmt) (Tuple, ending) {
	if s.Tag == nil {
		in.doubt(s, "a switch that is not evaluated")
		return nil, goesOn
	}
	tag := in.eval(f, s.Tag)
	var otherwise *ast.CaseClause
	for _, clause := range s.Body.List {
		c := clause.(*ast.CaseClause)
		if c.List == nil {
			otherwise = c
		}
		for _, expr := range c.List {
			if same, _ := in.equal(tag, in.eval(f, expr), true).(bool); same {
				return in.block(f, &ast.BlockStmt{List: c.Body})
			}
		}
	}
	if otherwise != nil {
		return in.block(f, &ast.BlockStmt{List: otherwise.Body})
	}
	return nil, goesOn
}

func (in *interpreter) declare(f *frame, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		s, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, name := range s.Names {
			t := in.typeOf(f, s.Type)
			v := in.zero(t)
			if i < len(s.Values) {
				v = single(in.eval(f, s.Values[i]))
			}
			f.scope.define(name.Name, v, t)
		}
	}
}

func (in *interpreter) assign(f *frame, s *ast.AssignStmt) {
	values := []Value{}
	if len(s.Rhs) == 1 && len(s.Lhs) > 1 {
		v := in.eval(f, s.Rhs[0])
		if index, ok := s.Rhs[0].(*ast.IndexExpr); ok {
			v = in.index(f, index)
		}
		tuple, ok := v.(Tuple)
		for i := range s.Lhs {
			if ok && i < len(tuple) {
				values = append(values, tuple[i])
			} else {
				values = append(values, opaque("several results"))
			}
		}
	} else {
		for _, expr := range s.Rhs {
			values = append(values, single(in.eval(f, expr)))
		}
	}
	for i, target := range s.Lhs {
		in.assignOne(f, s.Tok, target, values[i])
	}
}

func (in *interpreter) assignOne(f *frame, tok token.Token, target ast.Expr, v Value) {
	name, isName := target.(*ast.Ident)
	if isName && name.Name == "_" {
		return
	}
	if isName && tok == token.DEFINE && f.scope.cells[name.Name] == nil {
		f.scope.define(name.Name, v, typeOfValue(v))
		return
	}
	if index, ok := target.(*ast.IndexExpr); ok {
		if m, ok := pointee(in.eval(f, index.X)).(*Map); ok {
			m.set(in.eval(f, index.Index), v)
		}
		return
	}
	cell := in.cell(f, target)
	if cell == nil {
		in.doubt(target, "an assignment to what is not known")
		return
	}
	switch tok {
	case token.ASSIGN, token.DEFINE:
		cell.v = copied(v)
	default:
		cell.v = opaque("%s", tok)
	}
}
