import type {Cause} from '../cause.ts';
import {either, lacking, wanted} from '../phrases.ts';

export const asmHeadersNotOnBpfIncludePath = {
  group: 'Build tools and headers',
  title: 'asm/types.h is outside the include path of the bpf target',
  why: 'Debian and Ubuntu keep asm/, bits/, gnu/ and sys/ under /usr/include/x86_64-linux-gnu. clang adds that directory for the host target only, so with -target bpf the first linux/*.h header fails.',
  remedy:
    'Add `-I/usr/include/$(uname -m)-linux-gnu` to the clang command (libbpf-bootstrap does it through CLANG_BPF_SYS_INCLUDES), or include vmlinux.h instead of linux/*.h. gcc-multilib makes a link that helps too, on amd64 only.',
  decide: 'ls /usr/include/$(uname -m)-linux-gnu/asm/types.h /usr/include/asm/types.h',
  sources: ['Debian multiarch: /usr/include/<triplet>/asm', 'xdp-project/xdp-tools#4', 'libbpf/libbpf-bootstrap#1'],
  says: {
    certain: [
      /asm\/(types|posix_types|byteorder|bitsperlong|ioctl|ioctls|errno|socket|sockios|unistd|swab|param|sigcontext|ptrace|stat|fcntl)\.h['"]?( file not found|: No such file)/,
    ],
    // What else Debian keeps there, as clang says it: gnu/stubs-32.h is that of 32 bits.
    strong: [[/'(bits|gnu|sys)\/(?!stubs-32)[\w-]+\.h' file not found/, /-m32\b/]],
  },
  told: [
    [
      /asm\/\w+\.h|\/usr\/include\/asm\b|multiarch/,
      /\bBPF\b|XDP|clang|gcc-multilib|symlink|ln -s/,
      either(wanted, /symlink|ln -s|host/),
    ],
    [/asm\/\w+\.h|multiarch/, lacking],
  ],
  excludes: {
    'BCC compiles against kernel headers, which bring their own asm/':
      /\/virtual\/|lib\/modules|include\/linux\/kconfig\.h|failed to compile bpf (module|text|program)/i,
  },
} satisfies Cause;
