import path from 'node:path';
import type {Report} from '../assess/report.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {sha256} from '../hosts/sha256.ts';
import type {Style} from '../terminal/style.ts';
import type {Format} from './format.ts';
import {policyOf} from './judged-by.ts';

/**
 * Labels for Kubernetes' Node Feature Discovery, one `name=value` a line, for its folder features.d. Names without a prefix become
 * feature.node.kubernetes.io/NAME, the one namespace that NFD always allows.
 * Few, for each is kept by the API server for each node: readiness by profile; with `every` a label for each check too.
 * https://kubernetes-sigs.github.io/node-feature-discovery/stable/usage/customization-guide.html#local-feature-source
 */
export const nfd = (report: Report, {every}: Pick<Style, 'every'> = {}): string => {
  const {hosts, exitCode} = report;
  const policy = policyOf(report);
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
    ...(policy !== undefined && {'ebpf.policy': labelValue(policy)}),
    ...Object.fromEntries(Object.entries(host.profiles).map(([name, state]) => [`ebpf.profile.${name}`, state])),
    ...(host.withSudo && {'ebpf.with-sudo': 'true'}),
    ...(every && Object.fromEntries(host.findings.map(({id, verdict}) => [`ebpf.check.${id}`, verdict]))),
  };
  return Object.entries(labels)
    .map(([name, value]) => `${shortened(name)}=${value}\n`)
    .join('');
};

/** Kubernetes takes 63 characters: names of programs can be longer, and stay different. */
const shortened = (name: string): string =>
  name.length <= 63 ? name : `${name.slice(0, 52)}-${sha256(name).slice(0, 10)}`;

/** A file's name as far as a label's value can hold it: letters, digits, `-_.` between letters or digits, 63 of them. */
const labelValue = (file: string): string =>
  path
    .basename(file)
    .replace(/[^\w.-]/g, '_')
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '') || 'named';

export default {
  readers: 'Kubernetes node labels through Node Feature Discovery: see [fleets](fleets.md)',
  write: nfd,
} satisfies Format;
