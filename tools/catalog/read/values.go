package main

import (
	"fmt"
	"go/ast"
)

// Value is what an expression yields: nil, bool, int64, float64, string, or one of the types below.
type Value any

// Cell is a variable or a field; a pointer is the cell it points to.
type Cell struct {
	v Value
	t *Type
}

// Struct is a value of a struct type; its fields are cells, so that they can be pointed to.
type Struct struct {
	t      *Type
	fields map[string]*Cell
}

type Slice struct{ elements []Value }

type Map struct {
	keys   []Value
	values map[Value]Value
}

// Func is a function or a method with its receiver.
type Func struct {
	pkg       *Package
	file      *ast.File
	signature *ast.FuncType
	body      *ast.BlockStmt
	receiver  Value
	receives  *ast.FieldList
	scope     *Scope
}

// Native is a function that the reader knows itself.
type Native func(arguments []Value) Value

// Tuple is what a function with several results returns.
type Tuple []Value

// Opaque stands for what the reader does not look into. Nothing that matters to a flag may come out of it: a default
// that turns out opaque is an error.
type Opaque struct{ why string }

// Type is a type as it is written, together with the package in which that spelling holds.
type Type struct {
	pkg  *Package
	file *ast.File
	name string // of a named type
	expr ast.Expr
}

func (t *Type) String() string {
	if t == nil {
		return "?"
	}
	if t.name != "" {
		return t.pkg.path + "." + t.name
	}
	return fmt.Sprintf("%T", t.expr)
}

// Scope holds the local variables of a block.
type Scope struct {
	outer *Scope
	cells map[string]*Cell
}

func newScope(outer *Scope) *Scope { return &Scope{outer: outer, cells: map[string]*Cell{}} }

func (s *Scope) find(name string) *Cell {
	for ; s != nil; s = s.outer {
		if cell, found := s.cells[name]; found {
			return cell
		}
	}
	return nil
}

func (s *Scope) define(name string, v Value, t *Type) {
	if name != "_" {
		s.cells[name] = &Cell{v: copied(v), t: t}
	}
}

// Structs are values: what is assigned is a copy.
func copied(v Value) Value {
	original, ok := v.(*Struct)
	if !ok {
		return v
	}
	fields := map[string]*Cell{}
	for name, cell := range original.fields {
		fields[name] = &Cell{v: copied(cell.v), t: cell.t}
	}
	return &Struct{t: original.t, fields: fields}
}

// What a pointer points to, through any number of pointers.
func pointee(v Value) Value {
	for {
		cell, ok := v.(*Cell)
		if !ok {
			return v
		}
		v = cell.v
	}
}

func strings_(v Value) ([]string, bool) {
	if v == nil {
		return nil, true
	}
	slice, ok := v.(*Slice)
	if !ok {
		return nil, false
	}
	texts := []string{}
	for _, element := range slice.elements {
		text, ok := element.(string)
		if !ok {
			return nil, false
		}
		texts = append(texts, text)
	}
	return texts, true
}
