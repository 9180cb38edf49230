import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {either, lacking, wanted} from '../phrases.ts';

export const asmHeadersNotOnBpfIncludePath = {
  label: 'asm-headers-not-on-bpf-include-path',
  title: 'asm/types.h is outside the include path of the bpf target',
  why: 'Debian and Ubuntu keep asm/ under /usr/include/x86_64-linux-gnu. clang adds that directory for the host target only, so with -target bpf the first linux/*.h header fails.',
  remedy: advise(
    'Add `-I/usr/include/$(uname -m)-linux-gnu` to the clang command (libbpf-bootstrap does it through CLANG_BPF_SYS_INCLUDES), or include vmlinux.h instead of linux/*.h. gcc-multilib makes a link that helps too, on amd64 only.',
  ),
  decide: 'ls /usr/include/$(uname -m)-linux-gnu/asm/types.h /usr/include/asm/types.h',
  sources: ['Debian multiarch: /usr/include/<triplet>/asm', 'xdp-project/xdp-tools#4', 'libbpf/libbpf-bootstrap#1'],
  signatures: [
    says(
      6,
      /asm\/(types|posix_types|byteorder|bitsperlong|ioctl|ioctls|errno|socket|sockios|unistd|swab|param|sigcontext|ptrace|stat|fcntl)\.h['"]?( file not found|: No such file)/,
    ),
    says(4, /asm\/\w+\.h['"]?( file not found|: No such file)/),
    says(3.2, /(bits\/libc-header-start\.h|sys\/cdefs\.h|bits\/\w+\.h)['"]?( file not found|: No such file)/),
    describes(
      /asm\/\w+\.h|\/usr\/include\/asm\b|multiarch/,
      /\bBPF\b|XDP|clang|gcc-multilib|symlink|ln -s/,
      either(wanted, /symlink|ln -s|host/),
    ),
    describes(/asm\/\w+\.h|multiarch/, lacking),
  ],
  clues: [
    clue(-3, 'BCC compiles against kernel headers, which bring their own asm/', (e) =>
      text(e, /\/virtual\/|lib\/modules|include\/linux\/kconfig\.h|failed to compile bpf (module|text|program)/i),
    ),
  ],
} satisfies Cause;
