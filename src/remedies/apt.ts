import {debianMachines} from '../facts/debian-machines.ts';
import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {baseAtLeast} from './base-release.ts';
import {debian} from './families/debian.ts';
import type {Family} from './families/family.ts';
import {ubuntu, ubuntuKernel} from './families/ubuntu.ts';
import {familyOf} from './families.ts';
import {headersOf, type KernelHost} from './headers.ts';
import {installCommand} from './managers.ts';
import {isOfRelease} from './of-release.ts';
import type {Command, Need} from './remedy.ts';

/** Environment of every apt and dpkg that we run: no question can hang it, and no daemon is restarted behind the owner's back. */
export const aptEnvironment = {
  DEBIAN_FRONTEND: 'noninteractive',
  NEEDRESTART_MODE: 'l',
  NEEDRESTART_SUSPEND: '1',
  APT_LISTCHANGES_FRONTEND: 'none',
  LC_ALL: 'C.UTF-8',
  // gettext(3) prefers it to C.UTF-8, and the words of apt are read.
  LANGUAGE: '',
} as const;

/** `apt-get install` as we run it and as we show it. */
export const aptInstall = (packages: readonly string[]): Command => installCommand('apt', packages);

/** {@link aptInstall} where files of installed packages are gone. */
export const aptReinstall = (packages: readonly string[]): Command => [...aptInstall([]), '--reinstall', ...packages];

/** `apt-get update` as we run it and as we show it. */
export const aptUpdate: Command = ['apt-get', 'update'];

/** What the names of packages depend on. */
export interface AptHost extends KernelHost {
  readonly kernel: Pick<Facts['kernel'], 'release' | 'arch'> & Partial<Pick<Facts['kernel'], 'version'>>;
  readonly os: Facts['os'];
}

/** The names to try for a need on this host, best first. Which of them it can install is for its own apt to say. */
export const candidates = (need: Need, host: AptHost): readonly (readonly string[])[] => {
  const release = valueIfKnown(host.kernel.release) ?? '';
  const arch = debianArchitecture(host);
  const family = familyOfApt(host);
  const own = headersOf(family, release, host) ?? 'linux-headers-RELEASE';
  const names = [...(need === 'kernel-headers' ? [[own]] : []), ...(family.packages[need]?.names ?? [])];
  return (
    names
      // Of a host whose kernel, or machine, nobody named.
      .filter((alternative) => release !== '' || !alternative.some((name) => name.includes('RELEASE')))
      .filter((alternative) => arch !== '' || !alternative.some((name) => name.includes('ARCH')))
      .map((alternative) => alternative.map((name) => name.replace('RELEASE', release).replace('ARCH', arch)))
      .filter((alternative) => alternative.every((name) => packageName.test(name)))
      .toSorted((a, b) => Number(comesLater(a, family, host)) - Number(comesLater(b, family, host)))
  );
};

/** As Debian has it (policy 5.6.1), and no word with which apt-get(8) does more than install: `name-` removes it, `name+` is for others. */
const packageName = /^[a-z0-9][a-z0-9+.-]*[a-z0-9.]$/;

/** The packages that probably provide the needs, without asking the host's apt: for showing. */
export const likelyPackages = (needs: readonly Need[], host: AptHost): readonly string[] => [
  ...new Set(
    needs.flatMap((need) => {
      const names = candidates(need, host);
      return names.find((alternative) => alternative.every((name) => isPublished(name, host))) ?? names[0] ?? [];
    }),
  ),
];

/** The family whose packages apt installs here: that of Debian where nothing else is known. */
const familyOfApt = ({os}: AptHost): Family => {
  const family = os.state === 'known' ? familyOf(os.value) : undefined;
  return family?.managers.includes('apt') ? family : debian;
};

/** The first releases of Debian and Ubuntu with a package: https://bugs.launchpad.net/bugs/2007308, https://packages.debian.org/pahole */
const firstReleases = new Map([
  [
    ubuntu,
    new Map([
      ['bpftool', '25.04'],
      ['pahole', '22.04'],
    ]),
  ],
  [debian, new Map([['pahole', '12']])],
]);

/** Whether this release is too old for the package; of a child of Ubuntu that does not tell its release it is thought. */
const comesLater = ([name = '']: readonly string[], family: Family, {os}: AptHost): boolean => {
  const first = firstReleases.get(family)?.get(name);
  const reached = first === undefined || os.state !== 'known' || baseAtLeast(os.value, first);
  return reached === false || (reached === undefined && family === ubuntu);
};

/** A package that is named after a kernel exists for those that the distribution built. */
const isPublished = (name: string, host: AptHost): boolean => {
  const release = valueIfKnown(host.kernel.release) ?? '';
  if (release === '' || !name.endsWith(release)) return true;
  return name.startsWith('linux-tools-')
    ? ubuntuKernel.test(release) && !(host.os.state === 'known' && !isOfRelease(release, host.os.value))
    : headersOf(familyOfApt(host), release, host) !== undefined;
};

/** What Debian calls the kernels and headers of an architecture; the kernel's name where they are the same. */
export const debianArchitecture = ({kernel: {arch}}: AptHost): string => {
  const machine = arch.state === 'known' ? arch.value : '';
  return debianMachines.find((each) => each.machine === machine)?.kernels ?? machine;
};
