import {type Cause, fact, headersOfAnother, install, isForeign, text, withoutPackage} from '../../in-causes.ts';

export const kernelHeadersMissing = {
  title: 'The headers of the running kernel are not installed',
  why: 'BCC, older bpftrace and module builds compile against /lib/modules/$(uname -r)/build; it is not there (or not visible in the container), and the kernel offers no kheaders either.',
  remedy: ({kernel}) => (isForeign(kernel) ? withoutPackage : install('kernel-headers')),
  decide: 'ls -l /lib/modules/$(uname -r)/build; ls /sys/kernel/kheaders.tar.xz',
  sources: ['bcc kbuild_helper.cc', 'bpftrace src/utils.cpp: get_kernel_dirs', 'bcc INSTALL.md: kernel-devel'],
  strong: [
    // VirtualBox's vboxdrv.sh and vmware-modconfig.
    /not set up to build kernel modules|kernel "header" files matching the current kernel/,
    /No (kernel )?headers (were )?found|kernel (headers|source) for this kernel do(es)? not seem|Missing \S+ kernel headers for module|Could not (find|access)[^\n]{0,12} headers/,
    /(chdir\()?\/lib\/modules\/[^\s)']*\/(build|source)\)?['"]?(?!\/Makefile)[^\n]{0,30}(No such file|not found|does(n't| not) exist|missing|cannot)/,
    /(Could not|Couldn't|Cannot|Unable to|Failed to) (find|locate|open)[^\n]{0,25}(kernel[- ](headers|source|devel)|linux[- ]headers|headers (for|of) (the )?(running )?kernel|kernel-devel)/,
    /(kernel|linux)[ -](headers?|devel|source)[^\n]{0,40}((is|are|was|were)? ?(not (installed|found|present|available)|missing|required|needed)|cannot be found|could not be found)|(install|missing|need)( the)? (linux|kernel)[ -](headers|devel)/,
  ],
  likely: [
    /\b(generated|asm-generic|uapi\/asm|asm)\/\w+\.h['"]?( file not found|: No such file)/,
    /No rule to make target '(modules|prepare|modules_prepare|oldconfig)'/,
    /['"]?(linux|generated|uapi\/linux)\/(sched|kconfig|ptrace|fs|autoconf|nsproxy|blkdev|mm|module|init|kernel|uaccess|sched\/\w+|utsrelease)\.h['"]?( file not found|: No such file)/,
    // Probe loaders of falco and sysdig compile one where none was built for this kernel.
    /Failure to find a BPF probe/,
  ],
  doubts: {
    'headers of another kernel are named': headersOfAnother,
    'driverkit fetches headers from the archive': (e) => /driverkit/.test(e.command),
    '/tmp/kheaders is there, incomplete': (e) => fact(e, /tmp\/kheaders/) || text(e, /tmp\/kheaders/),
  },
  excludes: {
    'this kernel has no packages of headers': (e) => isForeign(e.kernel) && !text(e, /kconfig\.h'? file not found/i),
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
