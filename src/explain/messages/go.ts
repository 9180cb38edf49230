import {listOf, messagesOf} from '../message.ts';

export const go = messagesOf('go', 'https://github.com/golang/go/blob/go1.22.0/src', {
  dial: ['dial tcp', 'net/net.go'],
  noHost: ['no such host', 'net/net.go'],
  handshake: ['net/http: TLS handshake timeout', 'net/http/transport.go'],
  gateway: ['Bad Gateway', 'net/http/status.go'],
  proxy: ['proxyconnect', 'net/http/transport.go'],
  authority: ['x509: certificate signed by unknown authority', 'crypto/x509/verify.go'],
  updates: ['updates to go.mod needed', 'cmd/go/internal/modload/init.go'],
  sum: ['missing go.sum entry', 'cmd/go/internal/modload/import.go'],
  disabled: ['module lookup disabled by', 'cmd/go/internal/modfetch/repo.go'],
  replacement: ['replacement directory %s does not exist', 'cmd/go/internal/modload/import.go'],
  version: ['requires go >= %v', 'cmd/go/internal/gover/toolchain.go'],
  noProgram: ['exec: "%s": executable file not found in $PATH', 'os/exec/lp_unix.go'],
  newer: ['requires newer Go version', 'go/types/check.go'],
  noModule: ['go.mod file not found in current directory or any parent directory', 'cmd/go/internal/modload/init.go'],
  noPackage: ['no required module provides package %s', 'cmd/go/internal/modload/import.go'],
  noProvider: ['cannot find module providing package %s', 'cmd/go/internal/modload/import.go'],
  vendor: ['inconsistent vendoring in %s', 'cmd/go/internal/modload/vendor.go'],
  excluded: ['build constraints exclude all Go files in %s', 'cmd/go/internal/load/pkg.go'],
});

/** Versions are told by its tags, by the first x.y.0 that has the string. */
export const cilium = messagesOf('cilium/ebpf', 'https://github.com/cilium/ebpf/blob/v0.22.0', {
  noBtf: ['no BTF found for kernel version %s', 'btf/kernel.go', {certain: 'kernel-btf-not-built', since: '0.9'}],
  relocation: ['bad CO-RE relocation', 'prog.go', {certain: 'core-relo-target-missing', since: '0.15'}],
  kfunc: ['unknown kfunc', 'prog.go', {strong: 'kernel-too-old-for-helper-or-map', since: '0.15'}],
  option: [
    'config option %q does not exist on this kernel',
    'collection.go',
    {strong: 'kernel-config-missing-option', since: '0.17'},
  ],
  machine: ['unexpected machine type for BPF ELF: %s', 'elf_reader.go', {strong: 'compile-flags-wrong', since: '0.10'}],
  tracefs: [
    'neither debugfs nor tracefs are mounted',
    'internal/tracefs/kprobe.go',
    {certain: 'tracefs-not-mounted', since: '0.11'},
  ],
  symbol: [
    "symbol '%s' must be a valid symbol in /proc/kallsyms",
    'link/kprobe.go',
    {strong: 'attach-target-missing', since: '0.9'},
  ],
  staticMap: [
    'possible erroneous static qualifier on map definition: found reference to %q',
    'elf_reader.go',
    {strong: 'bpf-object-format-rejected', since: '0.4'},
  ],
  otherObject: ['missing program %q', 'collection.go'],
  otherMaps: ['missing map %q', 'collection.go'],
  notBpffs: ['%s is not on a bpf filesystem', 'internal/sys/pinning_other.go', {certain: 'pin-path-not-on-bpffs'}],
  missingSymbols: ['section %v: missing symbols', 'elf_reader.go', {strong: 'bpf-object-format-rejected'}],
  compressedProgram: [
    'compressed program section is not supported',
    'elf_reader.go',
    {strong: 'bpf-object-format-rejected'},
  ],
  compressedMap: ['compressed map section is not supported', 'elf_reader.go', {strong: 'bpf-object-format-rejected'}],
  compressedBtf: [
    'compressed BTF map section is not supported',
    'elf_reader.go',
    {strong: 'bpf-object-format-rejected'},
  ],
  structOps: ['struct_ops section %s: missing BTF', 'elf_reader.go', {strong: 'bpf-object-format-rejected'}],
  ringSize: ['ring map size %d not a multiple of page size %d', 'map.go', {since: '0.15'}],
});

/** Joined from prog.go, btf/btf.go and btf/strings.go. */
export const moduleBtf = listOf('cilium/ebpf', 'https://github.com/cilium/ebpf/blob/v0.18.0/prog.go', [
  [
    "parse types for module %s: can't read type names: string table is empty",
    {strong: 'loader-too-old-for-kernel-btf', until: '0.19'},
  ],
]);

export const tetragon = messagesOf('tetragon', 'https://github.com/cilium/tetragon/blob/v1.4.0', {
  noBtf: [
    'BTF search failed kernel is not included in supported list',
    'pkg/btf/btf.go',
    {certain: 'kernel-btf-not-built'},
  ],
});

export const bpf2go = messagesOf('bpf2go', 'https://github.com/cilium/ebpf/blob/v0.22.0/cmd/bpf2go', {
  noName: [
    'missing package, you should either set the go-package flag or the GOPACKAGE env',
    'main.go',
    {since: '0.13'},
  ],
  noCompiler: ['no compiler specified', 'main.go'],
  arguments: ['expected at least two arguments', 'main.go'],
  noTargets: ['no targets specified', 'main.go', {since: '0.7'}],
  noFile: ["file %s doesn't exist", 'main.go'],
  noTarget: [
    'The eBPF is using target specific macros, please provide -target',
    'gen/compile.go',
    {certain: 'target-arch-define-wrong', since: '0.7'},
  ],
});
