import {known} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {hasApt} from '../facts/packages.ts';
import {type AptHost, aptInstall, likelyPackages} from './apt.ts';
import {installing, type OtherManager, otherPackages} from './other-packages.ts';
import type {Need, Remedy} from './remedy.ts';

/** Fills in the commands of a remedy that names needs, with this host's own package manager and names. */
export const resolveRemedy = (remedy: Remedy, facts: Facts): Remedy => {
  if (hasApt(facts)) return withPackages(remedy, 'apt', facts);
  const os = facts.os.state === 'known' ? [facts.os.value.id, ...facts.os.value.idLike].join(' ') : '';
  const manager = managerOf(os);
  // Of Debian's family and without apt: an image from which it was taken.
  return withPackages(remedy, manager === 'apt' ? undefined : manager, facts);
};

/** What a report says of a host: free text. */
export interface NamedHost {
  /** `Fedora 40`, `ubuntu 22.04`. */
  readonly distro: string;
  readonly release: string;
  /** As `uname -m` prints it. */
  readonly machine: string;
}

/** {@link resolveRemedy} for a host of which only a report tells. */
export const resolveRemedyFor = (remedy: Remedy, {distro, release, machine}: NamedHost): Remedy =>
  withPackages(remedy, managerOf(distro), {
    kernel: {release: known(release), arch: known(machine)},
    os: known({
      id: /ubuntu|mint|pop/i.test(distro) ? 'ubuntu' : '',
      idLike: [],
      prettyName: distro,
      ...versionIn(distro),
    }),
  });

const versionIn = (distro: string): {versionId?: string} => {
  const [versionId] = /\d+(\.\d+)?/.exec(distro) ?? [];
  return versionId === undefined ? {} : {versionId};
};

const families: readonly (readonly ['apt' | OtherManager, RegExp])[] = [
  ['apt', /debian|ubuntu|\bmint\b|pop!?_?os|raspbian|raspberry|kali/i],
  ['dnf', /fedora|rhel|red ?hat|centos|rocky|alma|oracle|\bol\b|amazon|\bamzn\b/i],
  ['zypper', /suse|\bsles?\b/i],
  ['pacman', /\barch\b|manjaro|endeavour/i],
  ['apk', /alpine|postmarket/i],
];

const managerOf = (os: string): 'apt' | OtherManager | undefined =>
  families.find(([, pattern]) => pattern.test(os))?.[0];

const withPackages = (remedy: Remedy, manager: 'apt' | OtherManager | undefined, host: AptHost): Remedy => {
  const {needs} = remedy;
  if (!needs || needs.length === 0) return remedy;
  const release = host.kernel.release.state === 'known' ? host.kernel.release.value : '';
  const unnamed = release === '' && needs.includes('kernel-headers');
  if (manager === undefined || unnamed) return {...remedy, text: `${remedy.text} ${everywhere(needs)}`};
  if (manager === 'apt') return {...remedy, commands: [aptInstall(likelyPackages(needs, host))]};
  const named = {...remedy, commands: [[...installing[manager], ...packagesOf(needs, manager, release)]]};
  return manager === 'dnf' && needs.some((need) => inCrb.has(need))
    ? {...named, text: `${remedy.text} RHEL and its rebuilds keep it in the CRB repository (--enablerepo=crb).`}
    : named;
};

/** What Red Hat builds and does not support: https://docs.redhat.com, package manifest of RHEL 9. */
const inCrb = new Set<Need>(['libbpf', 'pahole']);

const packagesOf = (needs: readonly Need[], manager: OtherManager, release: string): readonly string[] => [
  ...new Set(needs.flatMap((need) => otherPackages[need][manager]).map((name) => name.replace('RELEASE', release))),
];

/** The names by family, for a host of which nothing is known. */
const everywhere = (needs: readonly Need[]): string => {
  const release = '$(uname -r)';
  const names = (manager: OtherManager) => packagesOf(needs, manager, release).join(' ');
  const debian = likelyPackages(needs, {
    kernel: {release: known(release), arch: known('')},
    os: known({id: 'debian', idLike: [], prettyName: ''}),
  });
  return `Its packages: ${debian.join(' ')} (Debian, Ubuntu), ${names('dnf')} (Fedora, RHEL), ${names('zypper')} (SUSE), ${names('pacman')} (Arch), ${names('apk')} (Alpine).`;
};
