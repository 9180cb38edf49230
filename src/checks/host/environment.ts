import {valueIfKnown} from '../../facts/fact.ts';
import {hostKind} from '../../facts/host-kind.ts';
import {type Check, pass} from '../check.ts';

export default {
  id: 'host.environment',
  after: 'host.os',
  title: 'Kind of host',
  why: "In a container the kernel is the host's, and so are its faults; WSL2 and microVMs have kernels of their own makers.",
  reads: '/.dockerenv, /run/.containerenv, /run/systemd/container, /proc/version, DMI',
  sources: ['https://github.com/microsoft/WSL/issues/9270'],
  evaluate: (facts) => {
    const {vendor, product, signs} = facts.environment;
    const evidence = [
      `DMI: ${[valueIfKnown(vendor), valueIfKnown(product)].filter(Boolean).join(' ') || 'none'}`,
      `signs: ${valueIfKnown(signs)?.join(' ') || 'none'}`,
    ];
    return pass(hostKind(facts).name, {evidence});
  },
} satisfies Check;
