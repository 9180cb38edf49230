import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {symptoms} from '../symptoms.ts';

export const outputTruncated = {
  label: 'output-truncated',
  title: 'A generated file is empty or cut off',
  why: 'A command behind `>` failed or the disk filled up: bpftool exits 0 although not all was written, and the shell leaves an empty vmlinux.h or skeleton, which breaks the next compile in strange ways.',
  remedy: advise(
    'Delete the file, look at `df -h .`, and generate it again into a temporary name that is renamed only when the command succeeded (`ebpf vmlinux --output` does that; make: .DELETE_ON_ERROR).',
  ),
  decide: 'ls -l vmlinux.h *.skel.h; tail -1 vmlinux.h; df -h .',
  sources: ['bpftool btf dump to a full disk: exit 0', 'vmlinux.h ends with #endif /* __VMLINUX_H__ */'],
  signatures: [
    says(5.4, /unterminated (conditional directive|#(if|ifndef|ifdef|else)|argument list|comment)/),
    says(
      4.4,
      /bpf_helper_defs\.h:\d+:\d+: error: (unknown type name '(__u\d+|__s\d+|__be\d+|__wsum|u\d+)'|type name does not allow storage class)/,
    ),
    says(
      4,
      /(vmlinux|skel)\.h[^\n]*(truncated|empty|incomplete|cut off|0 bytes|zero|unexpected (EOF|end))|(truncated|empty|incomplete|malformed|cut off|0-byte|zero-length)[^\n]*(vmlinux|skel)\.?h/,
    ),
    says(4, /^[-rwx.+]{10,} +\d+ +\S+ +\S+ +(0|4096|8192|1048576) +[^\n]*(vmlinux\.h|skel\.h)/),
    says(3.4, /(vmlinux|skel)\.h:\d+:\d+: error: (expected|unterminated|missing|extraneous|unexpected)[^\n]*/),
    says(
      5,
      /(vmlinux|skel)\.h:\d+:\d+: (fatal )?error: [^\n]*(end of (file|declaration list|input)|expected '}'|unterminated)/,
    ),
    // The first line of what bpftool writes is #ifndef, then come typedefs; a message of an error is neither.
    says(4.8, /(vmlinux|skel)\.h:1:\d+: error/, symptoms.linkAsText),
    // From bpf(2) ENOSPC tells that the verifier's log did not fit.
    says(
      2.8,
      /No space left on device|disk (is )?full|Disk quota exceeded|short write/,
      /load\w* [^\n]*no space left/i,
    ),
    says(
      2.6,
      /type name does not allow storage class|expected ';' at end of declaration list|unexpected end of (file|input)/,
    ),
    describes(/vmlinux\.h|skel\.h|skeleton|generated file/, /empty|truncated|cut off|0 bytes|incomplete|disk full/),
  ],
  clues: [
    clue(-2.5, 'it is about /boot', (e) => text(e, /initrd|initramfs|\/boot|linux-image|dpkg/i)),
    clue(-3, 'the kernel gives no BTF, so there was nothing to write', (e) =>
      text(e, /failed to load BTF from \/sys\/kernel\/btf\/vmlinux: No such file/i),
    ),
    clue(-2, 'bpftool is not there at all', (e) => text(e, /bpftool: (command )?not found/i)),
  ],
} satisfies Cause;
