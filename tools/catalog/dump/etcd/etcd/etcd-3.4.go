//go:build only34

package main

import (
	"flag"
	_ "unsafe"

	"go.etcd.io/etcd/embed"
	_ "go.etcd.io/etcd/etcdmain"
)

// The first fields of etcdmain's config, up to the flag set.
type config struct {
	_       embed.Config
	_       proxy
	flagSet *flag.FlagSet
}

type proxy struct {
	_ [5]uint
	_ [4]string
}

//go:linkname newConfig go.etcd.io/etcd/etcdmain.newConfig
func newConfig() *config

func flagSet() *flag.FlagSet { return newConfig().flagSet }

func deprecated(string) string { return "" }

// Feature gates come with 3.6.
func gates() []gate { return []gate{} }
