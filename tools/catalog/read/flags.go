package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"go/ast"
	"sort"
	"strconv"
	"strings"
	"time"
)

// FlagSet is a pflag.FlagSet, or a flag.FlagSet of the standard library.
type FlagSet struct {
	goFlags bool
	byName  map[string]*Flag
}

// Flag is what a flag set knows of a flag.
type Flag struct {
	name, typ, fallback, shorthand string
	// What code sets by hand.
	deprecated, hidden, noOpt *Cell
	// The variable behind it.
	target *Cell
	// Why the flag cannot be told in full.
	unknown string
}

// FlagMethod is a method of a flag set, to be called.
type FlagMethod struct {
	set  *FlagSet
	name string
}

func newFlagSet(goFlags bool) *FlagSet { return &FlagSet{goFlags: goFlags, byName: map[string]*Flag{}} }

func newFlag(name, typ, fallback string) *Flag {
	return &Flag{name: name, typ: typ, fallback: fallback, deprecated: &Cell{v: ""}, hidden: &Cell{v: false}, noOpt: &Cell{v: ""}}
}

// The fields of a flag that code sets by hand.
func (fl *Flag) cell(name string) *Cell {
	switch name {
	case "Name":
		return &Cell{v: fl.name}
	case "Usage":
		return &Cell{v: ""}
	case "Value":
		return &Cell{v: fl}
	case "Hidden":
		return fl.hidden
	case "Deprecated":
		return fl.deprecated
	case "NoOptDefVal":
		return fl.noOpt
	}
	return &Cell{v: opaque("a flag's %s", name)}
}

// What the Set method of a flag set does.
func (s *FlagSet) set(name, text string) {
	fl := s.byName[normal(name)]
	if fl == nil {
		return
	}
	fl.fallback = text
	if fl.target != nil && fl.typ == "bool" {
		fl.target.v = text == "true"
	}
}

// WordSepNormalizeFunc.
func normal(name string) string { return strings.ReplaceAll(name, "_", "-") }

func (s *FlagSet) add(fl *Flag) {
	fl.name = normal(fl.name)
	if s.byName[fl.name] == nil {
		s.byName[fl.name] = fl
	}
}

func (s *FlagSet) addAll(other *FlagSet) {
	for _, fl := range other.byName {
		s.add(fl)
	}
}

func (s *FlagSet) sorted() []*Flag {
	all := []*Flag{}
	for _, fl := range s.byName {
		all = append(all, fl)
	}
	sort.Slice(all, func(a, b int) bool { return all[a].name < all[b].name })
	return all
}

// The methods that declare a flag: the type that pflag names, by the word in the method's name.
var kinds = map[string]string{
	"Bool": "bool", "String": "string", "Int": "int", "Int32": "int32", "Int64": "int64", "Uint": "uint", "Uint16": "uint16",
	"Uint32": "uint32", "Uint64": "uint64", "Float32": "float32", "Float64": "float64", "Duration": "duration", "IP": "ip",
	"IPNet": "ipNet", "StringSlice": "stringSlice", "StringArray": "stringArray", "Int32Slice": "int32Slice",
	"StringToString": "stringToString",
}

func (in *interpreter) callFlags(f *frame, m *FlagMethod, e *ast.CallExpr) Value {
	argument := func(i int) Value { return single(in.eval(f, e.Args[i])) }
	text := func(i int) string { s, _ := argument(i).(string); return s }
	kind, isVar := strings.CutSuffix(m.name, "Var")
	withShorthand := false
	if !isVar {
		if kind, isVar = strings.CutSuffix(m.name, "VarP"); isVar {
			withShorthand = true
		}
	}
	if typ, found := kinds[kind]; found && isVar {
		at := 2
		if withShorthand {
			at = 3
		}
		fl := m.set.declare(text(1), typ, argument(at))
		if target, ok := argument(0).(*Cell); ok {
			target.v, fl.target = argument(at), target
		}
		if withShorthand {
			fl.shorthand = text(2)
		}
		m.set.add(fl)
		return nil
	}
	if typ, found := kinds[strings.TrimSuffix(m.name, "P")]; found {
		at := 1
		if strings.HasSuffix(m.name, "P") && m.name != "IP" {
			at = 2
		}
		fl := m.set.declare(text(0), typ, argument(at))
		if at == 2 {
			fl.shorthand = text(1)
		}
		m.set.add(fl)
		return &Cell{v: argument(at)}
	}
	switch m.name {
	case "Var", "VarP", "VarPF":
		fl := in.custom(text(1), argument(0))
		if m.name != "Var" {
			fl.shorthand = text(2)
		}
		m.set.add(fl)
		return fl
	case "MarkDeprecated":
		if fl := m.set.byName[normal(text(0))]; fl != nil {
			fl.deprecated.v, fl.hidden.v = text(1), true
		}
	case "MarkHidden":
		if fl := m.set.byName[normal(text(0))]; fl != nil {
			fl.hidden.v = true
		}
	case "Lookup", "ShorthandLookup":
		if fl := m.set.byName[normal(text(0))]; fl != nil {
			return fl
		}
		return nil
	case "AddFlag", "AddGoFlag":
		if fl, ok := argument(0).(*Flag); ok {
			m.set.add(fl)
		}
	case "AddFlagSet", "AddGoFlagSet":
		if other, ok := argument(0).(*FlagSet); ok {
			m.set.addAll(other)
		}
	case "VisitAll":
		for _, fl := range m.set.sorted() {
			in.call(argument(0), []Value{fl})
		}
	}
	return nil
}

func (s *FlagSet) declare(name, typ string, v Value) *Flag {
	fallback, ok := printed(typ, v)
	fl := newFlag(name, typ, fallback)
	if !ok {
		fl.unknown = fmt.Sprintf("the default is %s", describe(v))
	}
	return fl
}

// How pflag prints a value of a type.
func printed(typ string, v Value) (string, bool) {
	switch typ {
	case "bool":
		b, ok := v.(bool)
		return strconv.FormatBool(b), ok
	case "string":
		s, ok := v.(string)
		return s, ok
	case "duration":
		n, ok := v.(int64)
		return time.Duration(n).String(), ok
	case "float32", "float64":
		if n, ok := v.(int64); ok {
			v = float64(n)
		}
		x, ok := v.(float64)
		return strconv.FormatFloat(x, 'g', -1, map[string]int{"float32": 32, "float64": 64}[typ]), ok
	case "ip", "ipNet":
		if v == nil {
			return "<nil>", true
		}
		if network, ok := v.(*Struct); ok {
			return ipNet(network)
		}
		s, ok := v.(string)
		return s, ok
	case "stringSlice", "stringArray":
		texts, ok := strings_(v)
		return "[" + asCSV(texts) + "]", ok
	case "int32Slice":
		return "[]", v == nil
	case "stringToString":
		m, isMap := v.(*Map)
		return "[]", v == nil || isMap && len(m.keys) == 0
	}
	n, ok := v.(int64)
	return strconv.FormatInt(n, 10), ok
}

func asCSV(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	b := bytes.Buffer{}
	w := csv.NewWriter(&b)
	if err := w.Write(texts); err != nil {
		panic(err)
	}
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}
