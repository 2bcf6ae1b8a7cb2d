//go:build nocli

package main

import (
	"github.com/spf13/cobra"
	"k8s.io/component-base/logs"
)

// Up to 1.22 the binary executes its command itself.
func start(command *cobra.Command) int {
	logs.InitLogs()
	if command.Execute() != nil {
		return 1
	}
	return 0
}
