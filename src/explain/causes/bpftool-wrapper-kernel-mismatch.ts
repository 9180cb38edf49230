import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {ubuntuOfSkeletons, wrapperWithoutSkeletons} from '../evidence/ubuntu-bpftool.ts';
import {either, wanted} from '../phrases.ts';
import {symptoms} from '../symptoms.ts';

export const bpftoolWrapperKernelMismatch = {
  label: 'bpftool-wrapper-kernel-mismatch',
  title: "Ubuntu's bpftool wrapper finds no linux-tools for this kernel",
  why: '/usr/sbin/bpftool (and perf) of linux-tools-common is a shell script that runs /usr/lib/linux-tools/$(uname -r)/bpftool. For WSL2, mainline, cloud and container kernels that package is not installed or does not exist.',
  remedy: advise(
    'Install linux-tools-generic (or your flavour) and call the binary directly: /usr/lib/linux-tools/*/bpftool works with any kernel of about its age or older. linux-tools-$(uname -r) exists only for kernels of Ubuntu itself.',
  ),
  decide: 'ls /usr/lib/linux-tools/*/bpftool; uname -r',
  sources: ['Ubuntu linux-tools-common: debian/tools/generic', 'iovisor/bcc#3599'],
  signatures: [
    says(7, /(bpftool|bpf) not found for kernel/),
    says(5, /(perf|\w+) not found for kernel/),
    says(4, /You may need to install the following packages for this specific kernel/),
    says(6, /\/linux-tools\/\S*: (No such file|not found)/),
    says(3.5, /bpftool[^\n]*linux-tools-\d|linux-tools-\d[^\n]*bpftool/),
    // configure scripts grep `bpftool gen help`, and find the wrapper's warning instead.
    says(4.6, wrapperWithoutSkeletons, (e) => !ubuntuOfSkeletons(e)),
    says(4.4, /packages to keep up to date:\s+linux-tools-/),
    describes(
      /\b(bpftool|perf)\b/,
      /(specific|matching|certain|same|exact) (linux )?kernel|for (this|the running|your) kernel/,
      either(wanted, /depends?/),
    ),
    describes(/bpftool|perf\b/, /linux-tools|wrapper/, /^(?!.*(separate|package bpftool|please package))/),
  ],
  clues: [
    clue(
      -2,
      'it is about perf, and apt knows no such package',
      (e) => text(e, /perf not found/i) && !text(e, /bpftool/i) && text(e, symptoms.kernelPackageUnknown),
    ),
  ],
} satisfies Cause;
