import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {PassedOver} from '../distro.ts';
import {type FolderOptions, NoBuild, openFolder, type SignedBuild} from './folder.ts';
import {readIndex} from './index.ts';
import {inRange, isRange, type MainlineVersion, parseMainlineName, sameMainline} from './version.ts';

export interface Picked {
  readonly build: SignedBuild;
  /** Newer versions of the range that have no build to install, and why. */
  readonly passedOver: readonly PassedOver[];
}

/** Builds that are opened before we give up: the archive sometimes has no build for weeks. */
const most = 6;

/** One version (`v5.10.9`, `6.18`), or the newest of a semver range (`6.12.x`) that has a build. @throws Failure when there is none. */
export const pickBuild = async (wanted: string, options: FolderOptions): Promise<Picked> => {
  const exact = parseMainlineName(wanted);
  if (!exact && !isRange(wanted))
    throw new Failure({
      what: `Not a version, nor a range of versions: ${wanted}`,
      todo: "Write v6.12.95, 6.18, or a range such as '6.12.x'. See: ebpf kernel list",
      exitCode: exitCodes.usage,
    });
  const {entries} = await readIndex(options.archive, options.cache, options);
  const versions = entries.map(({version}) => version);
  if (exact) return {build: await openFolder(known(exact, versions), options), passedOver: []};
  const candidates = versions.filter((version) => inRange(version, wanted)).toReversed();
  const passedOver: PassedOver[] = [];
  for (const version of candidates.slice(0, most)) {
    try {
      return {build: await openFolder(version, options), passedOver};
    } catch (error) {
      // A folder without a build is skipped. A bad signature, or none, ends it: that is no accident of the archive's builder.
      if (!(error instanceof NoBuild)) throw error;
      passedOver.push({what: version.name, why: error.why ?? error.what});
    }
  }
  throw new Failure({
    what:
      candidates.length === 0
        ? `The archive has no version in ${wanted}.`
        : `No version in ${wanted} can be installed.`,
    why: passedOver.map(({what, why}) => `${what}: ${why}`).join('\n'),
    todo: 'See what there is: ebpf kernel list',
    exitCode: candidates.length === 0 ? exitCodes.usage : exitCodes.notReady,
  });
};

const known = (wanted: MainlineVersion, versions: readonly MainlineVersion[]): MainlineVersion => {
  const found = versions.find((version) => sameMainline(version, wanted));
  if (found) return found;
  const [major, minor] = wanted.numbers;
  const near = versions.filter(({numbers}) => numbers[0] === major && numbers[1] === minor).slice(-5);
  throw new Failure({
    what: `The archive has no ${wanted.name}.`,
    todo:
      near.length > 0 ? `There are ${near.map(({name}) => name).join(', ')}.` : 'See what there is: ebpf kernel list',
    exitCode: exitCodes.usage,
  });
};
