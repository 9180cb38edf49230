import {causes} from '../../src/explain/causes.ts';
import {type Context, gatherEvidence} from '../../src/explain/evidence/context.ts';
import {explain} from '../../src/explain/explain.ts';

const holds = (label: string, because: string, text: string, context: Context) =>
  causes
    .find((cause) => cause.label === label)
    ?.clues.find((clue) => clue.because === because)
    ?.holds(gatherEvidence(text, context));

/** Clues that a fact of a host decides, whatever the text is: each with a host of which it holds, and one of which it does not. */
test.each<[label: string, because: string, text: string, held: Context, not: Context]>([
  [
    'bpf-lsm-not-active',
    '`bpf` is not in the list of active LSMs',
    'lsm/file_open: no events',
    {facts: {lsm: 'lockdown,capability,apparmor'}},
    {facts: {lsm: 'capability,bpf'}},
  ],
  [
    'bpf-lsm-not-active',
    '`bpf` is in the list of active LSMs',
    'lsm/file_open: no events',
    {facts: {lsm: 'capability,bpf'}},
    {facts: {lsm: 'capability'}},
  ],
  [
    'bpf-lsm-not-active',
    'the kernel has no BPF LSM',
    'lsm/file_open: no events',
    {facts: {config_bpf_lsm: 'not set'}},
    {facts: {config_bpf_lsm: 'y'}},
  ],
  ['bpf-lsm-not-active', 'nothing speaks of an LSM program', 'tracepoint not found', {}, {command: 'load lsm.bpf.o'}],
  [
    'lsm-policy-denied',
    'no such security module is active',
    'EPERM',
    {facts: {lsm: 'capability,bpf'}},
    {facts: {lsm: 'capability,selinux'}},
  ],
  [
    'lsm-policy-denied',
    'SELinux does not enforce',
    'EPERM',
    {facts: {getenforce: 'Permissive'}},
    {facts: {getenforce: 'Enforcing'}},
  ],
  ['lsm-policy-denied', 'the program is a snap', 'EPERM', {command: '/snap/bin/bpftrace'}, {command: 'bpftrace'}],
  [
    'pin-path-not-on-bpffs',
    'bpffs is mounted',
    'failed to pin',
    {facts: {mounts: 'bpf on /sys/fs/bpf type bpf (rw)'}},
    {facts: {mounts: 'sysfs on /sys type sysfs'}},
  ],
  [
    'memlock-rlimit-too-low',
    'its unit does not raise the limit',
    'EPERM',
    {facts: {LimitMEMLOCK: '64K'}},
    {facts: {LimitMEMLOCK: 'infinity'}},
  ],
  [
    'not-root-or-missing-caps',
    'its unit or its owner leaves out capabilities',
    'EPERM',
    {facts: {capabilities: 'cap_net_admin'}},
    {facts: {capabilities: 'cap_bpf cap_perfmon'}},
  ],
  [
    'not-root-or-missing-caps',
    'the limit of locked memory was to be raised, without CAP_SYS_RESOURCE',
    'failed to raise RLIMIT_MEMLOCK: EPERM',
    {facts: {capabilities: 'cap_bpf'}},
    {facts: {capabilities: 'cap_bpf cap_sys_resource'}},
  ],
  ['kernel-lockdown', 'the kernel predates lockdown (5.4)', 'EPERM', {kernel: '4.9.0'}, {kernel: '6.1.0'}],
  [
    'module-btf-not-available',
    'the kernel has no BTF of modules (before 5.11)',
    'BTF',
    {kernel: '5.10.0'},
    {kernel: '6.1.0'},
  ],
])('%s: %s', (label, because, text, held, not) => {
  expect([holds(label, because, text, held), holds(label, because, text, not)]).toEqual([true, false]);
});

test('a server that was not reached says nothing of what its lists would have been', () => {
  const text =
    "E: Failed to fetch http://mirror.example/a.deb  Temporary failure resolving 'mirror.example'\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?";
  expect(explain({text}).causes[0]?.cause).toBeUndefined();
});

test.each([
  ['container-lacks-privileges', 'on the host: works', 'open: Operation not permitted'],
  ['container-runtime-policy', 'with seccomp=unconfined: works', ''],
  ['kallsyms-restricted', 'with kptr_restrict=0: works', ''],
  ['kernel-lockdown', 'secure boot off: works', ''],
  ['llvm-codegen-verifier-rejection', 'with clang 14: works', 'processed 12 insns'],
  ['lsm-policy-denied', 'setenforce 0: works', ''],
  ['memlock-rlimit-too-low', 'ulimit -l unlimited: works', ''],
  ['not-root-or-missing-caps', 'with sudo: works', 'open: Operation not permitted'],
  ['perf-event-paranoid', 'perf_event_paranoid=1: works', ''],
  ['pin-path-not-on-bpffs', 'bpffs mounted: works', ''],
  ['tracefs-not-mounted', 'debugfs mounted: works', ''],
  ['unprivileged-bpf-disabled', 'unprivileged_bpf_disabled=0: works', ''],
  ['xdp-driver-or-nic-limit', 'xdpgeneric: works', 'xdp: attach failed'],
])('%s: %s', (label, found, text) => {
  const [key = '', value = ''] = found.split(': ');
  expect(explain({text: text || 'the loader gives up', context: {facts: {[key]: value}}}).causes[0]?.cause).toBe(label);
});

describe('what somebody found to help names the cause', () => {
  test.each([
    ['with setenforce 0', 'lsm-policy-denied'],
    ['with perf_event_paranoid at 1', 'perf-event-paranoid'],
    ['with kptr_restrict at 0', 'kallsyms-restricted'],
    ['built by clang-16', 'llvm-codegen-verifier-rejection'],
    ['with bpffs mounted', 'pin-path-not-on-bpffs'],
    ['with tracefs mounted', 'tracefs-not-mounted'],
    ['with an mtu of 1500', 'xdp-driver-or-nic-limit'],
  ])('%s', (what, label) => {
    const {causes} = explain({text: 'the verifier refuses the XDP program', context: {facts: {[what]: 'works'}}});
    expect(causes[0]?.cause).toBe(label);
  });
});
