package main

import (
	"hardway.local/dump/record"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register" // the binary does; it brings flags of its own
	"k8s.io/kubernetes/cmd/kube-proxy/app"
)

func main() {
	record.Run(record.Command(app.NewProxyCommand), cli.Run, nil)
}
