// Prints every flag and feature gate of etcd as JSON. etcd keeps its complete flag set in an unexported constructor; it
// is reached by its linker name, because the exported half (embed.Config.AddFlags) lacks the flags that only the program
// itself adds. With an argument it reads pairs of a flag and a value instead, and tells which of them the flag takes.
// Built by ../../../dump.mjs once per version, against that version's modules, with the etcd-….go file that fits.
package main

import (
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
)

type everything struct {
	Flags []record `json:"flags"`
	Gates []gate   `json:"gates"`
}

type record struct {
	Name       string   `json:"name"`
	Type       string   `json:"type"`
	Default    string   `json:"default"`
	Printed    string   `json:"printed"`
	NoOpt      string   `json:"noOpt,omitempty"`
	Deprecated string   `json:"deprecated,omitempty"`
	Hidden     bool     `json:"hidden,omitempty"`
	Choices    []string `json:"choices,omitempty"`
}

type gate struct {
	Name    string `json:"name"`
	Stage   string `json:"stage"`
	Default bool   `json:"default"`
	Locked  bool   `json:"locked,omitempty"`
}

// Go's flag package has no type names; the name of the value's Go type tells: *flag.durationValue is a duration.
func typeOf(value flag.Value) string {
	name := reflect.TypeOf(value).Elem().Name()
	name = strings.TrimSuffix(strings.TrimSuffix(name, "Value"), "Flag")
	return strings.ToLower(name[:1]) + name[1:]
}

func describe(f *flag.Flag) record {
	r := record{Name: f.Name, Type: typeOf(f.Value), Default: f.Value.String(), Printed: f.DefValue, Deprecated: deprecated(f.Name)}
	if boolean, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && boolean.IsBoolFlag() {
		r.NoOpt = "true"
	}
	if selective, ok := f.Value.(interface{ Valids() []string }); ok {
		r.Choices = selective.Valids()
	}
	// Relics of etcd 0.x: accepted, without a help text, without an effect.
	r.Hidden = r.Type == "ignored"
	return r
}

func main() {
	if len(os.Args) == 2 {
		judge(flagSet())
		return
	}
	all := everything{Flags: []record{}, Gates: gates()}
	flagSet().VisitAll(func(f *flag.Flag) { all.Flags = append(all.Flags, describe(f)) })
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		panic(err)
	}
}

func judge(flags *flag.FlagSet) {
	var pairs [][2]string
	if err := json.NewDecoder(os.Stdin).Decode(&pairs); err != nil {
		panic(err)
	}
	taken := []bool{}
	for _, pair := range pairs {
		taken = append(taken, flags.Set(pair[0], pair[1]) == nil)
	}
	if err := json.NewEncoder(os.Stdout).Encode(taken); err != nil {
		panic(err)
	}
}
