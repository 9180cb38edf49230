import type {Cause} from '../../in-causes.ts';

export const outputTruncated = {
  title: 'A generated file is empty or cut off',
  why: 'A command behind `>` failed or the disk filled up: bpftool exits 0 although not all was written, and the shell leaves an empty vmlinux.h or skeleton, which breaks the next compile in strange ways.',
  remedy:
    'Delete the file, look at `df -h .`, and generate it again into a temporary name that is renamed only when the command succeeded (`ebpf vmlinux --output` does that; make: .DELETE_ON_ERROR).',
  decide: 'ls -l vmlinux.h *.skel.h; tail -1 vmlinux.h; df -h .',
  sources: ['bpftool btf dump to a full disk: exit 0', 'vmlinux.h ends with #endif /* __VMLINUX_H__ */'],
  certain: [
    /bpf_helper_defs\.h:\d+:\d+: error: (unknown type name '(__u\d+|__s\d+|__be\d+|__wsum|u\d+)'|type name does not allow storage class)/,
    /(vmlinux|skel)\.h:\d+:\d+: (fatal )?error: [^\n]*(end of (file|declaration list|input)|expected '}'|unterminated)/,
  ],
  strong: [/^[-rwx.+]{10,} +\d+ +\S+ +\S+ +(0|4096|8192|1048576) +[^\n]*(vmlinux\.h|skel\.h)/],
  likely: [
    /(vmlinux|skel)\.h:\d+:\d+: error: (expected|unterminated|missing|extraneous|unexpected)[^\n]*/,
    // From bpf(2) ENOSPC tells that the verifier's log did not fit.
    /No space left on device|disk (is )?full|Disk quota exceeded/,
  ],
} satisfies Cause;
