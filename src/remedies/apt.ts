import type {Facts} from '../facts/facts.ts';
import {atLeast} from '../facts/version.ts';
import {aptPackages} from './packages.ts';
import type {Command, Need} from './remedy.ts';

/** Environment of every apt and dpkg that we run: no question can hang it, and no daemon is restarted behind the owner's back. */
export const aptEnvironment = {
  DEBIAN_FRONTEND: 'noninteractive',
  NEEDRESTART_MODE: 'l',
  NEEDRESTART_SUSPEND: '1',
  APT_LISTCHANGES_FRONTEND: 'none',
  LC_ALL: 'C.UTF-8',
} as const;

/** `apt-get install` as we run it and as we show it. */
export const aptInstall = (packages: readonly string[]): Command => [
  'apt-get',
  'install',
  '--yes',
  '--no-install-recommends',
  ...packages,
];

/** `apt-get update` as we run it and as we show it. */
export const aptUpdate: Command = ['apt-get', 'update'];

/** What the names of packages depend on. */
export interface AptHost {
  readonly kernel: Pick<Facts['kernel'], 'release' | 'arch'>;
  readonly os: Facts['os'];
}

/** The names to try for a need on this host, best first. */
export const candidates = (need: Need, facts: AptHost): readonly (readonly string[])[] => {
  const release = facts.kernel.release.state === 'known' ? facts.kernel.release.value : '';
  // Of a host whose kernel nobody named.
  const possible = aptPackages[need].filter((names) => release !== '' || !names.some((name) => /RELEASE/.test(name)));
  const named = possible.map((names) =>
    names.map((name) => name.replace('RELEASE', release).replace('ARCH', debianArchitecture(facts))),
  );
  return need === 'bpftool' && lacksBpftoolPackage(facts) ? named.filter(([name]) => name !== 'bpftool') : named;
};

/** The packages that probably provide the needs, without asking the host's apt: for showing. */
export const likelyPackages = (needs: readonly Need[], facts: AptHost): readonly string[] => [
  ...new Set(needs.flatMap((need) => candidates(need, facts)[0] ?? [])),
];

const lacksBpftoolPackage = ({os}: AptHost): boolean =>
  os.state === 'known' && os.value.id === 'ubuntu' && atLeast(os.value.versionId, '25.04') === false;

/** What Debian calls an architecture; the kernel's name where they are the same. */
export const debianArchitecture = ({kernel: {arch}}: AptHost): string => {
  const machine = arch.state === 'known' ? arch.value : '';
  return debianNames.get(machine) ?? machine;
};

const debianNames = new Map([
  ['x86_64', 'amd64'],
  ['aarch64', 'arm64'],
  ['ppc64le', 'ppc64el'],
  ['i686', '686-pae'],
]);
