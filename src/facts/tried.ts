import {type AttachFacts, type AttachProbe, type Attempt, attachEvidence, readsFile} from './attach.ts';
import {hasCapability} from './capabilities.ts';
import {valueIfKnown} from './fact.ts';
import type {Facts} from './facts.ts';
import type {Feature} from './features.ts';
import {atLeast} from './version.ts';

/**
 * What trying a feature showed. `unsupported` only where the answer says so: an errno that stands for "no such thing", a target
 * that is not there. `blocked`: refused, though neither the kernel's abilities nor the rights of the process explain it.
 * `inconclusive`: something else stood in the way of trying.
 */
export interface Tried {
  readonly truth: 'works' | 'unsupported' | 'blocked' | 'inconclusive';
  /** In a few words. */
  readonly found: string;
  readonly evidence: readonly string[];
  /** True when "bpf" is not in the list of security modules, so that an attached program is never called. */
  readonly inactive?: true;
}

/** Judges what the prober saw of a feature. Undefined when it did not try it. */
export const judgeTried = (feature: Feature, facts: Facts): Tried | undefined => {
  const attach = facts.attach && valueIfKnown(facts.attach);
  const probe = attach?.probes[feature.id];
  if (!attach || !probe) return undefined;
  const [truth, found, inactive] = judge(feature, probe, attach, facts);
  return {truth, found, evidence: [attachEvidence(feature.id, probe)], ...(inactive && {inactive})};
};

type Judgement = readonly [truth: Tried['truth'], found: string, inactive?: true];

const judge = (feature: Feature, probe: AttachProbe, attach: AttachFacts, facts: Facts): Judgement => {
  const {load, attach: attached, fire} = probe;
  if (!load) return ['inconclusive', 'the prober ended before it came to this'];
  if (load.result !== 'ok') return judgeLoad(feature, load, probe.log ?? '', attach, facts);
  if (feature.id === 'lsm' && fire?.result !== 'ok' && (attached?.result ?? 'ok') === 'ok') {
    const never = neverCalled(attached ? 'loads and attaches' : 'loads', facts);
    if (never) return never;
  }
  if (!attached) return fire ? judgeRun(fire, 'loads', facts) : ['works', done[feature.kind]];
  if (attached.result === 'ok' && feature.kind !== 'program') return ['works', done[feature.kind]];
  if (attached.result === 'ok') return judgeRun(fire, 'loads and attaches', facts);
  const [truth, found] = judgeAttach(feature, attached, facts);
  return [truth, `loads, but attaching it: ${found}`];
};

const done = {
  program: 'loads',
  map: 'can be created',
  helper: 'there',
  instructions: 'there',
  call: 'there',
} as const satisfies Record<Feature['kind'], string>;

const judgeRun = (fire: Attempt | undefined, before: string, facts: Facts): Judgement => {
  if (fire?.result === 'ok') return ['works', `${before.replace(' and', ',')} and runs`];
  if (fire?.result !== 'silent') return ['works', before];
  const {lsm} = facts.security;
  const unread = lsm.state === 'unreadable' ? `; the list of security modules could not be read: ${lsm.reason}` : '';
  return ['inconclusive', `${before}, but did not run when it was triggered${unread}`];
};

/** A hook of an LSM that is not in the list is never called, though a program loads and can be attached to it: known also of a trial that was cut short. */
const neverCalled = (before: string, {security: {lsm}}: Facts): Judgement | undefined =>
  lsm.state === 'known' && !lsm.value.includes('bpf')
    ? ['blocked', `${before}, but is never called: "bpf" is not in the list of security modules`, true]
    : undefined;

const judgeLoad = (
  feature: Feature,
  load: Exclude<Attempt, {result: 'ok'}>,
  log: string,
  attach: AttachFacts,
  facts: Facts,
): Judgement => {
  if (load.result === 'missing') {
    return [feature.targetTells ? 'unsupported' : 'inconclusive', `the kernel's BTF has no ${load.name}`];
  }
  if (load.result !== 'refused') return withoutBtf(feature, load, attach);
  const {name} = load;
  if (name === 'ENOSYS') return noCall(facts);
  // The prober gives a bad descriptor: that the kernel looked at it shows that it knows the call.
  if (feature.id === 'token' && name === 'EBADF') return ['works', 'the kernel knows the call'];
  if (feature.id === 'memcg-accounting' && name === 'EPERM' && attach.probes['map-array']?.load?.result === 'ok') {
    return ['unsupported', 'with RLIMIT_MEMLOCK at 0 no map can be created'];
  }
  if (log) return judgeLog(feature, log, facts);
  if (name === 'EPERM' || name === 'EACCES') return refused(name, facts);
  // Without a word of the verifier these are about the type, the flags or the call itself.
  if (absentErrors.has(name)) {
    // Before 5.0 a kprobe program also had to name the kernel's version: 6c4fc209fcf9.
    if (feature.options.includes('KPROBE_EVENTS') && atLeast(valueIfKnown(facts.kernel.release), '5.0') === false) {
      return ['inconclusive', `${name} from a kernel before 5.0`];
    }
    return ['unsupported', `not supported (${name})`];
  }
  return ['inconclusive', `could not be probed (${name})`];
};

/** EINVAL and E2BIG: a type, flag or attribute that the kernel has never heard of. */
const absentErrors: ReadonlySet<string> = new Set(['EINVAL', 'E2BIG', 'EOPNOTSUPP', 'ENOTSUPP']);

/** A program is not loaded only where the function or type that it is for was not found in BTF (native/targets.c). */
const withoutBtf = (feature: Feature, load: Attempt, attach: AttachFacts): Judgement => {
  const btf = attach.probes['btf-vmlinux']?.load;
  if (load.result === 'skipped' && feature.kind === 'program' && btf?.result === 'refused' && btf.name === 'ENOENT')
    return ['unsupported', 'the kernel has no BTF'];
  return ['inconclusive', load.result === 'skipped' ? load.reason : 'not probed'];
};

const noCall = (facts: Facts): Judgement =>
  valueIfKnown(facts.privileges.seccomp) === 2
    ? ['blocked', 'blocked (ENOSYS), perhaps by the seccomp filter of this process']
    : ['unsupported', 'not supported: no bpf() system call'];

const judgeLog = (feature: Feature, log: string, facts: Facts): Judgement => {
  if (feature.kind === 'helper') {
    if (/invalid func /.test(log)) return ['unsupported', 'the kernel does not know this helper'];
    if (/unknown func |cannot use helper/.test(log)) return withheld(feature, facts);
    // It objects to the arguments, which are none: so the helper is there.
    return ['works', 'there'];
  }
  if (feature.kind === 'instructions' && /unknown opcode|reserved fields|back-edge|invalid BPF_/.test(log))
    return ['unsupported', 'the verifier refuses it'];
  return ['inconclusive', `the verifier refused the trial program: ${log}`];
};

/** The kernel has the helper, or knows its number, but not for this. Lockdown hides helpers just so (9d1f8be5cf42). */
const withheld = (feature: Feature, facts: Facts): Judgement => {
  const lockdown = valueIfKnown(facts.security.lockdown);
  if (/probe-read/.test(feature.id) && lockdown === 'confidentiality') return ['blocked', 'hidden by kernel lockdown'];
  if (/probe-read/.test(feature.id) && lockdown === undefined) {
    return ['inconclusive', 'not offered: by lockdown, or because the kernel lacks it'];
  }
  return ['unsupported', 'this kernel does not offer it'];
};

const judgeAttach = (feature: Feature, attached: Exclude<Attempt, {result: 'ok'}>, facts: Facts): Judgement => {
  if (attached.result === 'skipped') return ['inconclusive', `not probed, ${attached.reason}`];
  if (attached.result !== 'refused') return ['inconclusive', 'not probed'];
  const {name, call} = attached;
  if (name === 'EPERM' || name === 'EACCES') return refused(name, facts);
  if (name === 'ENOENT' && feature.pmu && readsFile(attached))
    return ['unsupported', 'not supported, the kernel has no such PMU'];
  // The tracepoint's directory is not in tracefs, or the raw tracepoint does not exist.
  if (name === 'ENOENT' && feature.tracepoint) return ['unsupported', 'not supported, no such tracepoint'];
  if (absentErrors.has(name)) return ['unsupported', `not supported (${name})`];
  return ['inconclusive', `could not be probed (${name}, ${call})`];
};

/**
 * A refusal for lack of rights says nothing of the feature. One that the rights of this process don't explain is a block: of a
 * security module, a sandbox, lockdown, or of something that does not tell.
 */
const refused = (name: string, facts: Facts): Judgement => {
  const lack = lackOfRights(facts);
  return lack
    ? ['inconclusive', `not allowed to probe it (${name}): ${lack}`]
    : ['blocked', `blocked (${name}), ${whoBlocks(facts)}`];
};

const lackOfRights = ({privileges}: Facts): string | undefined => {
  if (valueIfKnown(privileges.initialUserNamespace) === false) {
    return 'capabilities of a user namespace do not count for BPF';
  }
  const mask = valueIfKnown(privileges.capEffective);
  if (mask === undefined || hasCapability(mask, 'CAP_SYS_ADMIN')) return undefined;
  const missing = (['CAP_BPF', 'CAP_PERFMON', 'CAP_NET_ADMIN', 'CAP_SYS_ADMIN'] as const).filter(
    (name) => !hasCapability(mask, name),
  );
  return `without ${missing.join(', ')}`;
};

const whoBlocks = ({privileges, security, kernel}: Facts): string => {
  if (valueIfKnown(privileges.seccomp) === 2) return 'perhaps by the seccomp filter of this process';
  if (valueIfKnown(security.lockdown) === 'confidentiality') return 'kernel lockdown is in confidentiality mode';
  if (atLeast(valueIfKnown(kernel.release), '5.11') === false && valueIfKnown(privileges.memlock) !== 'unlimited') {
    return 'perhaps for the locked memory limit';
  }
  return 'cause unknown';
};
