//go:build normalised

package main

import (
	"github.com/spf13/pflag"
	cliflag "k8s.io/component-base/cli/flag"
)

// In 1.21 and 1.22 the binary does this itself; before, its command did, and after, component-base does.
func init() { pflag.CommandLine.SetNormalizeFunc(cliflag.WordSepNormalizeFunc) }
