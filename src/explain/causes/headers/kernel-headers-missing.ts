import {type Cause, headersOfAnother, install, isForeign, symptoms, withoutPackage} from '../../in-causes.ts';

export const kernelHeadersMissing = {
  title: 'The headers of the running kernel are not installed',
  why: 'BCC, older bpftrace and module builds compile against /lib/modules/$(uname -r)/build; it is not there (or not visible in the container), and the kernel offers no kheaders either.',
  remedy: ({kernel}) => (isForeign(kernel) ? withoutPackage : install('kernel-headers')),
  decide: 'ls -l /lib/modules/$(uname -r)/build; ls /sys/kernel/kheaders.tar.xz',
  sources: ['bcc kbuild_helper.cc', 'bpftrace src/utils.cpp: get_kernel_dirs', 'bcc INSTALL.md: kernel-devel'],
  strong: [
    /No (kernel )?headers (were )?found|kernel (headers|source) for this kernel do(es)? not seem|Missing \S+ kernel headers for module|Could not (find|access)[^\n]{0,12} headers/,
    /(chdir\()?\/lib\/modules\/[^\s)']*\/(build|source)\)?['"]?(?!\/Makefile)[^\n]{0,30}(No such file|not found|does(n't| not) exist|missing|cannot)/,
  ],
  likely: [
    /\b(generated|asm-generic|uapi\/asm|asm)\/\w+\.h['"]?( file not found|: No such file)/,
    /No rule to make target '(modules|prepare|modules_prepare|oldconfig)'/,
  ],
  doubts: {
    'headers of another kernel are named': headersOfAnother,
    'the archive has none for this kernel': symptoms.kernelPackageUnknown,
  },
  excludes: {
    'this kernel has no packages of headers': (e) => isForeign(e.kernel) && !e.says(/kconfig\.h'? file not found/i),
    'headers are there, of another release': {
      fact: /(kernel-devel|headers|\/usr\/src|build)[^\n]*(different|other|another|mismatch|older|newer|wrong)/,
    },
    'what unpacks those that the kernel holds is not installed': /\b(tar|xz): (command )?not found/i,
  },
  suggests: {
    'no headers are there': {
      fact: /^kernel headers: (missing|not installed|none)|headers.*: (missing|none|not installed)/m,
    },
  },
} satisfies Cause;
