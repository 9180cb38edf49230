import type {Facts} from '../facts/facts.ts';
import {aptInstall, candidates, likelyPackages} from './apt.ts';
import {repairStep, updateStep} from './apt-steps.ts';
import {least} from './least.ts';
import {headersStep} from './link-headers.ts';
import {type Command, install, type Need} from './remedy.ts';
import {aptCanInstall, resolveRemedy} from './resolve.ts';
import {showCommands} from './show.ts';
import {commandStep, type PackageStep, type Step, type StepFinding} from './step.ts';

/** `ebpf.plan/1`: what setup would do to a host, in order. */
export interface Plan {
  readonly schema: 'ebpf.plan/1';
  readonly host: string;
  readonly steps: readonly Step[];
  /** What stands in the way and only a person can fix. */
  readonly manual: readonly Manual[];
  /** Set when the host is to get another kernel too, or is getting one since an earlier run. */
  readonly kernel?: PlannedKernel;
}

/** Another kernel: booted once, and kept when it has passed verification. */
export interface PlannedKernel {
  /** What `uname -r` will say. */
  readonly release: string;
  readonly why: string;
  /** Alternatives that were considered, and why they were not taken. */
  readonly passedOver: readonly {readonly what: string; readonly why: string}[];
  /** The packages of the mainline archive; empty for one that is installed, or comes from the distribution. */
  readonly files: readonly string[];
  /** How the distribution's own is installed. */
  readonly command?: Command;
  /** How to do without another kernel, where that can be. */
  readonly instead?: string;
}

/** An obstacle that needs a person: no command is safe to run unattended. */
export interface Manual {
  readonly check: string;
  readonly title: string;
  readonly text: string;
}

/** What a plan needs to know of a finding; a report's findings are such. */
export interface Obstacle extends StepFinding {
  readonly verdict: string;
  readonly severity: string;
  readonly remedy?: NonNullable<StepFinding['remedy']> & {readonly needs?: readonly Need[]};
}

/**
 * The remedies of what fails, in the order in which they can work: package lists, dpkg made whole, packages, and what remains.
 * Findings that only inform ask for nothing.
 */
export const makePlan = (facts: Facts, findings: readonly Obstacle[]): Plan => {
  const wanted = findings.filter(({verdict, severity}) => verdict === 'fail' && severity !== 'info');
  const needs = [...new Set(wanted.flatMap(({remedy}) => remedy?.needs ?? []))];
  const packaged = wanted.filter(({remedy}) => remedy?.needs?.length);
  const commands = wanted.filter(
    ({id, remedy}) => !remedy?.needs?.length && remedy?.commands.length && id !== 'apt.sources',
  );
  const byApt = aptCanInstall(facts);
  const repairs = commands.filter(({id}) => id === 'apt.broken');
  return {
    schema: 'ebpf.plan/1',
    host: facts.host,
    steps: [
      ...(byApt && needs.length > 0 && listsAreOld(facts) ? [updateStep(packaged.map(({id}) => id))] : []),
      ...repairs.map(repairStep),
      ...(byApt && needs.length > 0 ? [packageStep(facts, needs, packaged)] : []),
      ...(byApt && needs.includes('kernel-headers') && facts.kernel.release.state === 'known'
        ? [headersStep(facts)]
        : []),
      ...commands.filter((finding) => !repairs.includes(finding)).map(commandStep),
    ],
    manual: [
      ...(byApt ? [] : packagesByHand(facts, packaged)),
      ...wanted.flatMap(({id, title, severity, remedy}) => {
        // Where no package has the headers of this kernel, those of another are linked in.
        const linked = remedy?.needs?.includes('kernel-headers') ?? false;
        const byHand = remedy && remedy.commands.length === 0 && !(byApt ? linked : remedy.needs?.length);
        return severity === 'required' && byHand ? [{check: id, title, text: remedy.text}] : [];
      }),
    ],
  };
};

/** One command of this host's own manager for all packages, or how they come there. */
const packagesByHand = (facts: Facts, findings: readonly Obstacle[]): readonly Manual[] => {
  const required = findings.filter(({severity}) => severity === 'required');
  if (required.length === 0) return [];
  const needs = [...new Set(required.flatMap(({remedy}) => remedy?.needs ?? []))];
  const remedy = resolveRemedy(install(...needs), facts);
  return [
    {
      check: required.map(({id}) => id).join(', '),
      title: 'Packages',
      text: [`setup installs packages with apt only. ${remedy.text}`, ...showCommands(remedy)].join('\n'),
    },
  ];
};

const packageStep = (facts: Facts, needs: readonly Need[], findings: readonly Obstacle[]): PackageStep => {
  const packages = likelyPackages(needs, facts);
  return {
    kind: 'packages',
    title: `Install ${packages.join(', ')}`,
    checks: findings.map(({id}) => id),
    packages,
    needs: Object.fromEntries(needs.map((need) => [need, candidates(need, facts)])),
    ...oldest(facts, needs),
    commands: [aptInstall(packages)],
    needsRoot: true,
  };
};

/** The versions below which some needs are not worth installing here. */
const oldest = (facts: Facts, needs: readonly Need[]): Pick<PackageStep, 'atLeast'> => {
  const wanted = needs.flatMap((need) => {
    const version = least[need]?.threshold(facts)?.version;
    return version === undefined ? [] : [[need, version] as const];
  });
  return wanted.length > 0 ? {atLeast: Object.fromEntries(wanted)} : {};
};

/** Seconds after which lists are fetched again before an install: security updates replace packages daily, and the old ones are gone. */
const freshness = 24 * 60 * 60;

const listsAreOld = ({time, packages: {listsUpdated}}: Facts): boolean =>
  listsUpdated.state !== 'known' || time.state !== 'known' || time.value - listsUpdated.value > freshness;
