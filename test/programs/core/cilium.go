// What cilium/ebpf makes of CO-RE relocations: for each kernel and object, and each program with what it calls, a line for each relocation.
//
//	cilium KERNEL.btf... -- OBJECT...
package main

import (
	"encoding/binary"
	"fmt"
	"os"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"
)

func main() {
	kernels, objects := os.Args[1:], []string{}
	for at, each := range kernels {
		if each == "--" {
			kernels, objects = kernels[:at], kernels[at+1:]
			break
		}
	}
	for at, kernel := range kernels {
		types, err := btf.LoadSpec(kernel)
		if err != nil {
			panic(err)
		}
		for _, object := range objects {
			spec, err := ebpf.LoadCollectionSpec(object)
			if err != nil {
				fmt.Printf("%d\t%s\t*\trefused\t%v\n", at, object, err)
				continue
			}
			for name, program := range spec.Programs {
				relocate(fmt.Sprintf("%d\t%s\t%s", at, object, name), program, types)
			}
		}
	}
}

func relocate(what string, program *ebpf.ProgramSpec, types *btf.Spec) {
	var relocations []*btf.CORERelocation
	for at := range program.Instructions {
		if found := btf.CORERelocationMetadata(&program.Instructions[at]); found != nil {
			relocations = append(relocations, found)
		}
	}
	fmt.Printf("%s\ttype\t%s\n", what, program.Type)
	if len(relocations) == 0 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if program.ByteOrder != nil {
		order = program.ByteOrder
	}
	own := func(btf.Type) (btf.TypeID, error) { return 1, nil }
	fixups, err := btf.CORERelocate(relocations, []*btf.Spec{types}, order, own)
	if err != nil {
		fmt.Printf("%s\trefused\t%v\n", what, err)
		return
	}
	for _, fixup := range fixups {
		fmt.Printf("%s\tfixup\t%s\n", what, &fixup)
	}
}
