//go:build !nocli

package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"k8s.io/component-base/cli"
	cliflag "k8s.io/component-base/cli/flag"
	_ "k8s.io/component-base/logs/json/register"
)

func run(command *cobra.Command) { _ = cli.RunNoErrOutput(command) }

// The gates of all components of a process are one map, which every command goes on filling.
func forgetPairs(f *pflag.Flag) bool {
	pairs, found := f.Value.(*cliflag.ColonSeparatedMultimapStringString)
	if found {
		*pairs.Multimap = map[string][]string{}
	}
	return found
}
