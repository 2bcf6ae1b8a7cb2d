// Package record prints what one Kubernetes component declares: every flag, hidden and deprecated ones included, and
// every feature gate. Built by ../../dump.mjs once per version, against that version's modules.
package record

import (
	"encoding/json"
	"os"
	"reflect"
	"sort"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"k8s.io/component-base/featuregate"
)

type flagRecord struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	Default    string `json:"default"`
	Printed    string `json:"printed"`
	NoOpt      string `json:"noOpt,omitempty"`
	Deprecated string `json:"deprecated,omitempty"`
	Hidden     bool   `json:"hidden,omitempty"`
	Shorthand  string `json:"shorthand,omitempty"`
}

type gateRecord struct {
	Name    string `json:"name"`
	Stage   string `json:"stage"`
	Default bool   `json:"default"`
	Locked  bool   `json:"locked,omitempty"`
}

// Plugin is an admission plugin; Default tells whether it is on when no flag speaks of it.
type Plugin struct {
	Name    string `json:"name"`
	Default bool   `json:"default"`
}

type everything struct {
	Flags   []flagRecord `json:"flags"`
	Gates   []gateRecord `json:"gates"`
	Plugins []Plugin     `json:"plugins,omitempty"`
}

// Command makes a component's command by its constructor, whose parameters (a context, a channel, options) have changed
// over the minors: none of them matters to the flags, so each is left at its zero value.
func Command(constructor interface{}) *cobra.Command {
	function := reflect.ValueOf(constructor)
	arguments := []reflect.Value{}
	for i := 0; i < function.Type().NumIn() && !(function.Type().IsVariadic() && i == function.Type().NumIn()-1); i++ {
		arguments = append(arguments, argument(function.Type().In(i)))
	}
	return function.Call(arguments)[0].Interface().(*cobra.Command)
}

// Run starts a command as its binary does, with no flags set, and catches it where the component would begin to work: by
// then names are normalised and every library has added its flags.
func Run(command *cobra.Command, run func(*cobra.Command) int, plugins []Plugin) {
	arguments := os.Args
	os.Args = os.Args[:1]
	command.SetArgs([]string{})
	command.Run = nil
	command.RunE = func(command *cobra.Command, _ []string) error { return Print(command.Flags(), arguments, plugins) }
	os.Exit(run(command))
}

// Print writes what is known of a component. With an argument it reads pairs of a flag and a value instead, and tells
// which of them the flag takes.
func Print(flags *pflag.FlagSet, arguments []string, plugins []Plugin) error {
	if len(arguments) == 2 {
		return judge(flags)
	}
	return json.NewEncoder(os.Stdout).Encode(everything{Flags: flagRecords(flags), Gates: gateRecords(), Plugins: plugins})
}

func flagRecords(flags *pflag.FlagSet) []flagRecord {
	all := []flagRecord{}
	flags.VisitAll(func(f *pflag.Flag) {
		all = append(all, flagRecord{
			Name:       f.Name,
			Type:       f.Value.Type(),
			Default:    f.Value.String(),
			Printed:    f.DefValue,
			NoOpt:      f.NoOptDefVal,
			Deprecated: f.Deprecated,
			Hidden:     f.Hidden,
			Shorthand:  f.Shorthand,
		})
	})
	return all
}

var stages = map[string]string{"": "ga", "ALPHA": "alpha", "BETA": "beta", "DEPRECATED": "deprecated"}

// Gates that a later version will have (their specification says so) cannot be set, and are left out.
func gateRecords() []gateRecord {
	all := []gateRecord{}
	for name, spec := range knownGates() {
		stage, known := stages[prerelease(spec)]
		if known {
			all = append(all, gateRecord{Name: string(name), Stage: stage, Default: spec.Default, Locked: spec.LockToDefault})
		}
	}
	sort.Slice(all, func(a, b int) bool { return all[a].Name < all[b].Name })
	return all
}

// The type of the field is not exported.
func prerelease(spec featuregate.FeatureSpec) string {
	return reflect.ValueOf(spec).FieldByName("PreRelease").String()
}

func judge(flags *pflag.FlagSet) error {
	var pairs [][2]string
	if err := json.NewDecoder(os.Stdin).Decode(&pairs); err != nil {
		return err
	}
	taken := []bool{}
	for _, pair := range pairs {
		taken = append(taken, flags.Lookup(pair[0]).Value.Set(pair[1]) == nil)
	}
	return json.NewEncoder(os.Stdout).Encode(taken)
}
