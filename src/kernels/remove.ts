import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {bootLoaderOf} from './boot/find.ts';
import type {BootLoader} from './boot/loader.ts';
import {removeFile} from './files.ts';
import {parseMainlineName} from './mainline/version.ts';
import {type KernelState, readKernelState} from './state.ts';
import {forgetTrial, readTrial} from './trial.ts';

/** What is to be removed, and what stays. */
export interface Removal {
  readonly release: string;
  /** The kernel that runs. */
  readonly running: string;
  readonly loader: BootLoader;
  readonly packages: readonly string[];
  readonly stays: readonly string[];
}

/**
 * Finds the packages of an installed kernel.
 * @throws Failure for the running kernel, the last one that could be booted, and one that no package owns.
 */
export const planRemoval = async (host: Host, wanted: string): Promise<Removal> => {
  const state = await readKernelState(host);
  const loader = bootLoaderOf(state);
  const release = pick(state, wanted);
  const stays: string[] = [];
  for (const each of state.kernels) {
    if (each.release === release || each.image === 0 || each.modulesDep === 0) continue;
    const entry = await loader.entry(host, each.release);
    if (entry && entry.damage === undefined) stays.push(each.release);
  }
  const refuse = (why: string, todo: string) =>
    new Failure({what: `${release} is not removed.`, why, todo, exitCode: exitCodes.usage});
  if (release === state.release) throw refuse('It runs.', 'Boot another kernel first.');
  if (stays.length === 0) throw refuse('No other kernel that could be booted would be left.', 'Install one first.');
  const {stdout} = await host.run(['dpkg-query', '-W', '-f', '${db:Status-Abbrev} ${Package}\\n'], {timeout: 60_000});
  const packages = ownPackages(stdout.toString('utf8'), release);
  if (packages.length === 0)
    throw refuse(
      'No package owns it.',
      `It was copied here by hand: remove /boot/*-${release} and /lib/modules/${release} the same way.`,
    );
  return {release, running: state.release, loader, packages, stays};
};

/** After apt has removed it: the word on the default that was for its sake, and what is left must boot. */
export const settleRemoval = async (host: Host, {release, running, loader}: Removal): Promise<void> => {
  const trial = await readTrial(host);
  if (trial?.release === release) {
    await forgetTrial(host);
    // The kernel that was fallen back to stays the default, with our word where the owner's own configuration says otherwise.
    await loader.makeDefault(host, trial.from);
  }
  // Packages whose scripts made neither take neither away.
  await removeFile(host, `/boot/initrd.img-${release}`);
  if (await loader.entry(host, release)) await loader.dropEntry(host, release);
  const boots = await loader.defaultRelease(host);
  const left = await loader.entry(host, release);
  const here = await loader.entry(host, running);
  if (left || boots === undefined || boots === release || !here || here.damage)
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

/** A release as uname has it, or a version that only one installed kernel has. */
const pick = ({kernels}: KernelState, wanted: string): string => {
  // v6.18 of the archive is 6.18.0-061800-generic here.
  const version = parseMainlineName(wanted)?.semver ?? wanted;
  const releases = kernels.map((each) => each.release);
  const found = releases.filter((each) => each === wanted || each.startsWith(`${version}-`));
  if (found.length === 1 && found[0]) return found[0];
  throw new Failure({
    what:
      found.length === 0 ? `No kernel ${wanted} is installed.` : `Several kernels are ${wanted}: ${found.join(', ')}.`,
    todo: `Installed: ${releases.join(', ') || 'none'}.`,
    exitCode: exitCodes.usage,
  });
};
