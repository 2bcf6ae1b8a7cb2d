package main

import (
	"fmt"
	"net"
	"sort"
	"strings"
)

const second = int64(1e9)

func newInterpreter(l *loader) *interpreter {
	in := &interpreter{loader: l, flags: newFlagSet(false), gates: map[string]bool{}, undecided: map[string]bool{}}
	goFlags := newFlagSet(true)
	in.natives = map[string]Value{
		"k8s.io/utils/net.ParseIPSloppy": Native(parseIP),
		"time.Duration":                  Native(func(a []Value) Value { return a[0] }),
		"net.IPv4":                       Native(func(a []Value) Value { return fmt.Sprintf("%d.%d.%d.%d", a[0], a[1], a[2], a[3]) }),
		"k8s.io/apimachinery/pkg/util/sets.NewString": Native(newSet),
		"k8s.io/apimachinery/pkg/util/sets.New":       Native(newSet),
		"time.Nanosecond":                             int64(1), "time.Microsecond": int64(1e3), "time.Millisecond": int64(1e6), "time.Second": second,
		"time.Minute": 60 * second, "time.Hour": 3600 * second,
		"math.MaxInt32": int64(1<<31 - 1), "math.MaxInt64": int64(1<<63 - 1),
		"net.ParseIP":  Native(parseIP),
		"net.CIDRMask": Native(func(a []Value) Value { return a }),
		"net.ParseCIDR": Native(func(a []Value) Value {
			_, ipNet, err := net.ParseCIDR(a[0].(string))
			if err != nil {
				return Tuple{nil, nil, opaque("no CIDR")}
			}
			return Tuple{ipNet.IP.String(), ipNet.String(), nil}
		}),
		"strings.Join":                 Native(join),
		"strings.Replace":              Native(func(a []Value) Value { return replace(a) }),
		"strings.ReplaceAll":           Native(func(a []Value) Value { return replace(a) }),
		"fmt.Sprintf":                  Native(sprintf),
		"fmt.Sprint":                   Native(func(a []Value) Value { return fmt.Sprint(plain(a)...) }),
		"k8s.io/utils/net.ParseIPNets": Native(func(a []Value) Value { return Tuple{&Slice{a}, nil} }),
		"k8s.io/kubernetes/pkg/util/net/sets.ParseIPNets": Native(func(a []Value) Value { return Tuple{&Slice{a}, nil} }),
		"delete":    Native(func([]Value) Value { return nil }),
		"panic":     Native(func(a []Value) Value { panic(fmt.Sprint("the code panics: ", a)) }),
		"path.Join": Native(func(a []Value) Value { return join([]Value{&Slice{a}, "/"}) }),

		"flag.CommandLine":                                   goFlags,
		"flag.NewFlagSet":                                    Native(func([]Value) Value { return newFlagSet(true) }),
		"flag.Set":                                           Native(func(a []Value) Value { goFlags.set(a[0].(string), a[1].(string)); return nil }),
		"github.com/spf13/pflag.CommandLine":                 in.flags,
		"github.com/spf13/pflag.NewFlagSet":                  Native(func([]Value) Value { return newFlagSet(false) }),
		"github.com/spf13/pflag.PFlagFromGoFlag":             Native(func(a []Value) Value { return a[0] }),
		"k8s.io/component-base/cli/flag.TLSPossibleVersions": Native(func([]Value) Value { return &Slice{} }),
	}
	for _, name := range []string{"Var", "BoolVar", "StringVar", "IntVar", "DurationVar", "Uint64Var", "Int64Var", "Bool", "String", "Int", "Int64", "Duration", "Lookup"} {
		in.natives["flag."+name] = &FlagMethod{goFlags, name}
		in.natives["github.com/spf13/pflag."+name] = &FlagMethod{in.flags, name}
		in.natives["github.com/spf13/pflag."+name+"P"] = &FlagMethod{in.flags, name + "P"}
	}
	gate := func(_ Value, a []Value) Value {
		name, _ := a[0].(string)
		if on, known := in.gates[name]; known {
			return on
		}
		return opaque("whether the feature gate %s is on", name)
	}
	addGates := func(_ Value, a []Value) Value {
		a[0].(*FlagSet).add(newFlag("feature-gates", "mapStringBool", ""))
		return nil
	}
	in.methods = map[string]func(Value, []Value) Value{
		"github.com/spf13/cobra.Command.Flags":           func(Value, []Value) Value { return in.flags },
		"github.com/spf13/cobra.Command.PersistentFlags": func(Value, []Value) Value { return in.flags },
		"github.com/spf13/cobra.Command.Name":            func(Value, []Value) Value { return "the component" },
	}
	in.methods["net.IPNet.String"] = func(v Value, _ []Value) Value { text, _ := ipNet(v); return text }
	in.methods["sync.Once.Do"] = func(_ Value, a []Value) Value { return in.call(a[0], nil) }
	in.methods["*main.Map.Insert"] = func(set Value, a []Value) Value {
		for _, key := range a {
			set.(*Map).set(key, true)
		}
		return nil
	}
	in.methods["*main.Map.Difference"] = func(set Value, a []Value) Value {
		rest := newMap()
		for _, key := range set.(*Map).keys {
			if _, found := a[0].(*Map).values[key]; !found {
				rest.set(key, true)
			}
		}
		return rest
	}
	for _, owner := range []string{"k8s.io/component-base/featuregate.featureGate", "k8s.io/apiserver/pkg/util/feature.featureGate"} {
		in.methods[owner+".AddFlag"] = addGates
		in.methods[owner+".Enabled"] = gate
		in.methods[owner+".KnownFeatures"] = func(Value, []Value) Value { return &Slice{} }
	}
	return in
}

func parseIP(a []Value) Value {
	text, ok := a[0].(string)
	if !ok {
		return opaque("IP")
	}
	if ip := net.ParseIP(text); ip != nil {
		return ip.String()
	}
	return nil
}

func join(a []Value) Value {
	texts, ok := strings_(a[0])
	separator, isText := a[1].(string)
	if !ok || !isText {
		return opaque("strings.Join")
	}
	return strings.Join(texts, separator)
}

func replace(a []Value) Value {
	for _, part := range a[:3] {
		if _, ok := part.(string); !ok {
			return opaque("strings.Replace")
		}
	}
	return strings.ReplaceAll(a[0].(string), a[1].(string), a[2].(string))
}

func sprintf(a []Value) Value {
	format, ok := a[0].(string)
	for _, v := range a[1:] {
		if isOpaque(v) {
			return opaque("fmt.Sprintf")
		}
	}
	if !ok {
		return opaque("fmt.Sprintf")
	}
	return fmt.Sprintf(format, plain(a[1:])...)
}

func plain(a []Value) []any {
	all := []any{}
	for _, v := range a {
		if slice, ok := v.(*Slice); ok {
			all = append(all, plain(slice.elements))
			continue
		}
		all = append(all, pointee(v))
	}
	return all
}

// What a value of a type of its own is called by pflag, and how it prints, where its methods say more than can be read.
var customTypes = map[string][2]string{
	"MapStringBool": {"mapStringBool", ""}, "MapStringString": {"mapStringString", ""},
	"ConfigurationMap":                   {"mapStringString", ""},
	"ColonSeparatedMultimapStringString": {"colonSeparatedMultimapStringString", ""}, "NamedCertKeyArray": {"namedCertKey", "[]"},
	"PortRange": {"portRange", ""}, "cidrs": {"cidrs", ""}, "featureGate": {"mapStringBool", ""},
	"Level": {"Level", "0"}, "moduleSpec": {"moduleSpec", ""}, "traceLocation": {"traceLocation", ":0"},
	"severity": {"severity", "2"}, "severityValue": {"severity", "2"}, "versionValue": {"version", "false"},
	"VerbosityLevel": {"Level", "0"}, "VModuleConfiguration": {"pattern=N,...", ""},
	"verbosityLevelPflag": {"Level", "0"}, "vmoduleConfigurationPFlag": {"pattern=N,...", ""},
	"QuantityValue": {"quantity", "0"}, "quantityValue": {"quantity", "0"},
}

func (in *interpreter) custom(name string, v Value) *Flag {
	if other, ok := v.(*Flag); ok {
		same := *other
		same.name = name
		return &same
	}
	t := typeOfValue(v)
	if t == nil {
		fl := newFlag(name, "?", "")
		fl.unknown = "its type is " + describe(v)
		return fl
	}
	known, found := customTypes[t.name]
	fl := newFlag(name, known[0], known[1])
	switch t.name {
	case "PortRange":
		fl.fallback = portRange(pointee(v))
	case "cidrs":
		fl.fallback = ranges(pointee(v))
	}
	if t.name == "versionValue" {
		fl.noOpt.v = "true"
	}
	if !found {
		fl.unknown = fmt.Sprintf("its type is %s", t)
	}
	if len(name) == 1 {
		fl.shorthand = name
	}
	return fl
}

func portRange(v Value) string {
	s, ok := v.(*Struct)
	if !ok {
		return ""
	}
	base, _ := s.fields["Base"].v.(int64)
	size, _ := s.fields["Size"].v.(int64)
	if size == 0 {
		return ""
	}
	return fmt.Sprintf("%d-%d", base, base+size-1)
}

func newSet(a []Value) Value {
	set := newMap()
	for _, key := range a {
		set.set(key, true)
	}
	return set
}

// How a net.IPNet prints.
func ipNet(v Value) (string, bool) {
	s, ok := pointee(v).(*Struct)
	if !ok || s.fields["IP"] == nil {
		return "<nil>", ok
	}
	ip, isText := s.fields["IP"].v.(string)
	mask, isMask := s.fields["Mask"].v.([]Value)
	if !isText || !isMask {
		return "", false
	}
	return fmt.Sprintf("%s/%d", ip, mask[0]), true
}

func ranges(v Value) string {
	s, ok := v.(*Struct)
	if !ok {
		return ""
	}
	texts, _ := strings_(s.fields["ipn"].v)
	sort.Strings(texts)
	return strings.Join(texts, ",")
}

func sortedKeys[V any](m map[string]V) []string {
	keys := []string{}
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
