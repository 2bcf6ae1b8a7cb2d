//go:build nocli

package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Up to 1.22 the binary executes its command itself.
func run(command *cobra.Command) { _ = command.Execute() }

func forgetPairs(*pflag.Flag) bool { return false }
