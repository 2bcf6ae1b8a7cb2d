//go:build only35

package main

import (
	"flag"
	_ "unsafe"

	"go.etcd.io/etcd/server/v3/embed"
	_ "go.etcd.io/etcd/server/v3/etcdmain"
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

//go:linkname newConfig go.etcd.io/etcd/server/v3/etcdmain.newConfig
func newConfig() *config

func flagSet() *flag.FlagSet { return newConfig().flagSet }

//go:linkname deprecatedFlags go.etcd.io/etcd/server/v3/etcdmain.deprecatedFlags
var deprecatedFlags map[string]struct{}

// etcd 3.5 knows which flags it will lose, and says the same of all.
func deprecated(name string) string {
	if _, found := deprecatedFlags[name]; found {
		return "--" + name + " is deprecated in 3.5 and will be decommissioned in 3.6."
	}
	return ""
}

// Feature gates come with 3.6.
func gates() []gate { return []gate{} }
