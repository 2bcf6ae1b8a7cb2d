// Reads the flags, admission plugins and feature gates of kube-apiserver from its sources, for minors that the Go of
// today cannot build: it evaluates the code that declares them, and nothing else. What it cannot know it refuses to
// guess. Proven against a minor that was built: see ../prove-reader.mjs.
//
//	go run . MODULES.json   where MODULES.json maps import path prefixes to folders
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/token"
	"os"
)

type flagRecord struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	Default    string `json:"default"`
	NoOpt      string `json:"noOpt,omitempty"`
	Deprecated string `json:"deprecated,omitempty"`
	Hidden     bool   `json:"hidden,omitempty"`
	Shorthand  string `json:"shorthand,omitempty"`
}

type result struct {
	Flags   []flagRecord   `json:"flags"`
	Gates   []gateRecord   `json:"gates"`
	Plugins []pluginRecord `json:"plugins"`
	Unknown []string       `json:"unknown"`
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	l := &loader{packages: map[string]*Package{}, files: token.NewFileSet()}
	if err := json.Unmarshal(text, &l.modules); err != nil {
		panic(err)
	}
	in := newInterpreter(l)
	r := result{Flags: []flagRecord{}, Unknown: []string{}}
	in.initialise(program)
	in.readGates(&r)
	in.readFlags(&r)
	in.readPlugins(&r)
	for _, place := range sortedKeys(in.undecided) {
		r.Unknown = append(r.Unknown, place)
	}
	if err := json.NewEncoder(os.Stdout).Encode(r); err != nil {
		panic(err)
	}
}

const program = "k8s.io/kubernetes/cmd/kube-apiserver"

func (in *interpreter) readFlags(r *result) {
	p := in.load(program + "/app")
	command := p.funcs["NewAPIServerCommand"]
	in.callFunc(&Func{pkg: p, file: p.fileOf[command], signature: command.Type, body: command.Body}, nil)
	in.addGoFlags()
	in.flags.add(help())
	for _, fl := range in.flags.sorted() {
		if fl.unknown != "" {
			r.Unknown = append(r.Unknown, fmt.Sprintf("--%s: %s", fl.name, fl.unknown))
		}
		hidden, _ := fl.hidden.v.(bool)
		deprecated, _ := fl.deprecated.v.(string)
		noOpt, _ := fl.noOpt.v.(string)
		r.Flags = append(r.Flags, flagRecord{fl.name, fl.typ, fl.fallback, noOpt, deprecated, hidden, fl.shorthand})
	}
}

// Old main functions hand the flags of the whole process to the command: cobra adds pflag's own.
func (in *interpreter) addGoFlags() {
	start := in.load(program).funcs["main"]
	ast.Inspect(start.Body, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok && selector.Sel.Name == "AddGoFlagSet" {
			in.flags.addAll(in.natives["flag.CommandLine"].(*FlagSet))
		}
		return true
	})
}

func help() *Flag {
	fl := newFlag("help", "bool", "false")
	fl.shorthand = "h"
	return fl
}
