package main

import (
	"hardway.local/dump/record"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register" // the binary does; it brings flags of its own
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/pkg/kubeapiserver/options"
)

func main() {
	record.Run(record.Command(app.NewAPIServerCommand), cli.Run, plugins())
}

func plugins() []record.Plugin {
	off := options.DefaultOffAdmissionPlugins()
	all := []record.Plugin{}
	for _, name := range options.AllOrderedPlugins {
		all = append(all, record.Plugin{Name: name, Default: !off.Has(name)})
	}
	return all
}
