package main

import (
	"hardway.local/dump/record"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/pkg/kubeapiserver/options"
)

func main() {
	record.Run(record.Command(app.NewAPIServerCommand), start, plugins())
}

func plugins() []record.Plugin {
	off := options.DefaultOffAdmissionPlugins()
	all := []record.Plugin{}
	for _, name := range options.AllOrderedPlugins {
		all = append(all, record.Plugin{Name: name, Default: !off.Has(name)})
	}
	return all
}
