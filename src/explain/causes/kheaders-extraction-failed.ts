import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {fact, text} from '../evidence/evidence.ts';
import {either, lacking} from '../phrases.ts';

export const kheadersExtractionFailed = {
  label: 'kheaders-extraction-failed',
  title: 'The kernel offers its headers (IKHEADERS), but extracting them failed',
  why: 'BCC unpacks /sys/kernel/kheaders.tar.xz into /tmp/kheaders-$(uname -r). Without modprobe (kmod), tar or xz nothing is unpacked; a left-over, incomplete directory is used as it is.',
  remedy: advise(
    'Remove the stale copy (`rm -r /tmp/kheaders-$(uname -r)`), install kmod, tar and xz-utils, run `modprobe kheaders`, and try again.',
  ),
  decide: 'ls /tmp/kheaders-$(uname -r) /sys/kernel/kheaders.tar.xz; command -v modprobe xz tar',
  sources: [
    'bcc src/cc/frontends/clang/kbuild_helper.cc: get_proc_kheaders, extract_kheaders',
    'bpftrace src/utils.cpp',
  ],
  signatures: [
    says(
      6,
      /tar[^\n]*: xz: Cannot (exec|run)|\/sys\/kernel\/kheaders\.tar\.xz[^\n]*(cannot|fail|error|No such)|kheaders-[\w.-][^\n]*(cannot|fail|error|denied)/,
    ),
    says(4.8, /\/tmp\/kheaders-?\S*/),
    says(
      5,
      /kheaders[^\n]*(xz|tar|extract|unpack|decompress|corrupt|modprobe[^\n]*(absent|missing|not found))|(xz|tar|extract|unpack|decompress)[^\n]*kheaders|(cannot|can't|unable to|failed to|could not) (load|extract|unpack|read) kheaders/,
    ),
    says(
      3,
      /^(sh: )?[^\n]*\b(xz|tar): (command )?not found|tar[^\n]*xz[^\n]*(Cannot exec|No such file|not found)/,
      (e) => !text(e, /bcc|bpf/i),
    ),
    says(2.3, /linux\/kconfig\.h['"]? file not found/),
    says(
      5,
      /modprobe: (command )?not found/,
      (e) => !text(e, /Unable to find kernel headers|kheaders/i) || text(e, /chdir\(/),
    ),
    says(1.5, /modprobe: (command )?not found/),
    says(4.4, /\b(tar|xz): (command )?not found/, (e) => !text(e, /kernel headers|kheaders/i)),
    knows(4, /tmp\/kheaders/),
    describes(/kheaders/, either(lacking, /xz|tar|modprobe|stale/)),
  ],
  clues: [
    clue(2.5, '/tmp/kheaders exists', (e) => fact(e, /tmp\/kheaders[^\n]*(exist|empty|incomplete|hold|stale)/)),
    clue(-1.5, 'modprobe ran: the kernel has no kheaders', (e) => text(e, /FATAL: Module kheaders not found/i)),
  ],
} satisfies Cause;
