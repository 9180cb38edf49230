import {at} from '../hosts/at.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {aptEnvironment} from '../remedies/apt.ts';
import {bootLoaderOf} from './boot/find.ts';
import type {BootLoader} from './boot/loader.ts';
import {isDistros} from './choose.ts';
import {parseSimulation} from './distro.ts';
import {removeFile, said} from './files.ts';
import {parseMainlineName} from './mainline/version.ts';
import {type KernelState, readKernelState} from './state.ts';
import {forgetTrial, readPin, readTrial, type Trial} from './trial.ts';

/** `ebpf.kernel-remove/1`: which kernel is removed, or would be. */
export interface KernelRemoval {
  readonly schema: 'ebpf.kernel-remove/1';
  readonly host: string;
  readonly release: string;
  readonly packages: readonly string[];
  /** What apt takes away with them: the package that brings the distribution's newer kernels, as a rule. */
  readonly along: readonly string[];
  /** Kernels that are left and can be booted. */
  readonly stays: readonly string[];
  /** Set where no other kernel of the distribution's own would be left. */
  readonly lastOfDistribution?: true;
  /** False for a dry run. */
  readonly removed: boolean;
}

/** What is to be removed, and what stays. */
export interface Removal {
  readonly release: string;
  /** The kernel that runs. */
  readonly running: string;
  readonly loader: BootLoader;
  /** Its packages; none where only what we have noted of it, and had set for it, is left. */
  readonly packages: readonly string[];
  /** What apt takes away with them: the package that brings the distribution's newer kernels, as a rule. */
  readonly along: readonly string[];
  readonly stays: readonly string[];
  /** Set where no other kernel of the distribution's own would be left. */
  readonly lastOfDistribution?: true;
}

/** How the packages of a kernel are removed. */
export const purge = (packages: readonly string[]): readonly string[] => ['apt-get', 'purge', '--yes', ...packages];

/**
 * Finds the packages of an installed kernel.
 * @throws Failure for the running kernel, the last one that could be booted, the one that a new kernel would fall back to, one that no
 * package owns, and one that apt would not remove alone.
 */
export const planRemoval = async (host: Host, wanted: string): Promise<Removal> => {
  const state = await readKernelState(host);
  const loader = bootLoaderOf(state, host.name);
  const trial = await readTrial(host);
  const {release, installed} = pick(state, trial, wanted);
  if (release === state.release) throw refuse(release, 'It runs.', 'Boot another kernel first.');
  if (trial?.from === release && trial.release !== release)
    throw refuse(
      release,
      `It is what ${trial.release} falls back to until that has passed verification.`,
      trial.release === state.release
        ? `Verify it first: ebpf setup${at(host)}`
        : `Verify it (ebpf setup${at(host)}), or remove it: ebpf kernel remove ${trial.release}${at(host)}`,
    );
  const others = state.kernels.filter((each) => each.release !== release && each.image > 0 && each.modulesDep > 0);
  const releases = others.map((each) => each.release);
  const entries = await loader.entries(host, releases);
  const stays = releases.filter((each) => entries.has(each) && entries.get(each)?.damage === undefined);
  if (stays.length === 0)
    throw refuse(release, 'No other kernel that could be booted would be left.', 'Install one first.');
  const {stdout} = await host.run(['dpkg-query', '-W', '-f', '${db:Status-Abbrev} ${Package}\\n'], {timeout: 60_000});
  const packages = ownPackages(stdout.toString('utf8'), release);
  if (packages.length === 0 && installed)
    throw refuse(
      release,
      'No package owns it.',
      `It was copied here by hand: remove /boot/*-${release} and /lib/modules/${release} the same way.`,
    );
  const along = packages.length > 0 ? await removedAlong(host, release, packages) : [];
  const ofDistribution = state.kernels.filter(isDistros).map((each) => each.release);
  const last = ofDistribution.includes(release) && !stays.some((each) => ofDistribution.includes(each));
  return {release, running: state.release, loader, packages, along, stays, ...(last && {lastOfDistribution: true})};
};

const refuse = (release: string, why: string, todo: string): Failure =>
  new Failure({what: `${release} is not removed.`, why, todo, exitCode: exitCodes.usage});

const dpkgFirst =
  'Nothing was changed. Have dpkg complete what it began, then this again: dpkg --configure -a; apt-get --fix-broken install';

/** Asks apt what else it would do. */
const removedAlong = async (host: Host, release: string, packages: readonly string[]): Promise<readonly string[]> => {
  const [program = '', ...rest] = purge(packages);
  const command = [program, '--simulate', ...rest];
  const {stdout, stderr, exitCode} = await host.run(command, {asRoot: true, environment: aptEnvironment});
  if (exitCode !== 0)
    throw new Failure({what: `apt would not remove ${release}.`, why: said(stderr), said: stderr, todo: dpkgFirst});
  const {installs, removes} = parseSimulation(stdout.toString('utf8'));
  const along = removes.filter((each) => !packages.includes(each));
  const foreign = along.filter((each) => !each.startsWith('linux-'));
  const changes = [
    ...(installs.length > 0 ? [`install ${installs.join(', ')} in its place`] : []),
    ...(foreign.length > 0 ? [`remove ${foreign.join(', ')} too`] : []),
  ];
  if (changes.length === 0) return along;
  const todo = `Nothing was changed. See what it says, and decide: apt-get --simulate purge ${packages.join(' ')}`;
  throw refuse(release, `apt would ${changes.join(' and ')}.`, todo);
};

/** After apt has removed it: the word on the default that was for its sake, and what is left must boot. */
export const settleRemoval = async (host: Host, {release, running, stays, loader}: Removal): Promise<void> => {
  const trial = await readTrial(host);
  // Without a trial, an install that did not get that far has left its pin.
  const pinned = trial?.release === release ? trial.from : trial ? undefined : await readPin(host);
  if (pinned !== undefined) {
    // The kernel that was fallen back to stays the default, with our word where the owner's own configuration says otherwise.
    await loader.makeDefault(host, stays.includes(pinned) ? pinned : running);
    await forgetTrial(host);
  } else if (!trial) await loader.letGo(host);
  // Packages whose scripts made neither take neither away.
  await removeFile(host, `/boot/initrd.img-${release}`);
  if (await loader.entry(host, release)) await loader.dropEntry(host, release);
  const boots = await loader.defaultRelease(host);
  const entries = await loader.entries(host, [release, running]);
  const here = entries.get(running);
  if (entries.has(release) || boots === undefined || boots === release || !here || here.damage)
    throw new Failure({
      what: `${release} is removed, but the boot menu is not as it should be.`,
      why: here?.damage ?? `It boots ${boots ?? 'nothing that could be told'} by default.`,
      todo: `Look at the boot menu of ${loader.name} before the next reboot.`,
    });
};

/** Packages whose name ends in the release, or holds it as mainline's do; headers too. */
export const ownPackages = (listing: string, release: string): readonly string[] =>
  listing.split('\n').flatMap((line) => {
    const [, status = '', name = ''] = /^(\S+)\s+(\S+)$/.exec(line.trim()) ?? [];
    const mine =
      name === `linux-image-${release}` ||
      /^linux-(?:image-unsigned|modules|modules-extra|headers|image-[a-z]+)-/.test(name);
    return status !== 'un' && mine && name.endsWith(`-${release}`) ? [name] : [];
  });

/** Whether a release is one of a version: `6.12.95-061295-generic`, and `6.12.95+deb12-amd64` of Debian's backports. */
const isBuildOf = (release: string, version: string): boolean =>
  release.startsWith(version) && /^[-+]/.test(release.slice(version.length));

/** A release as uname has it, or a version that only one kernel has: an installed one, or one on trial that was removed without us. */
const pick = (
  {kernels}: KernelState,
  trial: Trial | undefined,
  wanted: string,
): {readonly release: string; readonly installed: boolean} => {
  // v6.18 of the archive is 6.18.0-061800-generic here.
  const version = parseMainlineName(wanted)?.semver ?? wanted;
  const releases = kernels.map((each) => each.release);
  const known = new Set([...releases, ...(trial ? [trial.release] : [])]);
  const found = [...known].filter((each) => each === wanted || isBuildOf(each, version));
  if (found.length === 1 && found[0]) return {release: found[0], installed: releases.includes(found[0])};
  throw new Failure({
    what:
      found.length === 0 ? `No kernel ${wanted} is installed.` : `Several kernels are ${wanted}: ${found.join(', ')}.`,
    todo: `Installed: ${releases.join(', ') || 'none'}.`,
    exitCode: exitCodes.usage,
  });
};
