import {cleanLines} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {aptInstall, aptReinstall} from '../../remedies/apt.ts';
import {type AptPolicy, hasCandidate, parsePolicy} from '../../remedies/apt-policy.ts';
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
  const chosen = Object.entries(needs).map(([need, alternatives]) => ({
    need: need as Need,
    names: alternatives.find((alternative) => alternative.every((name) => hasCandidate(policy, name))),
  }));
  refuseTooOld(policy, chosen, atLeast);
  const packages = [...new Set(chosen.flatMap((choice) => choice.names ?? []))];
  return {
    packages,
    missing: chosen.filter((choice) => !choice.names).map(({need}) => need),
    damaged: await damagedPackages(
      host,
      packages.filter((name) => policy.get(name)?.installed !== undefined),
    ),
  };
};

/**
 * What apt knows of packages.
 * @throws Failure when it can't read its own configuration or lists.
 */
export const askPolicy = async (host: Host, names: readonly string[]): Promise<ReadonlyMap<string, AptPolicy>> => {
  const {exitCode, stdout, stderr} = await host.run(['apt-cache', 'policy', ...names], {environment: {LC_ALL: 'C'}});
  if (exitCode === 0) return parsePolicy(stdout.toString('utf8'));
  const why = cleanLines(stderr).slice(0, 5).join('\n');
  throw new Failure({what: `apt does not work on ${host.name}.`, why, said: why, stage, todo: fixAndGoOn});
};

/** The command for what apt has: packages that are there and spoilt are installed again. */
export const installation = ({packages, damaged}: Available): Command =>
  damaged.length > 0 ? aptReinstall([...new Set([...packages, ...damaged])]) : aptInstall(packages);
