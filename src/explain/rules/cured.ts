import type {Speaks} from '../cause.ts';
import type {Label} from '../label.ts';

/** What was found to help, and the cause that it tells of. The first that a line names counts. `spoken`: where the text must speak of it too. */
const cures: readonly (readonly [Label, what: RegExp, spoken?: RegExp])[] = [
  ['container-runtime-policy', /seccomp|security-opt/],
  ['lsm-policy-denied', /setenforce|permissive|selinux|apparmor|label[=:]disable/],
  ['memlock-rlimit-too-low', /ulimit|memlock|limits\.conf/],
  ['kernel-lockdown', /secure ?boot|lockdown/],
  ['unprivileged-bpf-disabled', /unprivileged_bpf/],
  ['perf-event-paranoid', /perf_event_paranoid/],
  ['kallsyms-restricted', /kptr_restrict/],
  ['tracefs-not-mounted', /\b(debugfs|tracefs)\b|\/sys\/kernel\/(debug|tracing)/],
  ['pin-path-not-on-bpffs', /\bbpffs\b|\/sys\/fs\/bpf/],
  [
    'container-lacks-privileges',
    /privileged|\b(on|from) (the )?host\b|outside|without (docker|podman|a container|container)|bare metal|cap[-_]add/,
    /permi(tted|ssion)|EPERM|EACCES|read-only/i,
  ],
  [
    'not-root-or-missing-caps',
    /\bsudo\b|\bas root\b|\broot user\b|setcap/,
    /permi(tted|ssion)|EPERM|EACCES|root|privilege/i,
  ],
  ['xdp-driver-or-nic-limit', /\bmtu\b|generic( xdp)?( mode)?\b|xdpgeneric|\bskb\b|ethtool/, /xdp/i],
  ['llvm-codegen-verifier-rejection', /\b(clang|llvm)[- ]?v?\d+/, /R\d|insns|verifier/i],
];
const works = /\b(works|worked|helps|helped|solved|fixed|loads|succeeds)\b/;
export const worksNot = /\b(not|never|nothing|still|no longer)\b|n't\b|: no$/;

/** A line of the facts that says what helps, `with sudo: works`, as `cured by: LABEL`. */
export function cureIn(line: string): string | undefined {
  if (!works.test(line) || worksNot.test(line)) return undefined;
  const label = cures.find(([, what]) => what.test(line))?.[0];
  return label && `cured by: ${label}`;
}

/** Whoever reports has found what helps, and with it the cause. */
export const cured: Readonly<Partial<Record<Label, Speaks>>> = Object.fromEntries(
  cures.map(([label, , spoken = /(?:)/]): [Label, Speaks] => [
    label,
    {certain: [[{knows: new RegExp(`^cured by: ${label}$`)}, ({text}) => !spoken.test(text)]]},
  ]),
);
