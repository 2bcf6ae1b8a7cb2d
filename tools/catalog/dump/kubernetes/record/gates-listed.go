//go:build !nocli

package record

import (
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
)

func knownGates() map[featuregate.Feature]featuregate.FeatureSpec {
	return utilfeature.DefaultMutableFeatureGate.GetAll()
}
