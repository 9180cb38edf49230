import {cleanLines} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {aptInstall, aptReinstall} from '../../remedies/apt.ts';
import {type AptPolicy, hasCandidate, parsePolicy} from '../../remedies/apt-policy.ts';
import type {Command, Need} from '../../remedies/remedy.ts';
import type {PackageStep} from '../../remedies/step.ts';
import {damagedPackages} from './damaged.ts';
import {refuseTooOld} from './too-old.ts';
import {fixAndGoOn, howItEnded, packages as stage} from './trouble.ts';

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
  const alternatives = Object.values(needs);
  const best = alternatives.flatMap(([first = []]) => first);
  const known = await askPolicy(host, [...new Set(best)]);
  // A name that apt does not know takes it longer than all others: the rest is asked for only where it counts.
  const policy = best.every((name) => hasCandidate(known, name))
    ? known
    : await askPolicy(host, [...new Set(alternatives.flat(2))]);
  const chosen = Object.entries(needs).map(([need, choices]) => ({
    need: need as Need,
    names: choices.find((names) => names.every((name) => hasCandidate(policy, name))),
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
  const {exitCode, stdout, stderr} = await host.run(['apt-cache', 'policy', ...exactly, ...names], {
    environment: {LC_ALL: 'C'},
  });
  if (exitCode === 0) return parsePolicy(stdout.toString('utf8'));
  const told = cleanLines(stderr).slice(0, 5).join('\n');
  const why = told || howItEnded(exitCode);
  const spoilt = spoiltFiles.find(([words]) => words.test(told));
  // What is spoilt is known better than by the words alone.
  const toExplain = spoilt ? {} : {said: told, stage};
  throw new Failure({what: `apt does not work on ${host.name}.`, why, ...toExplain, todo: spoilt?.[1] ?? fixAndGoOn});
};

/** Since 2.0 apt does not look for a name with a dot as for an expression then (PackageFromRegEx of its cacheset.cc); older ones do not know it. */
const exactly = ['-o', 'APT::Cmd::Pattern-Only=true'];

/** What apt can't parse, and what to do about that: while its files are like this, "apt-get update" keeps them. */
const spoiltFiles: readonly (readonly [words: RegExp, todo: string])[] = [
  [
    /[ /]var\/lib\/dpkg\/status\b/,
    "dpkg's list of packages is damaged. As root, put back an earlier one: /var/lib/dpkg/status-old, or the newest of /var/backups/dpkg.status.*; then run setup again.",
  ],
  [
    /[ /]var\/lib\/apt\/lists\//,
    'The package lists are damaged. As root, remove and fetch them: rm -r /var/lib/apt/lists/*; apt-get update. Then run setup again.',
  ],
];

/** The command for what apt has: packages that are there and spoilt are installed again. */
export const installation = ({packages, damaged}: Available): Command =>
  damaged.length > 0 ? aptReinstall([...new Set([...packages, ...damaged])]) : aptInstall(packages);
