import {known, valueIfKnown} from '../facts/fact.ts';
import type {Facts, OsRelease} from '../facts/facts.ts';
import {isReadOnly} from '../facts/mounts.ts';
import {atLeast} from '../facts/version.ts';
import {elevationOf} from './elevation.ts';
import {everywhere} from './everywhere.ts';
import type {Family} from './families/family.ts';
import {familyNamed, familyOf, familyWith} from './families.ts';
import {withForeignKernel} from './foreign-kernel.ts';
import {type ImageRow, imageNamed, imageOf} from './images.ts';
import {installCommands, type Manager, managers} from './managers.ts';
import {type Named, type NamedHost, namesOf} from './names.ts';
import type {Remedy} from './remedy.ts';

/** Fills in the commands of a remedy that names needs, with this host's own package manager and names. */
export const resolveRemedy = (remedy: Remedy, facts: Facts): Remedy => {
  const elevation = remedy.needsRoot ? elevationOf(facts) : undefined;
  const resolved = remedy.needs?.length ? withPackages(remedy, hostOf(facts)) : withForeignKernel(remedy, facts);
  return {...resolved, ...(elevation && {elevation})};
};

/** Whether packages can be installed there by apt: into a root that can be written. Where nobody could look at what there is, it is tried. */
export const aptCanInstall = (facts: Facts): boolean => {
  const {image, manager, readOnly} = hostOf(facts);
  return !readOnly && !image && (manager === 'apt' || facts.packages.managers.state === 'unreadable');
};

/** What decides how packages come onto a host. */
interface Place extends NamedHost {
  readonly family: Family | undefined;
  readonly image: ImageRow | undefined;
  /** The manager that is there. */
  readonly manager: Manager | undefined;
  readonly readOnly: boolean;
  /** Lists of packages; undefined where nobody looked. */
  readonly indexes: readonly string[] | undefined;
}

const hostOf = (facts: Facts): Place => {
  const os = valueIfKnown(facts.os);
  const paths = valueIfKnown(facts.packages.managers) ?? [];
  const programs = paths.map((path) => path.replace(/^.*\//, ''));
  const readOnly = isReadOnly(facts.mounts, '/');
  const there = (manager: Manager): boolean => programs.includes(managers[manager].program);
  const told = os && familyOf(os);
  const signs = valueIfKnown(facts.environment.signs) ?? [];
  // Facts of an earlier version do not hold the variant: its name tells, where the family's manager is missing.
  const image =
    imageOf(os, {signs, programs, paths, readOnly, kernel: valueIfKnown(facts.kernel.release) ?? ''}) ??
    (told && !told.managers.some(there) ? imageNamed(os.prettyName) : undefined);
  // A name may stand for two systems: UOS and Kylin have servers of rpm and desktops of Debian's packages.
  const any = told === undefined || (told && !image && !told.managers.some(there)) ? plain.find(there) : undefined;
  const family = any ? familyWith(any) : (told ?? undefined);
  const manager = image ? [image.manager].find((each) => each && there(each)) : family?.managers.find(there);
  const {kernel, environment, mounts} = facts;
  const indexes = facts.packages.indexes && valueIfKnown(facts.packages.indexes);
  return {os: facts.os, kernel, environment, mounts, family, image, manager, readOnly, indexes};
};

/** Managers that tell a family where os-release does not, best first. */
const plain: readonly Manager[] = [
  'apt',
  'dnf',
  'zypper',
  'pacman',
  'apk',
  'yum',
  'microdnf',
  'tdnf',
  'xbps',
  'emerge',
  'eopkg',
  'urpmi',
];

/** What a report says of a host: free text. */
export interface ReportedHost {
  /** `Fedora 40`, `ubuntu 22.04`. */
  readonly distro: string;
  readonly release: string;
  /** As `uname -m` prints it. */
  readonly machine: string;
}

/** {@link resolveRemedy} for a host of which only a report tells. */
export const resolveRemedyFor = (remedy: Remedy, {distro, release, machine}: ReportedHost): Remedy => {
  const family = familyNamed(distro);
  const image = imageNamed(distro);
  const [versionId] = /\d+(\.\d+)?/.exec(distro) ?? [];
  const os: OsRelease = {id: family?.ids[0] ?? '', idLike: [], prettyName: distro, ...(versionId && {versionId})};
  const place: Place = {
    os: known(os),
    kernel: {release: known(release), arch: known(machine)},
    family,
    image,
    manager: image ? undefined : family && firstManager(family, versionId),
    readOnly: false,
    indexes: undefined,
  };
  const resolved = remedy.needs?.length ? withPackages(remedy, place) : remedy;
  return {...resolved, ...(resolved.needsRoot && {elevation: 'sudo' as const})};
};

/** dnf came with release 8 of Red Hat and 2023 of Amazon Linux. */
const firstManager = ({managers: own}: Family, versionId: string | undefined): Manager | undefined =>
  own.includes('yum') &&
  (atLeast(versionId, '8') === false || (atLeast(versionId, '2018') === true && atLeast(versionId, '2022') === false))
    ? 'yum'
    : own[0];

const withPackages = (remedy: Remedy, place: Place): Remedy => {
  const {needs = []} = remedy;
  const {family, image, manager, readOnly} = place;
  const named: Named | undefined = family && namesOf(needs, family, place);
  const packages = named?.packages.join(' ') ?? '';
  const say = (...texts: readonly (string | undefined)[]): string => texts.filter(Boolean).join(' ');
  // No package gives what the remedy asks for: what it says of installing would mislead.
  const nothing = named && named.packages.length === 0;
  const text = say(nothing ? undefined : remedy.text, ...(named?.notes ?? []));
  if (nothing) return {...remedy, text, needsRoot: false};
  if (!named && !image) return {...remedy, text: say(text, everywhere(needs))};
  const advice = image?.advice(packages || 'its package');
  if (!manager || !named) return {...remedy, text: say(text, advice ?? (family && notThere(family, packages)))};
  if (readOnly && !image)
    return {
      ...remedy,
      text: say(
        text,
        `The root file system is read-only: ${packages} can be installed after "mount -o remount,rw /", or into the image it comes from.`,
      ),
    };
  return {
    ...remedy,
    text: say(text, advice),
    commands: installCommands(manager, named, place.indexes),
    needsReboot: remedy.needsReboot || image !== undefined,
  };
};

const notThere = ({managers: own}: Family, packages: string): string => {
  const programs = own.map((manager) => managers[manager].program);
  const absent = programs.length === 1 ? `${programs[0]} is not` : `none of ${programs.join(', ')} is`;
  return `Its packages: ${packages}. But ${absent} in PATH here: install them into the image that this host was made from, or use a container.`;
};
