import {type Cause, ubuntuOfSkeletons, wrapperWithoutSkeletons} from '../../in-causes.ts';

export const bpftoolWrapperKernelMismatch = {
  title: "Ubuntu's bpftool wrapper finds no linux-tools for this kernel",
  why: '/usr/sbin/bpftool (and perf) of linux-tools-common is a shell script that runs /usr/lib/linux-tools/$(uname -r)/bpftool. For WSL2, mainline, cloud and container kernels that package is not installed or does not exist.',
  remedy:
    'Install linux-tools-generic (or your flavour) and call the binary directly: /usr/lib/linux-tools/*/bpftool works with any kernel of about its age or older. linux-tools-$(uname -r) exists only for kernels of Ubuntu itself.',
  decide: 'ls /usr/lib/linux-tools/*/bpftool; uname -r',
  sources: ['Ubuntu linux-tools-common: debian/tools/generic', 'iovisor/bcc#3599'],
  certain: [/(perf|\w+) not found for kernel/, /\/linux-tools\/\S*: (No such file|not found)/],
  strong: [
    // configure scripts grep `bpftool gen help`, and find the wrapper's warning instead.
    [wrapperWithoutSkeletons, (e) => !ubuntuOfSkeletons(e)],
  ],
} satisfies Cause;
