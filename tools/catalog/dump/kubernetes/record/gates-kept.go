//go:build nocli

package record

import (
	"reflect"
	"sync/atomic"
	"unsafe"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
)

// Up to 1.21 there is no way to ask for the specifications; they stand in a field that is not exported.
func knownGates() map[featuregate.Feature]featuregate.FeatureSpec {
	known := reflect.ValueOf(utilfeature.DefaultMutableFeatureGate).Elem().FieldByName("known")
	return (*atomic.Value)(unsafe.Pointer(known.Pointer())).Load().(map[featuregate.Feature]featuregate.FeatureSpec)
}
