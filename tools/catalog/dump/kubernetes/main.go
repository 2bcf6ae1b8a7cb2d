// Prints every flag of one Kubernetes component as JSON: the flags of the very command that the component's binary
// runs, hidden and deprecated ones included. With a second argument it reads pairs of a flag and a value instead, and
// tells which of them the flag takes. Built by ../../dump.mjs once per version, against that version's modules.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register" // the binaries do; it brings flags of its own
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

// One component per process: the options register themselves in registries that are global to the process.
var commands = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllermanager.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
}

type record struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	Default    string `json:"default"`
	Printed    string `json:"printed"`
	NoOpt      string `json:"noOpt,omitempty"`
	Deprecated string `json:"deprecated,omitempty"`
	Hidden     bool   `json:"hidden,omitempty"`
	Shorthand  string `json:"shorthand,omitempty"`
}

func main() {
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "name one of the components this program knows")
		os.Exit(2)
	}
	// Started as the binary starts it, with no flags set, and caught where the component would begin to work: by then
	// names are normalised and every library has added its flags.
	command := commands[os.Args[1]]()
	command.SetArgs([]string{})
	command.Run = nil
	command.RunE = func(command *cobra.Command, _ []string) error {
		if len(os.Args) == 3 {
			return judge(command.Flags())
		}
		return json.NewEncoder(os.Stdout).Encode(records(command.Flags()))
	}
	os.Exit(cli.Run(command))
}

func records(flags *pflag.FlagSet) []record {
	all := []record{}
	flags.VisitAll(func(f *pflag.Flag) {
		all = append(all, record{
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
