import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {fact, text} from '../evidence/evidence.ts';
import {headersOfAnother} from '../evidence/headers-named.ts';

export const kernelHeadersVersionMismatch = {
  label: 'kernel-headers-version-mismatch',
  title: 'Headers or modules on disk belong to another kernel than the running one',
  why: 'A kernel update without a reboot, headers of another release, or a hand-made link: what is compiled or loaded does not fit `uname -r`.',
  remedy: advise(
    'Reboot if a newer kernel was installed; otherwise install the headers of exactly `uname -r` (linux-headers-$(uname -r), kernel-devel-$(uname -r)) and fix the link /lib/modules/$(uname -r)/build.',
  ),
  decide: 'uname -r; ls /lib/modules /usr/src; readlink /lib/modules/$(uname -r)/build',
  sources: ['bcc src/cc/export/helpers.h: "CONFIG_BPF_SYSCALL is undefined"', 'kernel/module: vermagic'],
  signatures: [
    // What a header expects of autoconf.h is not in it: they come from two trees.
    says(4.4, /undeclared identifier 'CONFIG_\w+'|'CONFIG_\w+' (undeclared|was not declared)/, /\.bpf\.c:\d/),
    says(5.2, /(probe|module|driver) is compiled for \S+, but running/),
    says(5, /could not open (moddep|builtin) file '\S*\/lib\/modules/),
    says(
      3.2,
      /reboot to (use|boot|run|load)|newer kernel (has been|is|was) installed|reboot[^\n]{0,30}(new|updated) kernel/,
    ),
    // needrestart, which apt runs after an upgrade.
    says(5, /running kernel version is not the expected|Pending kernel upgrade/),
    says(5.5, /headers[^\n]* \d+\.\d[^\n]*\b(but|while|whereas)\b[^\n]*(running|booted|uname)[^\n]* \d+\.\d/),
    says(4.4, /depmod: ERROR: could not open directory \S*\/lib\/modules|Incorrect version or missing kernel-devel/),
    says(3.8, /Unknown symbol \S+ \(err -22\)|no symbol version for (module_layout|\w+)/),
    says(4.5, /CONFIG_BPF_SYSCALL is undefined, please check your \.config/),
    says(5, /version magic '[^']*' should be|Invalid module format|disagrees about version of symbol/),
    says(3.4, /(insmod|modprobe): ERROR: could not insert[^\n]*Exec format error/),
    says(4, /Module \S+ not found in directory \S*\/lib\/modules\/\d/),
    says(
      4,
      /(kernel )?headers?[^\n]{0,50}((does|do)(n't| not) match|mismatch|different|wrong|another|older|newer)[^\n]{0,30}(kernel|version|uname|running)?|(running|booted) kernel[^\n]{0,50}(differ|not match|mismatch|older|newer|another)|kernel[^\n]{0,30}(updated|upgraded)[^\n]*reboot|version mismatch[^\n]*(kernel|headers)/,
      /skeleton|libbpf version/i,
    ),
    says(
      4.4,
      /(headers|\/lib\/modules\/\S*(build|source)|kconfig\.h)[^\n]*(not found|cannot be found|No such file|does not exist|not available|do(es)? not seem)|No headers found/,
      (e) => !headersOfAnother(e),
    ),
    says(2.8, /linux\/kconfig\.h['"]?( file not found|: No such file)/),
    says(2.3, /chdir\(\/lib\/modules\/[^)]*\/(build|source)\): No such file/),
    says(3, /depmod[^\n]*No such file|\/lib\/modules\/[^\s/]+: No such file/),
    knows(
      2.5,
      /(headers|kernel-devel|\/usr\/src|modules|installed)[^\n]*(different|another|other (version|kernel|release)|mismatch|older|newer|wrong)/,
    ),
    describes(
      /headers|modules/,
      /(other|another|different|older|newer) (kernel|version|release)|not reboot|mismatch|do(es)? not match|rebooted/,
    ),
  ],
  clues: [
    clue(
      -3,
      'what was compiled loads not, so the headers served',
      (e) => text(e, /^(lib)?bpf: [^\n]*Invalid argument/im) && !text(e, /error:|chdir\(/i),
    ),
    clue(3, 'the headers that are there carry another version', (e) => {
      const found = /^(?:kernel-devel|kernel-headers|(?:kernel |linux-)?headers)[^\n]*?(\d+\.\d+\.\d+)/m.exec(
        e.facts,
      )?.[1];
      return found !== undefined && e.kernel !== undefined && !e.kernel.release.startsWith(found);
    }),

    clue(
      -2.5,
      'it is a module that the kernel was built without',
      (e) =>
        !text(e, /could not open moddep/i) &&
        text(e, /Module (sch_ingress|cls_bpf|act_bpf|kheaders|configs|xt_\w+|vxlan|nf_\w+|tun|veth) not found/i),
    ),

    clue(3, 'headers of another release are installed', (e) =>
      fact(
        e,
        /(headers|kernel-devel|\/usr\/src|\/lib\/modules)[^\n]*(different|another|other (version|kernel|release)|mismatch|older|newer|wrong)/,
      ),
    ),
    clue(3, 'a newer kernel was installed and not booted', (e) =>
      fact(e, /not (yet )?rebooted|reboot(ed)?: (no|needed|required|pending|missing)|reboot (needed|required|pending)/),
    ),
    clue(1.5, 'the running kernel has what the headers lack', (e) => fact(e, /running kernel/)),
    clue(-2, 'a stale /tmp/kheaders explains it', (e) => fact(e, /tmp\/kheaders/)),
  ],
} satisfies Cause;
