import {Failure} from '../../hosts/failure.ts';
import {type Build, isBuild, selectBuild} from './build.ts';
import {parseChecksums} from './checksums.ts';
import {findKey, type KeyOptions} from './key.ts';
import {checkSignature} from './signature.ts';
import {getText} from './text.ts';
import type {MainlineVersion} from './version.ts';
import {parseVersionPage} from './version-page.ts';

export interface FolderOptions extends KeyOptions {
  readonly archive: URL;
  /** Debian's name: amd64, arm64, ... */
  readonly arch: string;
  /** Default: generic. */
  readonly flavour?: string | undefined;
}

/** A build that can be downloaded: its files, where they are, and what was signed of each. */
export interface SignedBuild extends Build {
  readonly version: MainlineVersion;
  /** Of the folder, with a slash at its end. */
  readonly url: URL;
  readonly sums: ReadonlyMap<string, string>;
}

/**
 * The newest complete build of a version, by the CHECKSUMS that the archive's key has signed. Nothing else is believed: the pages only
 * serve to tell why there is no build.
 */
export const openFolder = async (version: MainlineVersion, options: FolderOptions): Promise<SignedBuild> => {
  const {archive, arch, flavour = 'generic'} = options;
  const top = new URL(`${encodeURIComponent(version.name)}/`, archive);
  const found = await findChecksums(top, arch, options);
  if (!found) throw await explainNoBuild(version, top, options);
  const signature = await getText(new URL('CHECKSUMS.gpg', found.url), options);
  if (signature.status !== 200) throw unsigned(found.url);
  await checkSignature({data: found.data, signature: signature.body, key: await findKey(options)});
  const sums = parseChecksums(found.data.toString('utf8'));
  const build = selectBuild([...sums.keys()], {arch, flavour});
  if (isBuild(build)) {
    if (!isOf(version, build.release)) throw replayed(version, found.url, build.release);
    return {...build, version, url: found.url, sums};
  }
  const {flavours, arches, incomplete} = build;
  if (incomplete) throw noBuild(version, arch, 'Its image is there, its modules are not: the build broke off.');
  if (flavours.length > 0)
    throw noBuild(
      version,
      arch,
      `There is no flavour "${flavour}" of it, only ${flavours.join(', ')}.`,
      `Name one that there is: --flavour ${flavours[0]}`,
    );
  if (arches.length > 0) throw noBuild(version, arch, `CHECKSUMS names packages for ${arches.join(', ')} only.`);
  throw await explainNoBuild(version, top, options);
};

/** `ARCH/CHECKSUMS` since 5.6.18; before, one CHECKSUMS beside all files. */
const findChecksums = async (top: URL, arch: string, options: FolderOptions) => {
  for (const url of [new URL(`${arch}/`, top), top]) {
    const {status, body} = await getText(new URL('CHECKSUMS', url), options);
    if (status === 200) return {url, data: body};
  }
  return undefined;
};

const explainNoBuild = async (version: MainlineVersion, top: URL, options: FolderOptions): Promise<Failure> => {
  const {status, body} = await getText(top, options);
  if (status !== 200)
    return new NoBuild({
      what: `The archive has no ${version.name}.`,
      why: `${top.href} answered ${status}.`,
      todo: 'See what there is: ebpf kernel list',
    });
  const {builds} = parseVersionPage(body.toString('utf8'));
  const others = Object.keys(builds).filter((each) => each !== options.arch && builds[each] === 'succeeded');
  const why = noBuildTexts.get(builds[options.arch]) ?? 'It was never built, or not yet.';
  return noBuild(version, options.arch, others.length > 0 ? `${why} There are builds for ${others.join(', ')}.` : why);
};

/** Whether a release, `6.10.0-061000rc2-generic`, is one of a version, `v6.10-rc2`. */
const isOf = ({numbers: [major = 0, minor = 0, micro = 0], candidate}: MainlineVersion, release: string): boolean => {
  const [, dotted, its] = /^(\d+\.\d+\.\d+)-\d+(?:rc(\d+))?-/.exec(release) ?? [];
  return dotted === `${major}.${minor}.${micro}` && (its === undefined ? undefined : Number(its)) === candidate;
};

/** The signature says nothing of the folder: an old CHECKSUMS with its packages, all signed, could be put in a newer one's place. */
const replayed = ({name}: MainlineVersion, url: URL, release: string): Failure =>
  new Failure({
    what: `${url.href} holds another version than ${name}.`,
    why: `The signed CHECKSUMS there is of ${release}.`,
    todo: 'Nothing was installed. The archive is in disorder, or somebody passes an old kernel off as a newer one: take another mirror or network.',
  });

/** The archive has nothing to install for a version, for which another may be taken. Never a matter of signatures. */
export class NoBuild extends Failure {}

const noBuildTexts = new Map<string | undefined, string>([
  ['failed', 'Its page says that the build failed.'],
  ['succeeded', 'Its page says that it was built, and no signed CHECKSUMS names its packages.'],
]);

const noBuild = (
  {name}: MainlineVersion,
  arch: string,
  why: string,
  todo = 'Take the patch level before or after it (ebpf kernel list); failed builds are sometimes made up for weeks later.',
): Failure =>
  new NoBuild({what: `The archive has no build of ${name} for ${arch} that could be installed.`, why, todo});

const unsigned = (url: URL): Failure =>
  new Failure({
    what: `${url.href} has a CHECKSUMS and no signature of it.`,
    why: 'CHECKSUMS.gpg is missing.',
    todo: 'Nothing was installed: without a signature anyone on the way could have made these files.',
  });
