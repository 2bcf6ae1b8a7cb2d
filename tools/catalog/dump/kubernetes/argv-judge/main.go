// Tells what kube-apiserver makes of command lines: one JSON list of words per line in, one answer per line out. Every
// command line gets a command of its own, made as the binary makes it. Built by ../../../dump.mjs.
package main

import (
	"encoding/csv"
	"io"
	"reflect"
	"regexp"
	"sort"
	"strings"
	_ "unsafe"

	"hardway.local/dump/judging"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	_ "k8s.io/apiserver/pkg/server"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

// The constructor of the command closes this channel and so refuses to be called twice; it gets a new one each time.
//
//go:linkname onlyOneSignalHandler k8s.io/apiserver/pkg/server.onlyOneSignalHandler
var onlyOneSignalHandler chan struct{}

// Feature gates belong to the process: each command line gets those of the beginning.
var gates = utilfeature.DefaultMutableFeatureGate.DeepCopy()

var globals = map[string]func(){}

func main() { judging.Serve(declared, judge) }

type flagRecord struct {
	Name      string `json:"name"`
	Type      string `json:"type"`
	Default   string `json:"default"`
	NoOpt     string `json:"noOpt,omitempty"`
	Shorthand string `json:"shorthand,omitempty"`
}

// What the command lines are made of: the flags, and the gates that may be set to anything.
func declared() interface{} {
	flags := []flagRecord{}
	app.NewAPIServerCommand().Flags().VisitAll(func(f *pflag.Flag) {
		flags = append(flags, flagRecord{f.Name, f.Value.Type(), f.Value.String(), f.NoOptDefVal, f.Shorthand})
	})
	names := []string{}
	for _, known := range gates.KnownFeatures() {
		name := known[:strings.Index(known, "=")]
		name = name[strings.LastIndex(name, ":")+1:]
		if !strings.HasPrefix(name, "All") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return map[string]interface{}{"flags": flags, "gates": names}
}

func judge(argv []string) []string {
	onlyOneSignalHandler = make(chan struct{})
	// The interface behind the variable has grown over the minors; the value is of the same type in all of them.
	reflect.ValueOf(&utilfeature.DefaultMutableFeatureGate).Elem().Set(reflect.ValueOf(gates.DeepCopy()))
	command := app.NewAPIServerCommand()
	forgetGlobals(command.Flags())
	accepts := command.Args
	if accepts == nil {
		accepts = cobra.ArbitraryArgs
	}
	answer := []string{}
	// Called by whatever comes first after the flags are read.
	tell := func(command *cobra.Command) {
		answer = append(answer, "read")
		command.Flags().Visit(func(f *pflag.Flag) { answer = append(answer, "--"+f.Name+"="+printed(f)) })
		answer = append(answer, "--")
		answer = append(answer, command.Flags().Args()...)
		if accepts(command, command.Flags().Args()) != nil {
			answer[0] = "refused"
		}
	}
	command.SetArgs(argv)
	command.Args = cobra.ArbitraryArgs
	command.PersistentPreRunE = nil
	command.RunE = func(command *cobra.Command, _ []string) error { tell(command); return nil }
	command.SetHelpFunc(func(command *cobra.Command, _ []string) { tell(command) })
	command.SetUsageFunc(func(*cobra.Command) error { return nil })
	command.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { answer = classify(err.Error()); return err })
	command.SetErr(io.Discard)
	command.SetOut(io.Discard)
	command.SilenceErrors = true
	run(command)
	return answer
}

// The order in which a map is printed is random for this one type.
func printed(f *pflag.Flag) string {
	text := f.Value.String()
	if f.Value.Type() != "stringToString" || len(text) < 3 {
		return text
	}
	pairs, err := csv.NewReader(strings.NewReader(text[1 : len(text)-1])).Read()
	if err != nil {
		panic(err)
	}
	sort.Strings(pairs)
	sorted := &strings.Builder{}
	writer := csv.NewWriter(sorted)
	writer.Write(pairs)
	writer.Flush()
	return "[" + strings.TrimSpace(sorted.String()) + "]"
}

// The flags that libraries keep for the whole process remember what the last command line set.
func forgetGlobals(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if forgetPairs(f) {
			return
		}
		if f.Changed || f.Value.String() != f.DefValue {
			f.Changed = false
			if err := f.Value.Set(resetValue(f)); err != nil {
				panic(f.Name + ": " + err.Error())
			}
		}
	})
}

func resetValue(f *pflag.Flag) string {
	if f.Name == "log-backtrace-at" {
		return ""
	}
	return f.DefValue
}

var classes = []judging.Class{
	judging.Like("unknown-flag", `unknown flag: --(.*)$`),
	judging.Like("unknown-shorthand", `unknown shorthand flag: (.*)$`),
	judging.Like("no-argument", `flag needs an argument: (.*)$`),
	judging.Like("bad-syntax", `bad flag syntax: (.*)$`),
	judging.Like("invalid-value", `invalid argument .* for "(?:-., )?--([a-z0-9-]+)" flag: `),
}

// Only the first byte of a letter is named, and not the same one in every version of pflag.
var nonASCII = regexp.MustCompile(`^'[^\x00-\x7f]+'`)

func classify(message string) []string {
	answer := judging.Classify(classes, message)
	answer[1] = nonASCII.ReplaceAllString(answer[1], "'?'")
	return answer
}
