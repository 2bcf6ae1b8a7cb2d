//go:build !nocli

package main

import (
	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register" // the binary does; it brings flags of its own
)

func start(command *cobra.Command) int { return cli.Run(command) }
