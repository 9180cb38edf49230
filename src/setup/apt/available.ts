import {cleanLine} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {aptInstall, aptReinstall} from '../../remedies/apt.ts';
import type {Command, Need} from '../../remedies/remedy.ts';
import type {PackageStep} from '../../remedies/step.ts';
import {damagedPackages} from './damaged.ts';
import {refuseTooOld} from './too-old.ts';
import {fixAndGoOn, packages as stage} from './trouble.ts';

/** What apt can install of a step: the first alternative of each need that it knows whole, and the needs for which it knows none. */
export interface Available {
  readonly packages: readonly string[];
  readonly missing: readonly string[];
  /** Installed ones whose files are gone, the packages that they depend on among them. */
  readonly damaged: readonly string[];
}

/**
 * Asks the host's own apt, since one name that it does not know would fail the whole line.
 * @throws Failure, before anything is installed, when what apt has is too old for this kernel.
 */
export const availablePackages = async (host: Host, {needs, atLeast = {}}: PackageStep): Promise<Available> => {
  const names = [...new Set(Object.values(needs).flat(2))];
  const policy = await askPolicy(host, names);
  const known = parsePolicy(policy);
  const chosen = Object.entries(needs).map(([need, alternatives]) => ({
    need: need as Need,
    names: alternatives.find((alternative) => alternative.every((name) => known.has(name))),
  }));
  refuseTooOld(policy, chosen, atLeast);
  const packages = [...new Set(chosen.flatMap((choice) => choice.names ?? []))];
  const installed = installedIn(policy);
  return {
    packages,
    missing: chosen.filter((choice) => !choice.names).map(({need}) => need),
    damaged: await damagedPackages(
      host,
      packages.filter((name) => installed.has(name)),
    ),
  };
};

/**
 * Those of the names that apt could install.
 * @throws Failure when apt can't read its own configuration or lists.
 */
export const knownPackages = async (host: Host, names: readonly string[]): Promise<ReadonlySet<string>> =>
  parsePolicy(await askPolicy(host, names));

const askPolicy = async (host: Host, names: readonly string[]): Promise<string> => {
  const {exitCode, stdout, stderr} = await host.run(['apt-cache', 'policy', ...names], {environment: {LC_ALL: 'C'}});
  if (exitCode !== 0) {
    const why = stderr
      .split('\n')
      .map((line) => cleanLine(line))
      .filter(Boolean)
      .slice(0, 5)
      .join('\n');
    throw new Failure({what: 'apt does not work here.', why, said: why, stage, todo: fixAndGoOn});
  }
  return stdout.toString('utf8');
};

/** Packages with a candidate in the output of `apt-cache policy`. */
export const parsePolicy = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^(\S+):\n(?: {2}.*\n)*? {2}Candidate: (.*)$/gm)]
      .filter(([, , candidate]) => candidate !== '(none)')
      .map(([, name = '']) => name),
  );

const installedIn = (policy: string): ReadonlySet<string> =>
  new Set([...policy.matchAll(/^(\S+):\n {2}Installed: (?!\(none\))/gm)].map(([, name = '']) => name));

/** The command for what apt has: packages that are there and spoilt are installed again. */
export const installation = ({packages, damaged}: Available): Command =>
  damaged.length > 0 ? aptReinstall([...new Set([...packages, ...damaged])]) : aptInstall(packages);
