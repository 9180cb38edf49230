import type {Speaks} from '../cause.ts';
import type {Label} from '../label.ts';

/** Names of evidence/cures.ts. `spoken`: it says nothing where the text speaks of something else. */
const helped = (name: string, spoken = /(?:)/): Speaks => ({
  knows: {certain: [[new RegExp(`^cured by: ${name}$`), ({text}) => !spoken.test(text)]]},
});

/** Whoever reports has found what helps, and with it the cause. */
export const cured: Readonly<Partial<Record<Label, Speaks>>> = {
  'container-lacks-privileges': helped('container', /permi(tted|ssion)|EPERM|EACCES|read-only/i),
  'container-runtime-policy': helped('seccomp'),
  'kallsyms-restricted': helped('pointers'),
  'kernel-lockdown': helped('lockdown'),
  'llvm-codegen-verifier-rejection': helped('compiler', /R\d|insns|verifier/i),
  'lsm-policy-denied': helped('policy'),
  'memlock-rlimit-too-low': helped('memlock'),
  'not-root-or-missing-caps': helped('root', /permi(tted|ssion)|EPERM|EACCES|root|privilege/i),
  'perf-event-paranoid': helped('paranoid'),
  'pin-path-not-on-bpffs': helped('bpffs'),
  'tracefs-not-mounted': helped('tracefs'),
  'unprivileged-bpf-disabled': helped('unprivileged'),
  'xdp-driver-or-nic-limit': helped('driver', /xdp/i),
};
