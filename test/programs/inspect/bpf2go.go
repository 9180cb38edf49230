// A program as bpf2go makes it: with an object embedded, which it reads with cilium/ebpf. It prints the names of the object's programs.
package main

import (
	"bytes"
	_ "embed"
	"fmt"

	"github.com/cilium/ebpf"
)

//go:embed carried.o
var _CarriedBytes []byte

func loadCarried() (*ebpf.CollectionSpec, error) {
	return ebpf.LoadCollectionSpecFromReader(bytes.NewReader(_CarriedBytes))
}

func main() {
	spec, err := loadCarried()
	if err != nil {
		panic(err)
	}
	for name := range spec.Programs {
		fmt.Println(name)
	}
}
