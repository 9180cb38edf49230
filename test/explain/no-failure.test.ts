import {explain} from '../../src/explain/explain.ts';

const named = (text: string, context = {}) => explain({text, context}).causes.map(({cause}) => cause);

describe('what is no failure is not taken for one', () => {
  test.each([
    ['what make is at work on', '  INSTALL libbpf_headers'],
    [
      'all that it is at work on',
      '  MKDIR    /tmp/build/libbpf\n  GEN      bpf_helper_defs.h\n  INSTALL  libbpf_headers',
    ],
    ['the trace of a shell', '+ sudo mount -t tracefs tracefs /sys/kernel/tracing'],
    ['a state', 'tracefs is mounted'],
  ])('%s', (_, text) => {
    expect(explain({text})).toMatchObject({causes: [], success: true});
  });

  test('a failure beside it is still found', () => {
    const text =
      "  INSTALL libbpf_headers\n  CC       hello.bpf.o\nhello.bpf.c:2:10: fatal error: 'bpf/bpf_helpers.h' file not found\n";
    expect(named(text)[0]).toBe('bpf-c-headers-missing-or-old');
  });
});

describe('who runs as root is not told to become root', () => {
  test.each([
    'I run it as root, and libbpf: failed to load object: Operation not permitted',
    'I already run it with sudo, and libbpf: failed to load object: Operation not permitted',
    "libbpf: permission error while running as root; try raising 'ulimit -l'? current value: 64.0 KB",
  ])('%s', (text) => {
    expect(named(text)[0]).not.toBe('not-root-or-missing-caps');
  });

  test.each(['Please run as root', 'error: run this as root', 'You must run it with sudo.'])('%s', (text) => {
    expect(named(text)[0]).toBe('not-root-or-missing-caps');
  });
});

test("libbpf's advice on the limit is right where the kernel counts by it, and wrong since 5.11", () => {
  const text = "libbpf: permission error while running as root; try raising 'ulimit -l'? current value: 64.0 KB";
  expect(named(text, {kernel: '5.4.0'})[0]).toBe('memlock-rlimit-too-low');
  expect(named(text, {kernel: '6.12.0'})[0]).not.toBe('memlock-rlimit-too-low');
});

test('a make that looked for the BTF of the running kernel and found none says that it has none', () => {
  const found = (places: string) =>
    named(`Makefile:160: *** Cannot find a vmlinux for VMLINUX_BTF at any of "${places}".  Stop.`)[0];
  expect(found('../../../../vmlinux /sys/kernel/btf/vmlinux /boot/vmlinux-5.4.0')).toBe('kernel-btf-not-built');
  // Since 6.0 samples/bpf looks in the tree alone: there it is a vmlinux that was not built.
  expect(found('/usr/src/linux-source-6.1/vmlinux')).toBe('vmlinux-h-wrong-or-missing');
});
