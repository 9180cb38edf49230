import {hasCapability} from '../../facts/capabilities.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'priv.effective',
  title: 'Privileges',
  why: 'Loading and attaching tracing programs takes root, or CAP_BPF and CAP_PERFMON.',
  breaks: 'loading takes root, or CAP_BPF and CAP_PERFMON',
  reads: 'uid, CapEff in /proc/self/status',
  sources: [thresholds.capBpf.source, 'https://man7.org/linux/man-pages/man7/capabilities.7.html'],
  evaluate: ({privileges: {uid, capEffective, elevation}}) => {
    const expected = 'CAP_SYS_ADMIN, or CAP_BPF with CAP_PERFMON';
    if (capEffective.state !== 'known') return unseen('the capabilities', capEffective, {expected});
    const has = (...names: Parameters<typeof hasCapability>[1][]) =>
      names.every((name) => hasCapability(capEffective.value, name));
    const who = uid.state === 'known' ? `uid ${uid.value}` : 'a user';
    const evidence = [`${who}, CapEff ${capEffective.value}`];
    if (has('CAP_SYS_ADMIN')) return pass(`${who} with CAP_SYS_ADMIN`, {evidence, expected});
    if (has('CAP_BPF', 'CAP_PERFMON')) return pass(`${who} with CAP_BPF and CAP_PERFMON`, {evidence, expected});
    const sudo = elevation.state === 'known' ? elevation.value[0] : undefined;
    const container = uid.state === 'known' && uid.value === 0;
    return fail(container ? `${who}, but without the capabilities` : `${who}, not root`, {
      evidence,
      expected,
      remedy: container
        ? advise(
            'This root is confined: start the container with --privileged, or with --cap-add BPF --cap-add PERFMON.',
          )
        : advise(
            sudo === 'sudo'
              ? 'Run it as root: sudo ...; "ebpf setup" and "ebpf hello" ask sudo by themselves.'
              : `Run it as root: ${sudo ?? 'su -c'} ..., and "ebpf setup" and "ebpf hello" in the same way.`,
          ),
    });
  },
} satisfies Check;
