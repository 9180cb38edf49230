import type {Facts} from '../facts/facts.ts';
import {atLeast, compareReleases} from '../facts/version.ts';
import {atName} from '../hosts/at.ts';
import {type DistroKernel, isHeld, lacksBtf, type PassedOver} from './distro.ts';
import type {Obstacle} from './obstacle.ts';
import {hostObstacles, mainlineObstacles} from './obstacles.ts';
import {type Requirement, type Shortfall, unsigned, whyNot} from './requirement.ts';
import type {InstalledKernel, KernelState} from './state.ts';

/** `auto` takes the least change that suffices; a version or a semver range means the mainline archive. */
export type Preference = 'auto' | 'never' | 'distro' | 'mainline' | {readonly version: string};

/** How the host gets a kernel that suffices. */
export type Choice =
  | {readonly kind: 'none'}
  /** Installed already: only a reboot is needed. */
  | {readonly kind: 'installed'; readonly release: string}
  | {readonly kind: 'distro'; readonly kernel: DistroKernel}
  /** The range of versions to take the newest of. */
  | {readonly kind: 'mainline'; readonly range: string}
  | {readonly kind: 'refused'; readonly obstacles: readonly Obstacle[]};

export interface Decision {
  readonly choice: Choice;
  /** One sentence. */
  readonly why: string;
  readonly passedOver: readonly PassedOver[];
}

export interface Situation {
  readonly facts: Facts;
  readonly state: KernelState;
  readonly shortfalls: readonly Shortfall[];
  readonly requirement: Requirement;
  readonly preference: Preference;
  /** Whether that way was named for its own sake: then a kernel that suffices is no reason to stay with it. */
  readonly named?: boolean;
  /** Whether a mainline kernel is signed with a key of the user's. */
  readonly signs?: boolean;
  /** Whether a mainline kernel comes with its headers. */
  readonly withHeaders?: boolean;
  /** One that did not come up when an earlier run booted it: not tried again unless it is named. */
  readonly fallen?: string | undefined;
  readonly distro: {readonly kernels: readonly DistroKernel[]; readonly passedOver: readonly PassedOver[]};
}

/** Pure: what was found on the host in, the way to take out. The order is that of the least change. */
export const chooseKernel = (situation: Situation): Decision => {
  const {facts, state, shortfalls, preference, named = false, signs = false, withHeaders = false} = situation;
  const explicit = typeof preference === 'object';
  const passedOver: PassedOver[] = [];
  const decide = (choice: Choice, why: string): Decision => ({choice, why, passedOver});
  if (preference === 'never') return decide({kind: 'none'}, 'No other kernel is wanted (--kernel never).');
  if (!explicit && !named && shortfalls.length === 0)
    return decide({kind: 'none'}, `The running kernel, ${state.release}, has what is needed.`);
  const lacking = shortfalls.map(({title, found}) => `${title}: ${found}`).join('; ');
  const wanted = lacking ? `The running kernel lacks something (${lacking})` : 'Another kernel was asked for';
  const obstacles = hostObstacles(facts, state);
  if (obstacles.length > 0)
    return decide({kind: 'refused', obstacles}, `${wanted}, and that of ${facts.host} can't be changed from here.`);
  if (preference === 'auto' || preference === 'distro') {
    const installed = pickInstalled(situation, passedOver);
    if (installed)
      return decide(
        {kind: 'installed', release: installed},
        `${installed} is installed, and ${lacking ? `has what ${state.release} lacks (${lacking})` : 'was asked for'}.`,
      );
    const kernel = pickDistro(situation, passedOver);
    if (kernel)
      return decide(
        {kind: 'distro', kernel},
        lacking
          ? `${kernel.release} is the distribution's own, and expected to have what ${state.release} lacks (${lacking}).`
          : `${kernel.release} is the distribution's own, and was asked for.`,
      );
    if (preference === 'distro' && !lacking)
      return decide(
        {kind: 'none'},
        `The distribution offers no other kernel that would do; ${state.release} suffices.`,
      );
  }
  const against = preference === 'distro' ? [nothingThere] : mainlineObstacles(state, {signs, withHeaders});
  if (against.length > 0)
    return decide({kind: 'refused', obstacles: against}, `${wanted}, and none can be had that way.`);
  if (explicit) return decide({kind: 'mainline', range: preference.version}, `It was asked for. ${unsupported}`);
  return decide(
    {kind: 'mainline', range: mainlineRange(situation)},
    `${preference === 'mainline' ? 'The mainline archive was asked for' : `Nothing else has what ${state.release} lacks (${lacking})`}. ${unsupported}`,
  );
};

/** https://wiki.ubuntu.com/Kernel/MainlineBuilds: "produced for debugging purposes", without support. */
const unsupported = 'Mainline kernels are for testing and get no security updates.';

const nothingThere: Obstacle = {
  why: 'The distribution has no kernel that would do.',
  todo: 'Add its backports (Debian) or look at the mainline archive: "ebpf kernel install mainline --dry-run".',
};

/** Whether a kernel is the distribution's own: mainline's image packages are `linux-image-unsigned-`. One of the distribution's may be left by an install that was cut short. */
export const isDistros = ({release, package: name}: InstalledKernel): boolean => name === `linux-image-${release}`;

/** Why a kernel is not booted again. */
export const fellBefore = (release: string): string => `${release} was booted by an earlier run and fell back.`;

/** How it is all the same. */
export const tryAgain = (way: string, host: string): string =>
  `To try it again: ebpf kernel install ${way}${atName(host)}`;

const pickInstalled = (situation: Situation, passedOver: PassedOver[]): string | undefined => {
  const {facts, state, requirement, preference, named = false, fallen} = situation;
  const others = state.kernels
    .filter(({release}) => release !== state.release && !isStepBack(situation, release))
    .filter((kernel) => preference !== 'distro' || isDistros(kernel))
    .toSorted((a, b) => compareReleases(b.release, a.release));
  for (const kernel of others) {
    const again =
      kernel.release === fallen && !named ? `${fellBefore(fallen)} ${tryAgain('distro', facts.host)}` : undefined;
    const why = again ?? unsigned(state, kernel.release) ?? whyNot(kernel, requirement, state.kernels);
    if (why === undefined) return kernel.release;
    passedOver.push({what: `${kernel.release}, installed`, why});
  }
  return undefined;
};

/** Whether a kernel of the distribution's is no newer than the one of its own that runs, and suffices. */
const isStepBack = ({state, shortfalls}: Situation, release: string): boolean =>
  shortfalls.length === 0 &&
  state.kernels.some((each) => each.release === state.release && isDistros(each)) &&
  compareReleases(release, state.release) <= 0;

const pickDistro = (situation: Situation, passedOver: PassedOver[]): DistroKernel | undefined => {
  const {facts, state, requirement, distro} = situation;
  for (const each of distro.passedOver) passedOver.push(each);
  for (const kernel of distro.kernels) {
    const why = isStepBack(situation, kernel.release)
      ? `not newer than ${state.release}`
      : againstDistro(kernel, facts, state, requirement);
    if (why === undefined) return kernel;
    passedOver.push({what: `${kernel.release} (${[kernel.package, kernel.suite].filter(Boolean).join(' of ')})`, why});
  }
  return undefined;
};

const againstDistro = (
  {package: name, release, removes}: DistroKernel,
  facts: Facts,
  state: KernelState,
  {btf, minimum}: Requirement,
): string | undefined => {
  if (state.held.includes(name)) return isHeld(name);
  if (removes.length > 0) return `apt would remove ${removes.join(', ')}`;
  if (atLeast(release, minimum) !== true) return `older than ${minimum}`;
  return btf ? lacksBtf(facts, state, release) : undefined;
};

/**
 * Stable versions that this host can install: packages since 6.19.11 call run-parts with two directories, which debianutils before 5.21
 * refuses (https://github.com/bkw777/mainline/issues/367), and packages since 5.14.11 are compressed with zstd.
 */
const mainlineRange = ({state, requirement}: Situation): string => {
  const oldest = `>=${requirement.minimum}`;
  if (!state.zstd) return `${oldest} <=5.14.10`;
  return state.runPartsMany ? oldest : `${oldest} <=6.19.10`;
};
