import {mapFact, unreadable} from './fact.ts';
import type {Facts, Mount} from './facts.ts';

/**
 * Facts that can be shared: without names of hosts, users, devices and places, which no check needs.
 * What stays is what kernels, distributions and packages call things.
 */
export const redact = (facts: Facts): Facts => {
  const plain = JSON.parse(JSON.stringify(facts), (_, value: unknown) =>
    typeof value === 'string' ? redactText(value) : value,
  ) as Facts;
  return {
    ...plain,
    host: 'host',
    ...redactSeen(plain),
    ...(plain.root && {root: {...plain.root, ...redactSeen(plain.root)}}),
    disk: mapFact(plain.disk, (disks) => disks.map((disk) => ({...disk, device: 'redacted'}))),
  };
};

const redactSeen = ({kernel, mounts}: Pick<Facts, 'kernel' | 'mounts'>): Pick<Facts, 'kernel' | 'mounts'> => ({
  kernel: {
    ...kernel,
    bootId: unreadable('redacted'),
    cmdline: mapFact(kernel.cmdline, (line) =>
      line
        .split(' ')
        .filter((word) => telling.test(word))
        .join(' '),
    ),
  },
  mounts: mapFact(mounts, (all) => all.filter(isSystemMount)),
});

/** Parameters of the kernel's command line that decide on BPF; the others may name disks and hosts. */
const telling =
  /^(?:lockdown|lsm|security|apparmor|selinux|systemd\.unified_cgroup_hierarchy|cgroup_no_v1|nomodule|mitigations)\b/;

const systemTypes = ['proc', 'sysfs', 'tracefs', 'debugfs', 'securityfs', 'bpf', 'cgroup', 'cgroup2'];

const isSystemMount = ({type, path}: Mount): boolean =>
  systemTypes.includes(type) && /^\/(?:proc|sys)(?:\/|$)/.test(path);

const redactText = (text: string): string =>
  text.replace(/(?<![\w.+-])[\w.+-]+@[\w.-]+/g, 'redacted').replace(/\/(?:home\/[^/\s]+|root)(?=\/)/g, '/home/user');
