import {explain} from '../../src/explain/explain.ts';

// libbpf.c, pr_perm_msg: printed to root where RLIMIT_MEMLOCK has a limit, whatever the kernel counts against it.
const text = `libbpf: prog 'handle_tp': BPF program load failed: Operation not permitted
libbpf: permission error while running as root; try raising 'ulimit -l'? current value: 8.0 MiB`;
const best = (context: object) => explain({text, context: {facts: {user: 'root'}, ...context}}).causes[0]?.cause;

test("libbpf's advice to raise the limit is right where the kernel counts BPF memory as locked", () => {
  expect(best({kernel: '5.4.0'})).toBe('memlock-rlimit-too-low');
});

test('it is wrong since 5.11, and neither a missing root nor the skeleton is named in its place', () => {
  expect([undefined, 'lsm-policy-denied', 'kernel-lockdown', 'container-lacks-privileges']).toContain(
    best({kernel: '6.18.0'}),
  );
});
