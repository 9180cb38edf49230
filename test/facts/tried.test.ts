import {describe, expect, test} from '@jest/globals';
import {features} from '../../src/facts/features.ts';
import {judgeTried} from '../../src/facts/tried.ts';
import {asRootUser, factsWith} from './facts-with.ts';

const judge = (id: string, lines: readonly string[], records: Readonly<Record<string, string>> = asRootUser) => {
  const feature = features.find((row) => row.id === id);
  if (!feature) throw new Error(`no feature ${id}`);
  const output = [
    'ebpf-attach 1 x86_64',
    ...lines.map((line) => (line.includes('@') ? line.replace('@', '') : `${id} ${line}`)),
    'end',
  ];
  return judgeTried(feature, factsWith({...records, 'text attach ok': output.join('\n')}));
};

describe('what trying showed', () => {
  test.each([
    ['kprobe', ['load ok', 'attach ok', 'fire ok'], 'works', 'loads, attaches and runs'],
    ['kprobe', ['load ok', 'attach ok', 'fire errno 2 ENOENT open'], 'works', 'loads and attaches'],
    ['kprobe', ['load ok', "attach errno 2 ENOENT read the PMU's type"], 'unsupported', 'no such PMU'],
    ['kprobe', ['load ok', 'attach errno 2 ENOENT perf_event_open'], 'inconclusive', 'could not be probed'],
    ['kprobe', ['load ok', 'attach errno 13 EACCES perf_event_open'], 'blocked', 'cause unknown'],
    ['kprobe', ['load ok', 'attach skip /sys is not there'], 'inconclusive', '/sys is not there'],
    ['kprobe-multi', ['load ok', 'attach errno 95 EOPNOTSUPP BPF_LINK_CREATE'], 'unsupported', 'EOPNOTSUPP'],
    ['kprobe-multi', ['load ok', 'attach errno 22 EINVAL BPF_LINK_CREATE'], 'unsupported', 'EINVAL'],
    ['kprobe-multi', ['load ok', 'attach errno 16 EBUSY BPF_LINK_CREATE'], 'inconclusive', 'EBUSY'],
    ['fentry', ['load errno 1 EPERM BPF_PROG_LOAD'], 'blocked', 'blocked (EPERM), cause unknown'],
    ['fentry', ['load ok', 'attach errno 524 ENOTSUPP BPF_RAW_TRACEPOINT_OPEN'], 'unsupported', 'ENOTSUPP'],
    ['fentry', ['load missing bpf_fentry_test1'], 'inconclusive', 'no bpf_fentry_test1'],
    ['lsm', ['load missing bpf_lsm_file_open'], 'unsupported', 'no bpf_lsm_file_open'],
    [
      'tracepoint',
      ['load ok', "attach errno 2 ENOENT read the tracepoint's id in tracefs"],
      'unsupported',
      'no such tracepoint',
    ],
    [
      'raw-tracepoint',
      ['load ok', 'attach errno 2 ENOENT BPF_RAW_TRACEPOINT_OPEN'],
      'unsupported',
      'no such tracepoint',
    ],
    ['netfilter', ['load errno 22 EINVAL BPF_PROG_LOAD'], 'unsupported', 'EINVAL'],
    ['netfilter', ['load errno 22 EINVAL BPF_PROG_LOAD', 'log something new'], 'inconclusive', 'something new'],
    ['map-arena', ['load errno 22 EINVAL BPF_MAP_CREATE'], 'unsupported', 'EINVAL'],
    ['map-arena', ['load errno 12 ENOMEM BPF_MAP_CREATE'], 'inconclusive', 'ENOMEM'],
    ['map-task-storage', ['load skip it needs BTF, which could not be loaded'], 'inconclusive', 'needs BTF'],
    ['map-array', ['load ok'], 'works', 'can be created'],
    ['token', ['load errno 9 EBADF BPF_TOKEN_CREATE'], 'works', 'knows the call'],
    ['token', ['load errno 22 EINVAL BPF_TOKEN_CREATE'], 'unsupported', 'EINVAL'],
    ['memcg-accounting', ['@map-array load ok', 'load errno 1 EPERM BPF_MAP_CREATE'], 'unsupported', 'RLIMIT_MEMLOCK'],
    [
      'memcg-accounting',
      ['@map-array load errno 1 EPERM BPF_MAP_CREATE', 'load errno 1 EPERM BPF_MAP_CREATE'],
      'blocked',
      'EPERM',
    ],
    ['mmapable-array', ['load ok', 'attach ok'], 'works', 'there'],
    ['isa-v4', ['load errno 22 EINVAL BPF_PROG_LOAD', 'log unknown opcode 91'], 'unsupported', 'verifier'],
    ['isa-v4', ['load errno 22 EINVAL BPF_PROG_LOAD', 'log BPF_MOV uses reserved fields'], 'unsupported', 'verifier'],
    [
      'bounded-loops',
      ['load errno 22 EINVAL BPF_PROG_LOAD', 'log back-edge from insn 2 to 1'],
      'unsupported',
      'verifier',
    ],
    ['large-programs', ['load errno 7 E2BIG BPF_PROG_LOAD'], 'unsupported', 'E2BIG'],
    ['helper-loop', ['load errno 13 EACCES BPF_PROG_LOAD', 'log R2 !read_ok'], 'works', 'there'],
    [
      'helper-loop',
      ['load errno 22 EINVAL BPF_PROG_LOAD', 'log invalid func unknown#181'],
      'unsupported',
      'does not know',
    ],
    [
      'helper-d-path',
      ['load errno 22 EINVAL BPF_PROG_LOAD', 'log helper call is not allowed in probe'],
      'works',
      'there',
    ],
    [
      'helper-override-return',
      ['load errno 22 EINVAL BPF_PROG_LOAD', 'log unknown func bpf_override_return#58'],
      'unsupported',
      'not offer',
    ],
    ['helper-loop', ['load errno 38 ENOSYS BPF_PROG_LOAD'], 'unsupported', 'no bpf() system call'],
    ['lsm', ['load ok', 'attach ok', 'fire no'], 'inconclusive', 'did not run'],
  ])('%s %j', (id, lines, truth, found) => {
    expect(judge(id, lines)).toMatchObject({truth, found: expect.stringContaining(found)});
  });

  test('nothing tried, nothing said', () => {
    expect(judge('kprobe', [])).toBeUndefined();
    expect(judge('kprobe', ['attach ok'])?.truth).toBe('inconclusive');
  });

  test('a hook that is never called is blocked by the list of security modules', () => {
    const records = {...asRootUser, 'file /sys/kernel/security/lsm ok': 'lockdown,capability,apparmor'};
    const never = {truth: 'blocked', found: expect.stringContaining('"bpf" is not in the list of security modules')};
    expect(judge('lsm', ['load ok', 'attach ok', 'fire no'], records)).toMatchObject(never);
    // On a machine so slow that the prober's time is over.
    expect(judge('lsm', ['load ok', 'attach ok'], records)).toMatchObject(never);
    expect(judge('lsm', ['load ok'], records)).toMatchObject(never);
    expect(judge('tp-btf', ['load ok', 'attach ok', 'fire no'], records)?.truth).toBe('inconclusive');
  });

  test('without BTF what needs it is not supported', () => {
    const lines = [
      '@btf-vmlinux load errno 2 ENOENT open /sys/kernel/btf/vmlinux',
      "load skip the kernel's BTF could not be read",
    ];
    expect(judge('fentry', lines)).toMatchObject({truth: 'unsupported', found: 'the kernel has no BTF'});
    const hidden = [
      '@btf-vmlinux load errno 13 EACCES open /sys/kernel/btf/vmlinux',
      "load skip the kernel's BTF could not be read",
    ];
    expect(judge('fentry', hidden)?.truth).toBe('inconclusive');
  });

  test('a refusal for lack of rights says nothing of the feature', () => {
    const nobody = {
      ...asRootUser,
      'text uid ok': '65534',
      'file /proc/self/status ok': 'CapEff:\t0000000000000000\nSeccomp:\t0',
    };
    expect(judge('fentry', ['load errno 1 EPERM BPF_PROG_LOAD'], nobody)).toMatchObject({
      truth: 'inconclusive',
      found: expect.stringContaining('CAP_BPF'),
    });
    const namespace = {...asRootUser, 'file /proc/self/uid_map ok': '0 1000 1'};
    expect(judge('fentry', ['load errno 1 EPERM BPF_PROG_LOAD'], namespace)).toMatchObject({
      truth: 'inconclusive',
      found: expect.stringContaining('user namespace'),
    });
  });

  test('a seccomp filter is named as what may block', () => {
    const filtered = {...asRootUser, 'file /proc/self/status ok': 'CapEff:\t000001ffffffffff\nSeccomp:\t2'};
    expect(judge('fentry', ['load errno 1 EPERM BPF_PROG_LOAD'], filtered)).toMatchObject({
      truth: 'blocked',
      found: expect.stringContaining('seccomp'),
    });
    expect(judge('fentry', ['load errno 38 ENOSYS BPF_PROG_LOAD'], filtered)?.truth).toBe('blocked');
  });

  test('lockdown hides helpers: that is no lack of the kernel', () => {
    const withheld = ['load errno 22 EINVAL BPF_PROG_LOAD', 'log unknown func bpf_probe_read_kernel#113'];
    const locked = {...asRootUser, 'file /sys/kernel/security/lockdown ok': 'none integrity [confidentiality]'};
    expect(judge('helper-probe-read-kernel', withheld, locked)?.truth).toBe('blocked');
    const open = {...asRootUser, 'file /sys/kernel/security/lockdown ok': '[none] integrity confidentiality'};
    expect(judge('helper-probe-read-kernel', withheld, open)?.truth).toBe('unsupported');
    expect(judge('helper-probe-read-kernel', withheld)?.truth).toBe('inconclusive');
  });
});
