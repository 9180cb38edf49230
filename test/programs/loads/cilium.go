// Reads lines "OBJECT BTF PROGRAM" and says of each what becomes of the program when cilium/ebpf loads it on this kernel, as test/programs/reach/verifier.c
// does. The BTF is not looked at. Run as root.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"
)

func main() {
	types := btf.NewCache()
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		err := load(words[0], words[2], types)
		switch text := strings.Join(strings.Fields(fmt.Sprintf("%v", err)), " "); {
		case err == nil:
			fmt.Println("loaded")
		case strings.Contains(text, "195896080"):
			// The verifier met an instruction that could not be relocated.
			fmt.Println("reached")
		default:
			fmt.Println("error", text)
		}
	}
}

func load(file, wanted string, types *btf.Cache) error {
	spec, err := ebpf.LoadCollectionSpec(file)
	if err != nil {
		return err
	}
	if spec.Programs[wanted] == nil {
		return fmt.Errorf("it has no such program")
	}
	for name := range spec.Programs {
		if name != wanted {
			delete(spec.Programs, name)
		}
	}
	for _, each := range spec.Maps {
		// What a program would set.
		each.Pinning = ebpf.PinNone
		if each.Type == ebpf.StackTrace {
			each.ValueSize = 8 * 127
		}
		if each.MaxEntries == 0 && each.Type == ebpf.RingBuf {
			each.MaxEntries = uint32(os.Getpagesize())
		}
		if each.MaxEntries == 0 && !storage[each.Type] {
			each.MaxEntries = 1
		}
	}
	loaded, err := ebpf.NewCollectionWithOptions(spec, ebpf.CollectionOptions{Cache: types})
	if err != nil {
		return err
	}
	loaded.Close()
	return nil
}

var storage = map[ebpf.MapType]bool{ebpf.SkStorage: true, ebpf.InodeStorage: true, ebpf.TaskStorage: true, ebpf.CgroupStorage: true, ebpf.PerCPUCGroupStorage: true}
