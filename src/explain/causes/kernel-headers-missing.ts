import {install} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {fact, olderThan, text} from '../evidence/evidence.ts';
import {headersOfAnother} from '../evidence/headers-named.ts';
import {isForeign} from '../evidence/kernel-release.ts';
import {bpftraceTypes} from '../messages/load.ts';
import {anyOf} from '../messages/printed.ts';
import {either, lacking, wanted} from '../phrases.ts';
import {symptoms} from '../symptoms.ts';
import {withoutPackage} from '../without-package.ts';

/** What is compiled is compiled against the headers of a kernel. */
const ofTheKernel = /\/lib\/modules\/|\/virtual\/|usr\/src\/(linux-headers|kernels)/i;

const halfOfThem = /linux\/kconfig\.h['’]? file not found/;

export const kernelHeadersMissing = {
  label: 'kernel-headers-missing',
  title: 'The headers of the running kernel are not installed',
  why: 'BCC, older bpftrace and module builds compile against /lib/modules/$(uname -r)/build; it is not there (or not visible in the container), and the kernel offers no kheaders either.',
  remedy: (e) => {
    if (isForeign(e.kernel)) return withoutPackage;
    // Debian keeps them in two directories, of which only the link `build` is there.
    return text(e, halfOfThem)
      ? {
          ...install('kernel-headers'),
          text: 'Install the headers of the running kernel. Where they are split, as by Debian, both links must be there: /lib/modules/RELEASE/build to the part of the architecture, /lib/modules/RELEASE/source to /usr/src/linux-headers-VERSION-common.',
        }
      : install('kernel-headers');
  },
  decide: 'ls -l /lib/modules/$(uname -r)/build; ls /sys/kernel/kheaders.tar.xz',
  sources: [
    'bcc src/cc/frontends/clang/loader.cc, kbuild_helper.cc',
    'bpftrace src/utils.cpp: get_kernel_dirs',
    'bcc INSTALL.md: kernel-devel, not kernel-headers',
  ],
  signatures: [
    says(
      3,
      /\b(generated|asm-generic|uapi\/asm|asm)\/\w+\.h['"]?( file not found|: No such file)/,
      (e) => !text(e, ofTheKernel) || text(e, /asm\/types\.h/i),
    ),
    says(3.6, /No rule to make target 'modules'/, (e) => !text(e, ofTheKernel)),
    says(2.6, /dkms build failed, couldn't find \S*make\.log/),
    says(
      2.8,
      /No rule to make target '(modules|prepare|modules_prepare|oldconfig)'|scripts\/(basic\/fixdep|mod\/modpost): (not found|No such file|cannot execute)/,
    ),
    says(4.4, /bind mount[^\n]*\/(usr\/src|lib\/modules)/, /BTF is not available/i),
    says(4.4, /\/virtual\/\S+: fatal error: '[^']+' file not found/),
    says(1.8, anyOf(bpftraceTypes.struct)),
    // The script's own type, where the one that it is of is in headers (or in BTF) that bpftrace did not find.
    says(4.6, anyOf(bpftraceTypes.incomplete)),
    says(3.2, anyOf(bpftraceTypes.unknown)),
    says(4.8, /uapi\/linux\/\w+\.h['"]?( file not found|: No such file)/),
    says(4.3, /kernel headers[^\n]{0,60}cannot be found|build\/include\/(linux|generated)\/\w+\.h['"]? file not found/),
    says(4.3, /Unable to find (kernel headers|the kernel source)|kernel header file '[^']*' does not exist/),
    // VirtualBox's vboxdrv.sh and vmware-modconfig.
    says(4.6, /not set up to build kernel modules|kernel "header" files matching the current kernel/),
    says(2.8, /no module available for the current kernel/),
    says(
      4.6,
      /No (kernel )?headers (were )?found|kernel (headers|source) for this kernel do(es)? not seem|Missing \S+ kernel headers for module|headers? (files )?(for|matching) (the current|your|the)( current)? running kernel were not found|no valid kernel headers|Could not (find|access)[^\n]{0,12} headers/,
    ),
    says(3.6, /definitions\.h(:\d+:\d+)?:? (fatal )?error: unknown type name '_{0,2}[su]\d+'/),
    says(
      4.3,
      /(chdir\()?\/lib\/modules\/[^\s)']*\/(build|source)\)?['"]?[^\n]{0,30}(No such file|not found|does(n't| not) exist|missing|cannot)/,
    ),
    says(
      4,
      /(Could not|Couldn't|Cannot|Unable to|Failed to) (find|locate|open)[^\n]{0,25}(kernel[- ](headers|source|devel)|linux[- ]headers|headers (for|of) (the )?(running )?kernel|kernel-devel)/,
    ),
    says(
      4.2,
      /(kernel|linux)[ -](headers?|devel|source)[^\n]{0,40}((is|are|was|were)? ?(not (installed|found|present|available)|missing|required|needed)|cannot be found|could not be found)|(install|missing|need)( the)? (linux|kernel)[ -](headers|devel)/,
    ),
    says(
      3.2,
      /['"]?(linux|generated|uapi\/linux)\/(sched|kconfig|ptrace|fs|autoconf|nsproxy|blkdev|mm|module|init|kernel|uaccess|sched\/\w+|utsrelease)\.h['"]?( file not found|: No such file)/,
    ),
    says(2.4, /modprobe: FATAL: Module kheaders not found/),
    says(3, /asm\/(\w+)\.h' file not found[^\n]*(\n[^\n]*){0,40}Failed to compile BPF/),
    says(1.5, /Failed to compile BPF (module|text|program)/),
    // Probe loaders of falco and sysdig compile one where none was built for this kernel.
    says(3.6, /Failure to find a BPF probe|Unable to find a prebuilt [\w-]+ (eBPF probe|module)/),
    says(3.2, /Kernel configuration is invalid|include\/generated\/autoconf\.h/),
    describes(/\/lib\/modules|kernel headers|kernel-devel|linux-headers/, lacking),
    describes(
      /(kernel|linux)[- ](headers|source packages?|sources)|headers of the (running )?kernel|kernel-devel/,
      either(wanted, /install\w*/),
      /^(?!.*(configured|libc6|libssl|conflict))/,
    ),
  ],
  clues: [
    clue(2.4, 'our own program is compiled against them', (e) => fact(e, /^stage: compile$/m) && text(e, halfOfThem)),
    clue(-0.8, 'it is the archive that lacks them', (e) =>
      text(e, /\b(not in|in|from|of) (the |any )?(apt|repos?|repositor(y|ies)|archives?|mirrors?)\b/i),
    ),
    clue(-4, 'the header is newer than this kernel', (e) => olderThan(e, '4.9') && text(e, /bpf_perf_event\.h/i)),
    clue(
      -1.5,
      'there was no modprobe to load those that the kernel holds',
      (e) => text(e, /modprobe: (command )?not found/i) && !text(e, /chdir\(/),
    ),
    clue(
      -2.5,
      'this kernel has no packages of headers',
      (e) => isForeign(e.kernel) && !text(e, /kconfig\.h'? file not found/i),
    ),

    clue(2, 'no headers are there', (e) =>
      fact(
        e,
        /kernel headers: (missing|not installed|none|no\b)|(headers|kernel-devel|\/lib\/modules\/\S*build).*(missing|not installed|none|absent)/,
      ),
    ),
    clue(-2.5, 'headers are there, of another release', (e) =>
      fact(e, /(kernel-devel|headers|\/usr\/src|build)[^\n]*(different|other|another|mismatch|older|newer|wrong)/),
    ),
    clue(-2, 'the archive has no package for this kernel', (e) => text(e, symptoms.kernelPackageUnknown)),
    clue(-2, 'headers of another kernel are named', headersOfAnother),
    clue(-3, 'what unpacks those that the kernel holds is not installed', (e) =>
      text(e, /\b(tar|xz): (command )?not found/i),
    ),
    clue(-2, 'driverkit fetches headers from the archive', (e) => /driverkit/.test(e.command)),
    clue(-2, '/tmp/kheaders is there, incomplete', (e) => fact(e, /tmp\/kheaders/) || text(e, /tmp\/kheaders/)),
  ],
} satisfies Cause;
