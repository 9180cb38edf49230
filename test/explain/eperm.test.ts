import {explain} from '../../src/explain/explain.ts';
import {eperm} from '../../src/explain/rules/eperm.ts';

test('EPERM has eight causes, each a row', () => {
  expect(Object.keys(eperm)).toHaveLength(8);
});

const denied = "libbpf: prog 'on_exec': BPF program load failed: Operation not permitted";

test.each([
  ['not-root-or-missing-caps', denied, {facts: {user: 'alice'}}],
  ['container-lacks-privileges', denied, {facts: {container: 'docker'}}],
  [
    'memlock-rlimit-too-low',
    "libbpf: map 'events': failed to create: Operation not permitted(-1)",
    {kernel: '5.4.0', facts: {user: 'root'}},
  ],
  ['unprivileged-bpf-disabled', denied, {facts: {unprivileged_bpf_disabled: '2'}}],
  ['lsm-policy-denied', denied, {facts: {user: 'root', selinux: 'enforcing'}}],
  ['kernel-lockdown', denied, {facts: {user: 'root', lockdown: 'none [integrity] confidentiality'}}],
  [
    'container-runtime-policy',
    denied,
    {command: 'docker run --cap-add BPF --cap-add PERFMON tracer', facts: {seccomp: 'filter'}},
  ],
  ['perf-event-paranoid', 'perf_event_open: Operation not permitted', {facts: {perf_event_paranoid: '3'}}],
])('%s: told by facts', (cause, text, context) => {
  expect(explain({text, context}).causes[0]?.cause).toBe(cause);
});
