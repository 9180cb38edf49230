import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {aptUpdate} from '../../remedies/apt.ts';
import {installSize} from '../../remedies/install-size.ts';
import type {Command} from '../../remedies/remedy.ts';
import type {PackageStep, Size} from '../../remedies/step.ts';
import {type Available, availablePackages, installation} from './available.ts';
import {checkRoom} from './room.ts';
import {type AptOptions, runApt} from './run.ts';
import {aptFailure, listsAreStale} from './trouble.ts';

/** How the package lists are, as far as this run has seen. */
export interface Lists {
  fetched?: boolean;
  /** Why they, or some of them, could not be fetched. */
  trouble?: Failure;
}

/** What apt says of one archive whose lists it leaves as they were: gone, not signed, expired, not valid yet, or of another release by now. */
const ofOneArchive = /Failed to fetch|The repository|pdates for this repository (?:will not|can) be applied/;

/**
 * Fetches the package lists. What can't be fetched is kept in mind but is no failure yet: the packages may be in the lists that could be,
 * where only somebody's third-party archive is gone.
 * @throws Failure when not even the entries can be read, or another process keeps its lock for too long.
 */
export const fetchLists = async (host: Host, options: AptOptions, lists: Lists): Promise<string | undefined> => {
  lists.fetched = true;
  try {
    const result = await runApt(host, aptUpdate, options);
    // apt-get update ends with 0 when it could not reach a mirror, and says so in warnings.
    if (!/^W: (?:Failed to fetch|Some index files failed)/m.test(result.stderr)) return undefined;
    lists.trouble = aptFailure(host, aptUpdate, result);
  } catch (error) {
    if (!(error instanceof Failure) || !ofOneArchive.test(error.why ?? '')) throw error;
    lists.trouble = error;
  }
  // "Err:1 ADDRESS" tells the reason in a line below it, which is repeated with the address at the end.
  const lines = lists.trouble.why?.split('\n') ?? [];
  return `not all could be fetched: ${lines.find((line) => !line.startsWith('Err:')) ?? lines[0]}`;
};

/**
 * Installs what a step needs and apt has.
 * @returns The packages.
 * @throws Failure, after what can be installed is, when apt has nothing for a need.
 */
export const installPackages = async (
  host: Host,
  step: PackageStep,
  options: AptOptions,
  lists: Lists,
): Promise<readonly string[]> => {
  let wanted = await installationOf(host, step, lists);
  if (wanted.missing.length > 0 && !lists.fetched) {
    options.say(`the lists have no package for ${wanted.missing.join(', ')}: fetching them anew`, 'lasting');
    await fetchLists(host, options, lists);
    wanted = await installationOf(host, step, lists);
  }
  try {
    await install(host, wanted, options);
  } catch (error) {
    if (lists.fetched || !(error instanceof Failure) || !listsAreStale(error)) throw error;
    options.say('the lists name what the mirror no longer has: fetching them anew', 'lasting');
    await fetchLists(host, options, lists);
    await install(host, await installationOf(host, step, lists), options);
  }
  if (wanted.missing.length === 0) return wanted.packages;
  throw missingFailure(wanted, lists);
};

/** What apt is told to install, and what it has nothing for. */
interface Installation extends Pick<Available, 'packages' | 'missing'> {
  readonly command: Command;
  readonly size?: Size | undefined;
}

/** As the plan has it, for which apt was asked a moment ago; asked anew where it did not have all of them, or lists were fetched since. */
const installationOf = async (host: Host, step: PackageStep, lists: Lists): Promise<Installation> => {
  const {packages, commands, chosenByApt, size} = step;
  const [command] = commands;
  if (chosenByApt && command && !lists.fetched) return {packages, missing: [], command, size};
  const available = await availablePackages(host, step);
  return {...available, command: installation(available)};
};

const install = async (host: Host, {packages, command, size}: Installation, options: AptOptions): Promise<void> => {
  if (packages.length === 0) return;
  const room = checkRoom(host, async () => size ?? installSize(host, packages));
  await runApt(host, [...command, ...removingNothing], {...options, condition: room});
};

/** What conflicts with a package is its owner's to remove, and so is what nothing needs any more. */
const removingNothing = ['--no-remove', '--no-auto-remove'];

const missingFailure = ({packages, missing}: Installation, {trouble}: Lists): Failure => {
  const installed = packages.length > 0 ? `Installed: ${packages.join(', ')}.` : undefined;
  return new Failure({
    what: `apt knows no package for ${missing.join(', ')}${trouble ? ': its lists could not be fetched' : ''}.`,
    why: [installed, trouble?.why].filter(Boolean).join('\n'),
    said: trouble?.said,
    stage: trouble?.stage,
    todo:
      trouble?.todo ?? 'Look at the entries in /etc/apt: is "main" among the components, is the release still served?',
  });
};
