import {type Cause, headersOfAnother, isForeign} from '../../in-causes.ts';

export const kernelHeadersVersionMismatch = {
  title: 'Headers or modules on disk belong to another kernel than the running one',
  why: 'A kernel update without a reboot, headers of another release, or a hand-made link: what is compiled or loaded does not fit `uname -r`.',
  remedy:
    'Reboot if a newer kernel was installed; otherwise install the headers of exactly `uname -r` (linux-headers-$(uname -r), kernel-devel-$(uname -r)) and fix the link /lib/modules/$(uname -r)/build.',
  decide: 'uname -r; ls /lib/modules /usr/src; readlink /lib/modules/$(uname -r)/build',
  sources: ['bcc src/cc/export/helpers.h: "CONFIG_BPF_SYSCALL is undefined"', 'kernel/module: vermagic'],
  certain: [
    /(probe|module|driver) is compiled for \S+, but running/,
    /could not open (moddep|builtin) file '\S*\/lib\/modules/,
    /headers[^\n]* \d+\.\d[^\n]*\b(but|while|whereas)\b[^\n]*(running|booted|uname)[^\n]* \d+\.\d/,
  ],
  strong: [
    // What a header expects of autoconf.h is not in it: they come from two trees.
    /undeclared identifier 'CONFIG_\w+'/,
    /depmod: ERROR: could not open directory \S*\/lib\/modules/,
    [
      /(headers|\/lib\/modules\/\S*(build|source)|kconfig\.h)[^\n]*(not found|cannot be found|No such file|does not exist|not available|do(es)? not seem)/,
      (e) => !headersOfAnother(e),
    ],
  ],
  likely: [/Unknown symbol \S+ \(err -22\)/, /(insmod|modprobe): ERROR: could not insert[^\n]*Exec format error/],
  hint: [
    /chdir\(\/lib\/modules\/[^)]*\/(build|source)\): No such file/,
    {
      knows:
        /(headers|kernel-devel|\/usr\/src|modules|installed)[^\n]*(different|another|other (version|kernel|release)|mismatch|older|newer|wrong)/,
    },
  ],
  confirms: {
    'the headers that are there carry another version': (e) => {
      const found = /^(?:kernel-devel|kernel-headers|(?:kernel |linux-)?headers)[^\n]*?(\d+\.\d+\.\d+)/m.exec(
        e.facts,
      )?.[1];
      return found !== undefined && e.kernel !== undefined && !e.kernel.release.startsWith(found);
    },
    'headers of another release are installed': {
      fact: /(headers|kernel-devel|\/usr\/src|\/lib\/modules)[^\n]*(different|another|other (version|kernel|release)|mismatch|older|newer|wrong)/,
    },
  },
  suggests: {'the running kernel has what the headers lack': {fact: /running kernel/}},
  excludes: {
    'this kernel came with the machine, with what it has built in': (e) => isForeign(e.kernel),
    'it is a module that the kernel was built without': (e) =>
      !e.says(/could not open moddep/i) &&
      e.says(/Module (sch_ingress|cls_bpf|act_bpf|kheaders|configs|xt_\w+|vxlan|nf_\w+|tun|veth) not found/i),
  },
} satisfies Cause;
