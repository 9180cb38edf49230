import {listOf, speaking} from '../message.ts';

const tree = 'https://github.com/torvalds/linux/blob/v6.1';
const newer = 'https://github.com/torvalds/linux/blob/v6.12';
const bpf = `${tree}/kernel/bpf`;
const perf = `${tree}/tools/perf`;
const probe = `${tree}/kernel/trace/trace_probe.h`;

/** The kernel and the programs of its tree, but for the verifier's words of a program: see verifier.ts. */
export const kernel = [
  ...speaking({strong: 'kprobe-target-gone-or-inlined'}, [
    ...listOf('trace_kprobe', probe, [
      'Invalid probed address or symbol',
      'Failed to register probe event',
      'Retprobe address must be an function entry',
    ]),
    ...listOf('trace_kprobe', `${newer}/kernel/trace/trace_probe.h`, ['The symbol is not unique']),
    // Its last placeholder, for a probe of the kernel.
    ...listOf('perf', `${perf}/util/probe-event.c`, ['Failed to find symbol %s in kernel']),
  ]),
  ...speaking({strong: 'attach-target-missing'}, [
    ...listOf('trace_uprobe', probe, ['Failed to find the given file', 'Invalid uprobe offset']),
    ...listOf('perf', `${tree}/tools/lib/api/fs/tracing_path.c`, ['Perhaps this kernel misses some CONFIG_ setting']),
  ]),
  ...speaking({likely: 'attach-target-missing'}, [
    ...listOf('verifier', `${bpf}/verifier.c`, [
      'attach_btf_id %u is not a function',
      'attach_btf_id %u is not a typedef',
    ]),
  ]),
  // 64 characters. BCC and others made the name of the probe from that of the file.
  ...speaking(
    {strong: 'upstream-bug-upgrade'},
    listOf('trace_kprobe', probe, ['Event name is too long', 'Group name is too long']),
  ),
  ...speaking({certain: 'module-btf-mismatch'}, [
    ...listOf('kernel', `${bpf}/btf.c`, ['failed to validate module [%s] BTF: %ld']),
    ...listOf('kernel', `${newer}/kernel/bpf/btf.c`, ['missing module BTF, cannot register %s']),
  ]),
  ...speaking({strong: 'pahole-version-incompatible'}, [
    ...listOf('kernel', `${bpf}/btf.c`, ['btf_vmlinux is malformed']),
    ...listOf('verifier', `${bpf}/verifier.c`, ['in-kernel BTF is malformed']),
    ...listOf('resolve_btfids', `${tree}/tools/bpf/resolve_btfids/main.c`, [
      'FAILED: load BTF from %s: %s',
      'FAILED: load base BTF from %s: %s',
      "FAILED: malformed BTF, can't resolve type for ID %d",
    ]),
    ...listOf(
      'resolve_btfids',
      'https://github.com/torvalds/linux/blob/41462c6e730ca0e63f5fed5a517052385d980c54/tools/bpf/resolve_btfids/main.c',
      ['FAILED unresolved symbol %s'],
    ),
  ]),
  ...speaking({certain: 'libelf-zlib-dev-missing-or-old'}, [
    ...listOf('kbuild', 'https://github.com/torvalds/linux/blob/v5.10/Makefile', [
      'Cannot generate ORC metadata for CONFIG_UNWINDER_ORC=y, please install libelf-dev',
      'Cannot resolve BTF IDs for CONFIG_DEBUG_INFO_BTF, please install libelf-dev',
    ]),
  ]),
  ...speaking({certain: 'pahole-missing'}, [
    ...listOf('link-vmlinux.sh', `${tree}/scripts/link-vmlinux.sh`, ['pahole (%s) is not available']),
  ]),
  ...speaking({likely: 'kernel-config-missing-option'}, [
    ...listOf('kernel', `${tree}/net/core/rtnetlink.c`, ['Unknown device type']),
  ]),
  ...speaking({certain: 'kernel-headers-version-mismatch'}, [
    ...listOf('kernel', `${tree}/kernel/module/main.c`, ["version magic '%s' should be '%s'"]),
    ...listOf('kernel', `${tree}/kernel/module/version.c`, ['disagrees about version of symbol %s']),
    ...listOf('kmod', 'https://github.com/kmod-project/kmod/blob/v30/tools/insmod.c', ['Invalid module format']),
  ]),
  ...speaking({strong: 'unsigned-kernel-secure-boot'}, [
    ...listOf('modprobe', 'https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/gnu/errlist.h', [
      'Key was rejected by service',
      'Required key not available',
    ]),
  ]),
  ...speaking({certain: 'memlock-rlimit-too-low'}, [
    ...listOf('perf', `${perf}/builtin-record.c`, [
      'Permission error mapping pages.',
      'Consider increasing /proc/sys/kernel/perf_event_mlock_kb',
    ]),
  ]),
  ...speaking({likely: 'tool-built-without-feature'}, [
    ...listOf('perf', `${perf}/util/help-unknown-cmd.c`, ["'%s' is not a perf-command"]),
  ]),
  ...speaking({strong: 'benign-warning-not-a-failure'}, [
    ...listOf('kernel', 'https://github.com/torvalds/linux/blob/v6.17/kernel/trace/trace.c', [
      'Automounting of tracing to debugfs is deprecated',
    ]),
    ...listOf('kernel', `${tree}/drivers/net/virtio_net.c`, [
      'XDP_TX and XDP_REDIRECT will operate in a slower locked tx mode',
    ]),
  ]),
];

/** A fault of its own, whatever program ran into it. */
export const faults = speaking({strong: 'upstream-bug-upgrade'}, [
  ...listOf('kernel', `${newer}/arch/x86/mm/fault.c`, ['BUG: unable to handle page fault for address: %p']),
  ...listOf('kernel', `${newer}/arch/arm64/kernel/traps.c`, ['Internal error: %s: %016lx [#%d]']),
  ...listOf('kernel', `${newer}/arch/x86/kernel/traps.c`, ['general protection fault']),
]);

/** A warning has one too, after which the kernel goes on. */
export const traces = speaking({likely: 'upstream-bug-upgrade'}, [
  ...listOf('kernel', `${newer}/kernel/panic.c`, ['WARNING: CPU: %d PID: %d at %p']),
  ...listOf('kernel', `${newer}/arch/arm64/kernel/stacktrace.c`, ['Call trace:']),
]);
