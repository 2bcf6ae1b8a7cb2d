//go:build from36

package main

import (
	"flag"
	"reflect"
	"sort"
	_ "unsafe"

	"go.etcd.io/etcd/pkg/v3/featuregate"
	"go.etcd.io/etcd/server/v3/embed"
	_ "go.etcd.io/etcd/server/v3/etcdmain"
	"go.etcd.io/etcd/server/v3/features"
	"go.uber.org/zap"
)

// The first fields of etcdmain's config. Only the flag set is used; the fields after it do not matter.
type config struct {
	_       embed.Config
	flagSet *flag.FlagSet
}

//go:linkname newConfig go.etcd.io/etcd/server/v3/etcdmain.newConfig
func newConfig() *config

func flagSet() *flag.FlagSet { return newConfig().flagSet }

//go:linkname deprecatedFlags go.etcd.io/etcd/server/v3/etcdmain.deprecatedFlags
var deprecatedFlags map[string]string

func deprecated(name string) string { return deprecatedFlags[name] }

var stages = map[string]string{"": "ga", "ALPHA": "alpha", "BETA": "beta", "DEPRECATED": "deprecated"}

func gates() []gate {
	all := []gate{}
	known := features.NewDefaultServerFeatureGate("etcd", zap.NewNop()).(featuregate.MutableFeatureGate).GetAll()
	for name, spec := range known {
		// The type of the field is not exported.
		stage := stages[reflect.ValueOf(spec).FieldByName("PreRelease").String()]
		all = append(all, gate{Name: string(name), Stage: stage, Default: spec.Default, Locked: spec.LockToDefault})
	}
	sort.Slice(all, func(a, b int) bool { return all[a].Name < all[b].Name })
	return all
}
