import type {HostReport, Report} from '../assess/report.ts';
import {policyOf} from './judged-by.ts';

/**
 * KEY=value lines for later steps: `. FILE` in a shell, $GITHUB_ENV, `docker --env-file`. These disagree on quoting, so
 * values keep only characters that none of them treats specially. One host has plain keys, several are numbered: EBPF_2_BTF_VMLINUX.
 */
export const env = (report: Report): string => {
  const {hosts, exitCode} = report;
  const policy = policyOf(report);
  return [
    `EBPF_EXIT_CODE=${exitCode}`,
    `EBPF_READY=${exitCode === 0}`,
    `EBPF_HOSTS=${hosts.length}`,
    ...(policy === undefined ? [] : [`EBPF_POLICY=${word(policy)}`]),
    ...hosts.flatMap((host, index) => hostLines(host, hosts.length === 1 ? 'EBPF' : `EBPF_${index + 1}`)),
    '',
  ].join('\n');
};

const hostLines = (
  {host, reachable, kernel, arch, profiles, withSudo, findings}: HostReport,
  prefix: string,
): string[] =>
  Object.entries({
    HOST: host,
    REACHABLE: String(reachable),
    KERNEL: kernel,
    ARCH: arch,
    ...Object.fromEntries(Object.entries(profiles).map(([name, readiness]) => [`PROFILE_${name}`, readiness])),
    ...(withSudo && {WITH_SUDO: 'true'}),
    ...Object.fromEntries(findings.map(({id, verdict}) => [id, verdict])),
  }).map(([name, value]) => `${prefix}_${key(name)}=${word(value)}`);

const word = (text: string): string => text.replace(/[^\w.+:/@-]/g, '_');

const key = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
