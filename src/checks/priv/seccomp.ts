import {hasCapability} from '../../facts/capabilities.ts';
import {valueIfKnown} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';
import {fromTrialOf} from '../feature/trial.ts';

export default {
  id: 'priv.seccomp',
  after: 'priv.bounding',
  title: 'Seccomp filter',
  why: "A seccomp filter, such as Docker's default, answers bpf() with EPERM whatever the capabilities are.",
  breaks: 'bpf() fails with EPERM, whoever asks',
  reads: 'Seccomp in /proc/self/status, an array map created (--attach)',
  sources: ['https://docs.docker.com/engine/security/seccomp/'],
  evaluate: (facts) => {
    const {seccomp} = facts.privileges;
    if (seccomp.state !== 'known') return unseen('/proc/self/status', seccomp);
    const evidence = [`Seccomp: ${seccomp.value}`];
    if (seccomp.value === 0) return pass('none', {evidence});
    const tried = fromTrialOf('map-array', facts);
    const details = {source: 'probe' as const, evidence: [...evidence, ...(tried?.evidence ?? [])]};
    if (tried?.verdict === 'pass') return pass('a filter is on and lets bpf() through', details);
    // With every capability in the initial namespace nothing else refuses the simplest map.
    if (tried?.verdict === 'fail' && mayDoAnything(facts)) {
      return fail('a filter is on and blocks bpf()', {...details, expected, remedy});
    }
    return unknown('a filter is on; only a probe with all rights tells whether it lets bpf() through', {
      evidence: [...evidence, ...unreadOf(facts)],
      expected,
      remedy,
    });
  },
} satisfies Check;

const expected = 'no filter, or one that allows bpf() and perf_event_open()';

const remedy = advise(
  'In a container: --security-opt seccomp=unconfined, or --cap-add BPF --cap-add PERFMON with a current runtime.',
);

const unreadOf = ({attach, privileges: {capEffective, initialUserNamespace}}: Facts): string[] =>
  [attach, capEffective, initialUserNamespace].flatMap((fact) => (fact?.state === 'unreadable' ? [fact.reason] : []));

const mayDoAnything = ({privileges}: Facts): boolean =>
  hasCapability(valueIfKnown(privileges.capEffective) ?? '0', 'CAP_SYS_ADMIN') &&
  valueIfKnown(privileges.initialUserNamespace) === true;
