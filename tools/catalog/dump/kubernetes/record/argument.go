package record

import (
	"context"
	"reflect"
)

var contextType = reflect.TypeOf((*context.Context)(nil)).Elem()

func argument(wanted reflect.Type) reflect.Value {
	if wanted == contextType {
		return reflect.ValueOf(context.Background())
	}
	return reflect.Zero(wanted)
}
