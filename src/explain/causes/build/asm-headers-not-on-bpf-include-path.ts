import type {Cause} from '../../in-causes.ts';

export const asmHeadersNotOnBpfIncludePath = {
  title: 'asm/types.h is outside the include path of the bpf target',
  why: 'Debian and Ubuntu keep asm/, bits/, gnu/ and sys/ under /usr/include/x86_64-linux-gnu. clang adds that directory for the host target only, so with -target bpf the first linux/*.h header fails.',
  remedy:
    'Add `-I/usr/include/$(uname -m)-linux-gnu` to the clang command (libbpf-bootstrap does it through CLANG_BPF_SYS_INCLUDES), or include vmlinux.h instead of linux/*.h. gcc-multilib makes a link that helps too, on amd64 only.',
  decide: 'ls /usr/include/$(uname -m)-linux-gnu/asm/types.h /usr/include/asm/types.h',
  sources: ['Debian multiarch: /usr/include/<triplet>/asm', 'xdp-project/xdp-tools#4', 'libbpf/libbpf-bootstrap#1'],
  certain: [
    /asm\/(types|posix_types|byteorder|bitsperlong|ioctl|ioctls|errno|socket|sockios|unistd|swab|param|sigcontext|ptrace|stat|fcntl)\.h['"]?( file not found|: No such file)/,
  ],
  strong: [/'(bits|gnu|sys)\/(?!stubs-32)[\w-]+\.h' file not found/],
} satisfies Cause;
