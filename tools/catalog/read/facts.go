package main

import (
	"fmt"
	"sort"
	"strings"
)

type pluginRecord struct {
	Name    string `json:"name"`
	Default bool   `json:"default"`
}

type gateRecord struct {
	Name    string `json:"name"`
	Stage   string `json:"stage"`
	Default bool   `json:"default"`
	Locked  bool   `json:"locked,omitempty"`
}

const kubeOptions = "k8s.io/kubernetes/pkg/kubeapiserver/options"

func (in *interpreter) readPlugins(r *result) {
	p := in.load(kubeOptions)
	order, _ := in.member(p, "AllOrderedPlugins")
	names, ok := strings_(order)
	off, isMap := in.call(memberOf(in, p, "DefaultOffAdmissionPlugins"), nil).(*Map)
	if !ok || !isMap {
		r.Unknown = append(r.Unknown, "the admission plugins")
		return
	}
	for _, name := range names {
		_, isOff := off.values[name]
		r.Plugins = append(r.Plugins, pluginRecord{name, !isOff})
	}
}

func memberOf(in *interpreter, p *Package, name string) Value {
	v, found := in.member(p, name)
	if !found {
		return opaque("%s.%s", p.path, name)
	}
	return v
}

// The variables that hold feature gates, in every package that was read: maps from a name to a specification.
func (in *interpreter) readGates(r *result) {
	byName := map[string]gateRecord{}
	for _, importPath := range sortedKeys(in.packages) {
		p := in.packages[importPath]
		if p == nil || !strings.HasPrefix(importPath, "k8s.io/") {
			continue
		}
		for _, name := range append(sortedKeys(p.vars), sortedKeys(p.funcs)...) {
			m := in.gateMap(p, name)
			if m == nil {
				continue
			}
			for _, key := range m.keys {
				if gate, ok := gateOf(key, m.values[key]); ok {
					byName[gate.Name], in.gates[gate.Name] = gate, gate.Default
				} else {
					r.Unknown = append(r.Unknown, fmt.Sprintf("a feature gate of %s.%s", importPath, name))
				}
			}
		}
	}
	for _, gate := range byName {
		r.Gates = append(r.Gates, gate)
	}
	sort.Slice(r.Gates, func(a, b int) bool { return r.Gates[a].Name < r.Gates[b].Name })
}

// The gates that a variable or a function of this name holds; nil for any other.
func (in *interpreter) gateMap(p *Package, name string) *Map {
	known := strings.HasPrefix(name, "default") && strings.HasSuffix(name, "FeatureGates")
	if !known && name != "defaultFeatures" && name != "featureGates" {
		return nil
	}
	v, _ := in.member(p, name)
	if function, ok := v.(*Func); ok {
		v = in.callFunc(function, nil)
	}
	m, _ := v.(*Map)
	return m
}

func gateOf(key, v Value) (gateRecord, bool) {
	name, ok := key.(string)
	spec, isStruct := pointee(v).(*Struct)
	if !ok || !isStruct || spec.fields["Default"] == nil || spec.fields["PreRelease"] == nil {
		return gateRecord{}, false
	}
	on, knowsDefault := spec.fields["Default"].v.(bool)
	stage, knowsStage := spec.fields["PreRelease"].v.(string)
	locked := false
	if cell := spec.fields["LockToDefault"]; cell != nil {
		locked, _ = cell.v.(bool)
	}
	stages := map[string]string{"": "ga", "ALPHA": "alpha", "BETA": "beta", "DEPRECATED": "deprecated"}
	return gateRecord{name, stages[stage], on, locked}, knowsDefault && knowsStage
}
