import type {Report} from '../assess/report.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';

/**
 * Labels for Kubernetes' Node Feature Discovery, one `name=value` a line, for its folder features.d. Names without a prefix become
 * feature.node.kubernetes.io/NAME, the one namespace that NFD always allows.
 * https://kubernetes-sigs.github.io/node-feature-discovery/stable/usage/customization-guide.html#local-feature-source
 */
export const nfd = ({hosts, exitCode}: Report): string => {
  const [host] = hosts;
  if (!host || hosts.length > 1) {
    throw new Failure({
      what: `The format nfd labels one node, and this report has ${hosts.length} hosts.`,
      todo: 'Run it for each node by itself, as integrations/kubernetes shows.',
      exitCode: exitCodes.usage,
    });
  }
  const labels = {
    'ebpf.ready': String(exitCode === 0),
    'ebpf.exit-code': String(exitCode),
    'ebpf.reachable': String(host.reachable),
    ...Object.fromEntries(Object.entries(host.profiles).map(([name, state]) => [`ebpf.profile.${name}`, state])),
    ...Object.fromEntries(host.findings.map(({id, verdict}) => [`ebpf.check.${id}`, verdict])),
  };
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
};
