import type {Facts} from '../facts/facts.ts';
import {atLeast} from '../facts/version.ts';
import {addressing} from '../hosts/at.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import type {Profile} from '../profiles/profile.ts';
import {installSize} from '../remedies/install-size.ts';
import type {Size} from '../remedies/step.ts';
import {btfAlone} from './btf-alone.ts';
import {chooseKernel, type Decision, fellBefore, type Preference, tryAgain} from './choose.ts';
import {findDistroKernels, type PassedOver, sizeOfDistro} from './distro.ts';
import {sizeAt} from './mainline/download.ts';
import type {FolderOptions, SignedBuild} from './mainline/folder.ts';
import {pickBuild} from './mainline/pick.ts';
import type {Obstacle} from './obstacle.ts';
import {kernelShortfalls, type Requirement, requirementOf} from './requirement.ts';
import {type SigningKey, signingObstacles} from './signing.ts';
import {spaceObstacles} from './space.ts';
import {type KernelState, readKernelState} from './state.ts';

/** The archive and how to check it; the architecture is the host's. */
export type ArchiveChoice = Omit<FolderOptions, 'arch'> & {
  readonly headers?: boolean;
  /** To sign its kernels with on the host, for Secure Boot. */
  readonly signing?: SigningKey;
};

export interface KernelPlan {
  readonly decision: Decision;
  readonly state: KernelState;
  readonly requirement: Requirement;
  /** Of the new kernel; absent when there is to be none. */
  readonly release?: string;
  /** Set for the mainline archive. */
  readonly build?: SignedBuild;
  /** To sign the kernel of the build with. */
  readonly signing?: SigningKey;
  /** Files of the build to install, the image first. */
  readonly files: readonly string[];
  /** Bytes of the image and modules of the build, where the server tells. */
  readonly download?: number;
  /** What apt would fetch and unpack, where it tells. */
  readonly size?: Size;
  /** A package with the headers of an installed kernel, for DKMS. */
  readonly headers?: string;
  readonly passedOver: readonly PassedOver[];
  /** How to do without another kernel, where that can be. */
  readonly instead?: string;
}

/** What else is known of what is asked for. */
export interface Asked {
  /** The way was named for its own sake, whether or not the running kernel suffices. */
  readonly named?: boolean | undefined;
  /** A kernel that did not come up when an earlier run booted it. */
  readonly fallen?: string | undefined;
}

/**
 * Finds the way to a kernel that suffices, with everything predicted that can be before a download. Changes nothing on the host.
 * @throws Failure with the reason and the best alternative when there is no way.
 */
export const planKernel = (
  host: Host,
  facts: Facts,
  profiles: readonly Profile[],
  preference: Preference,
  archive: ArchiveChoice,
  asked: Asked = {},
): Promise<KernelPlan> => addressing(host, findWay(host, facts, profiles, preference, archive, asked));

const findWay = async (
  host: Host,
  facts: Facts,
  profiles: readonly Profile[],
  preference: Preference,
  archive: ArchiveChoice,
  {named = false, fallen}: Asked,
): Promise<KernelPlan> => {
  const state = await readKernelState(host);
  const shortfalls = kernelShortfalls(facts, profiles);
  const requirement = requirementOf(profiles, shortfalls);
  const wantsDistro = preference === 'auto' || preference === 'distro';
  const distro =
    wantsDistro && (shortfalls.length > 0 || named) && state.arch !== ''
      ? await findDistroKernels(host, facts, state)
      : {kernels: [], passedOver: []};
  const {signing} = archive;
  const mainline = {signs: signing !== undefined, withHeaders: archive.headers ?? false};
  const asked = {preference, named, fallen, ...mainline};
  const decision = chooseKernel({facts, state, shortfalls, requirement, distro, ...asked});
  const {choice, passedOver} = decision;
  const instead = btfAlone(facts, shortfalls);
  const plan = {decision, state, requirement, files: [], passedOver, ...(instead && {instead})};
  switch (choice.kind) {
    case 'none':
      return plan;
    case 'refused':
      throw refusal(decision.why, choice.obstacles, passedOver, instead);
    case 'installed':
      return {...plan, release: choice.release, ...(await headersFor(host, state, choice.release))};
    case 'distro': {
      const size = await sizeOfDistro(host, choice.kernel);
      expectSpace(state, size?.disk ?? usualInstalled, size?.download ?? usualDownload);
      return {...plan, release: choice.kernel.release, ...(size && {size})};
    }
    case 'mainline': {
      const obstacles = signing ? await signingObstacles(host, signing) : [];
      if (obstacles.length > 0) throw refusal('The kernel could not be signed.', obstacles, []);
      const picked = await pickBuild(choice.range, {...archive, arch: state.arch});
      const {build} = picked;
      if (build.release === state.release)
        return {
          ...plan,
          decision: {...decision, choice: {kind: 'none'}, why: `${build.release} was asked for, and runs.`},
        };
      if (build.release === fallen && !named && typeof preference === 'string')
        throw refusal(
          decision.why,
          [{why: fellBefore(fallen), todo: tryAgain('mainline', host.name)}],
          passedOver,
          instead,
        );
      if (atLeast(build.release, requirement.minimum) === false) throw tooOld(build, requirement.minimum);
      if (archive.headers && build.headers.length === 0) throw noHeaders(build);
      const files = [build.image, ...(build.modules ? [build.modules] : []), ...(archive.headers ? build.headers : [])];
      const sizes = await Promise.all(files.slice(0, 2).map((file) => sizeAt(new URL(file, build.url), archive)));
      const download = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
      // What is unpacked is no smaller than what is packed; the packages' own word is looked at before dpkg begins.
      expectSpace(state, download, download);
      return {
        ...plan,
        release: build.release,
        build,
        ...(signing && {signing}),
        files,
        ...(download > 0 && {download}),
        passedOver: [...passedOver, ...picked.passedOver],
      };
    }
  }
};

/** The headers of an installed kernel, where DKMS needs them and apt has them. */
const headersFor = async (
  host: Host,
  {dkms, headers}: KernelState,
  release: string,
): Promise<Pick<KernelPlan, 'headers' | 'size'>> => {
  if (dkms.length === 0 || headers.includes(release)) return {};
  const name = `linux-headers-${release}`;
  const size = await installSize(host, [name]);
  return size ? {headers: name, size} : {};
};

/** Bytes of a distribution's kernel, where apt does not tell: linux-image-6.1.0-37-amd64 takes 400 MB and is a download of 70. */
const usualInstalled = 450e6;
const usualDownload = 100e6;

const expectSpace = (state: KernelState, root: number, cache: number): void => {
  const obstacles = spaceObstacles(state, {root, cache});
  if (obstacles.length > 0) throw refusal('There is too little room for another kernel.', obstacles, []);
};

const tooOld = ({version: {name}}: SignedBuild, minimum: string): Failure =>
  new Failure({
    what: `${name} would not do: it is older than ${minimum}.`,
    why: 'That is the oldest version with what the profiles need; see "ebpf doctor".',
    todo: `Nothing was changed. Take a newer one (ebpf kernel list --range '>=${minimum}'), or name the profile that it is meant for: --for.`,
  });

const noHeaders = ({version: {name}, url}: SignedBuild): Failure =>
  new Failure({
    what: `There are no headers of ${name} to install.`,
    why: `The signed CHECKSUMS of ${url.href} names none.`,
    todo: 'Nothing was changed. Programs with BTF need none: leave --headers out, or take another version.',
  });

const refusal = (
  what: string,
  obstacles: readonly Obstacle[],
  passedOver: readonly PassedOver[],
  instead?: string,
): Failure =>
  new Failure({
    what,
    why: [...obstacles.map(({why}) => why), ...passedOver.map((each) => `Skipped: ${each.what}: ${each.why}`)].join(
      '\n',
    ),
    todo: [...new Set(obstacles.map(({todo}) => todo)), 'No kernel was changed.', ...(instead ? [instead] : [])].join(
      '\n',
    ),
  });
