package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"
	"hardway.local/dump/record"
	cliflag "k8s.io/component-base/cli/flag"
	_ "k8s.io/component-base/logs/json/register" // the binary does; it brings flags of its own
	"k8s.io/kubernetes/cmd/kubelet/app"
	"k8s.io/kubernetes/cmd/kubelet/app/options"
)

// The kubelet's command keeps its flag set to itself, so the same set is made here; --help of the real command proves
// that it is the same.
func main() {
	flags := pflag.NewFlagSet("kubelet", pflag.ContinueOnError)
	flags.SetNormalizeFunc(cliflag.WordSepNormalizeFunc)
	configuration, err := options.NewKubeletConfiguration()
	if err != nil {
		panic(err)
	}
	options.NewKubeletFlags().AddFlags(flags)
	options.AddKubeletConfigFlags(flags, configuration)
	options.AddGlobalFlags(flags)
	flags.BoolP("help", "h", false, "help for kubelet")

	help := strings.Builder{}
	command := record.Command(app.NewKubeletCommand)
	command.SetOut(&help)
	if err := command.Help(); err != nil {
		panic(err)
	}
	if !strings.HasSuffix(help.String(), flags.FlagUsagesWrapped(2)) {
		fmt.Fprintln(os.Stderr, "kubelet --help names other flags than those found")
		os.Exit(1)
	}
	if err := record.Print(flags, os.Args, nil); err != nil {
		panic(err)
	}
}
