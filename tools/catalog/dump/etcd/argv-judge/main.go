// Tells what etcd makes of command lines: one JSON list of words per line in, one answer per line out. Every command
// line gets a flag set of its own. Built by ../../../dump.mjs, for etcd 3.6 and newer.
package main

import (
	"errors"
	"flag"
	"io"
	"reflect"
	"strings"
	_ "unsafe"

	"hardway.local/dump/judging"

	"go.etcd.io/etcd/server/v3/embed"
	_ "go.etcd.io/etcd/server/v3/etcdmain"
)

// The first fields of etcdmain's config. Only the flag set is used; the fields after it do not matter.
type config struct {
	_       embed.Config
	flagSet *flag.FlagSet
}

//go:linkname newConfig go.etcd.io/etcd/server/v3/etcdmain.newConfig
func newConfig() *config

func main() { judging.Serve(declared, judge) }

type flagRecord struct {
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Default string   `json:"default"`
	NoOpt   string   `json:"noOpt,omitempty"`
	Choices []string `json:"choices,omitempty"`
}

// What the command lines are made of; types are named as in the catalogue.
func declared() interface{} {
	flags := []flagRecord{}
	newConfig().flagSet.VisitAll(func(f *flag.Flag) {
		name := reflect.TypeOf(f.Value).Elem().Name()
		name = strings.TrimSuffix(strings.TrimSuffix(name, "Value"), "Flag")
		record := flagRecord{Name: f.Name, Type: strings.ToLower(name[:1]) + name[1:], Default: f.Value.String()}
		if boolean, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && boolean.IsBoolFlag() {
			record.NoOpt = "true"
		}
		if selective, ok := f.Value.(interface{ Valids() []string }); ok {
			record.Choices = selective.Valids()
		}
		flags = append(flags, record)
	})
	return map[string]any{"flags": flags, "gates": []string{"InitialCorruptCheck", "LeaseCheckpoint", "SetMemberLocalAddr"}}
}

func judge(argv []string) []string {
	flags := newConfig().flagSet
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	if err := flags.Parse(argv); err != nil {
		return classify(err)
	}
	answer := []string{"read"}
	// etcd says of the first word that is no flag that it is no valid flag.
	if flags.NArg() > 0 {
		answer[0] = "refused"
	}
	flags.Visit(func(f *flag.Flag) { answer = append(answer, "--"+f.Name+"="+f.Value.String()) })
	return append(append(answer, "--"), flags.Args()...)
}

var classes = []judging.Class{
	judging.Like("unknown-flag", `flag provided but not defined: -(.*)$`),
	judging.Like("no-argument", `flag needs an argument: (.*)$`),
	judging.Like("bad-syntax", `bad flag syntax: (.*)$`),
	judging.Like("invalid-value", `invalid (?:boolean )?value .* for (?:flag )?-([A-Za-z0-9-]+): `),
}

func classify(err error) []string {
	if errors.Is(err, flag.ErrHelp) {
		return []string{"help", ""}
	}
	return judging.Classify(classes, err.Error())
}
