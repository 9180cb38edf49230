import {valueIfKnown} from '../facts/fact.ts';
import {atLeast} from '../facts/version.ts';
import {type AptHost, likelyPackages} from './apt.ts';
import {baseAtLeast} from './base-release.ts';
import type {Family} from './families/family.ts';
import {headersOf, kernelRow, withoutHeaders} from './headers.ts';
import {labelOf, type Need} from './remedy.ts';

/** What the names of packages depend on. */
export type NamedHost = AptHost;

/** The packages for some needs, and what has to be said of them. */
export interface Named {
  readonly packages: readonly string[];
  /** Repositories that are not enabled by default. */
  readonly repositories: readonly string[];
  /** Needs without a package, and what else a person should know. */
  readonly notes: readonly string[];
}

/** The packages that a family has for some needs, on a host of it. */
export const namesOf = (needs: readonly Need[], family: Family, host: NamedHost): Named => {
  const each = needs.map((need) =>
    need === 'kernel-headers' ? headers(family, host) : packagesOf(need, family, host),
  );
  const all = <K extends keyof Named>(key: K): string[] => [...new Set(each.flatMap((one) => one[key]))];
  return {packages: all('packages'), repositories: all('repositories'), notes: all('notes')};
};

const headers = (family: Family, host: NamedHost): Named => {
  const {kernel} = host;
  const release = valueIfKnown(kernel.release) ?? '';
  if (release === '') {
    const mostly = family.managers.includes('apt')
      ? 'linux-headers'
      : family.managers.includes('dnf')
        ? 'kernel-devel'
        : '';
    const name = mostly && `, mostly ${mostly}-$(uname -r)`;
    return {packages: [], repositories: [], notes: [`Which package has them depends on the kernel${name}.`]};
  }
  const name = headersOf(family, release, host);
  if (name === undefined) {
    const linked = family.managers.includes('apt')
      ? ' "ebpf setup --for bcc" links those of the distribution\'s own kernel in, which is enough for tracepoints.'
      : '';
    return {packages: [], repositories: [], notes: [`${withoutHeaders(release, family)}${linked}`]};
  }
  const repository = kernelRow(family, release, host)?.repository;
  return {packages: [name], repositories: repository ? [repository] : [], notes: []};
};

/** By the number of Debian or Ubuntu where a distribution is made from one: LMDE 7 is Debian 13. */
const releaseReaches = (since: string, family: Family, host: NamedHost): boolean | undefined => {
  const os = valueIfKnown(host.os);
  return os && family.managers.includes('apt') ? baseAtLeast(os, since) : atLeast(os?.versionId, since);
};

const packagesOf = (need: Need, family: Family, host: NamedHost): Named => {
  const row = family.packages[need];
  if (!row || (row.since !== undefined && releaseReaches(row.since, family, host) === false))
    return {packages: [], repositories: [], notes: [withoutPackage(need)]};
  const packages = family.managers.includes('apt') ? likelyPackages([need], host) : (row.names[0] ?? []);
  return {
    packages,
    repositories: row.crb ? crbOf(host) : [],
    notes: [
      ...(row.before && releaseReaches(row.before.version, family, host) === false ? [row.before.note] : []),
      ...(packages.includes('linux-tools-generic') ? [behindTheWrapper] : []),
    ],
  };
};

const behindTheWrapper =
  'It is then /usr/lib/linux-tools/*/bpftool: the wrapper in /usr/sbin looks for the tool of the running kernel alone.';

const ofDebian =
  'Debian has them since 13. With a newer Rust from https://rustup.rs a project without .cargo/config.toml takes them from crates.io';

const sources: Readonly<Partial<Record<Need, string>>> = {
  clang: '"ebpf hello --build local --remote HOST" on another machine compiles there and runs here',
  bpftool: 'build https://github.com/libbpf/bpftool (20 seconds)',
  libbpf: 'build https://github.com/libbpf/libbpf',
  pahole: 'build https://github.com/acmel/dwarves',
  bpftrace: 'take the release of https://github.com/bpftrace/bpftrace, one file that needs nothing',
  'cilium-ebpf': 'its Makefile fetches the module from the proxy that "go env GOPROXY" names',
  'libbpf-rs': ofDebian,
  aya: ofDebian,
  bcc: 'build https://github.com/iovisor/bcc, or use bpftrace',
  'kernel-source': 'take it from https://www.kernel.org',
};

const withoutPackage = (need: Need): string =>
  `There is no package of ${labelOf(need)} here${sources[need] ? `: ${sources[need]}` : ''}.`;

/** What CRB is called: https://docs.fedoraproject.org/en-US/epel/getting-started/ */
const crbOf = ({os}: NamedHost): readonly string[] => {
  const {id = '', versionId = ''} = valueIfKnown(os) ?? {};
  const [major = ''] = versionId.split('.');
  if (major === '') return [];
  if (id === 'ol') return [`ol${major}_codeready_builder`];
  // RHEL has it by architecture, its images in clouds as rhui.
  if (id === 'rhel') return [`codeready-builder-for-rhel-${major}-*-rpms`];
  return [major === '8' ? 'powertools' : 'crb'];
};
