import type {Cause} from '../../in-causes.ts';

export const kheadersExtractionFailed = {
  title: 'The kernel offers its headers (IKHEADERS), but extracting them failed',
  why: 'BCC unpacks /sys/kernel/kheaders.tar.xz into /tmp/kheaders-$(uname -r). Without modprobe (kmod), tar or xz nothing is unpacked; a left-over, incomplete directory is used as it is.',
  remedy:
    'Remove the stale copy (`rm -r /tmp/kheaders-$(uname -r)`), install kmod, tar and xz-utils, run `modprobe kheaders`, and try again.',
  decide: 'ls /tmp/kheaders-$(uname -r) /sys/kernel/kheaders.tar.xz; command -v modprobe xz tar',
  sources: ['bcc src/cc/frontends/clang/kbuild_helper.cc: get_proc_kheaders', 'bpftrace src/utils.cpp'],
  certain: [
    /tar[^\n]*: xz: Cannot (exec|run)|kheaders-[\w.-][^\n]*(cannot|fail|error|denied)/,
    /kheaders[^\n]*(xz|tar|extract|unpack|decompress|corrupt|modprobe[^\n]*(absent|missing|not found))|(xz|tar|extract|unpack|decompress)[^\n]*kheaders|(cannot|can't|unable to|failed to|could not) (load|extract|unpack|read) kheaders/,
  ],
  strong: [/\b(tar|xz): (command )?not found/, {knows: /tmp\/kheaders/}],
  confirms: {'/tmp/kheaders exists': {fact: /tmp\/kheaders[^\n]*(exist|empty|incomplete|hold|stale)/}},
} satisfies Cause;
