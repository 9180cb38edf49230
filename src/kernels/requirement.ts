import {catalogue} from '../checks/catalogue.ts';
import {evaluateCheck} from '../checks/evaluate.ts';
import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {features} from '../facts/features.ts';
import {thresholds} from '../facts/thresholds.ts';
import {atLeast} from '../facts/version.ts';
import type {Profile} from '../profiles/profile.ts';
import {severityOf} from '../profiles/severity.ts';
import type {InstalledKernel, KernelState} from './state.ts';

/** Something that only another kernel fixes. */
export interface Shortfall {
  readonly check: string;
  readonly title: string;
  readonly found: string;
  /** The version that has it in mainline, for what the running kernel is too old for. */
  readonly since?: string;
}

/** What another kernel must have for the profiles. */
export interface Requirement {
  readonly btf: boolean;
  /** Oldest version. */
  readonly minimum: string;
}

/** Checks that look at how the running kernel was made. */
const kernelChecks = [
  'btf.vmlinux',
  'kernel.version',
  'kconfig.bpf-syscall',
  'kconfig.tracepoints',
  'kconfig.syscall-tracepoints',
];

/** What the running kernel lacks of what the profiles need; empty when it suffices. */
export const kernelShortfalls = (facts: Facts, profiles: readonly Profile[]): readonly Shortfall[] =>
  catalogue.flatMap((check): Shortfall[] => {
    const {id, title} = check;
    const severity = severityOf(id, profiles);
    const since = sinceOf(id);
    const wanted = severity === 'required' || (severity === 'recommended' && kernelChecks.includes(id));
    if (!wanted || !(kernelChecks.includes(id) || id.startsWith('kconfig.') || since)) return [];
    const {verdict, found, remedy} = evaluateCheck(check, facts);
    if (verdict !== 'fail') return [];
    if (kernelChecks.includes(id)) return [{check: id, title, found}];
    // A kernel that is new enough and has a feature not may be kept from it by its host, which no other kernel changes.
    if (since) return isTooOld(facts, since) ? [{check: id, title, found, since}] : [];
    return remedy?.fixedBy === 'kernel' ? [{check: id, title, found}] : [];
  });

const sinceOf = (check: string): string | undefined => features.find(({id}) => check === `feature.${id}`)?.since;

const isTooOld = ({kernel}: Facts, since: string): boolean => atLeast(valueIfKnown(kernel.release), since) === false;

/** What a kernel must have to mend `shortfalls` and to be no step back for the profiles. */
export const requirementOf = (profiles: readonly Profile[], shortfalls: readonly Shortfall[]): Requirement => ({
  btf: severityOf('btf.vmlinux', profiles) === 'required',
  minimum: shortfalls
    .flatMap(({since}) => since ?? [])
    .reduce((newest, since) => (atLeast(since, newest) ? since : newest), oldest(profiles)),
});

/** A version that some profile judges has to reach what is judged, or the new kernel would be found lacking. */
const oldest = (profiles: readonly Profile[]): string =>
  ['required', 'recommended'].includes(severityOf('kernel.version', profiles) ?? '')
    ? thresholds.ringbuf.version
    : thresholds.btfSysfs.version;

/** Why the boot chain would refuse an installed kernel; undefined where nothing tells that it would. That a signature is a good one is not looked at. */
export const unsigned = (state: Pick<KernelState, 'secureBoot' | 'unsigned'>, release: string): string | undefined =>
  state.secureBoot && state.unsigned.includes(release) ? 'its image is not signed, and Secure Boot is on' : undefined;

/** Why an installed kernel won't do; undefined when it will, as far as its files tell. */
export const whyNot = (
  {release, image, modulesDep, initrd, btf}: InstalledKernel,
  {btf: needsBtf, minimum}: Requirement,
  others: readonly InstalledKernel[],
): string | undefined => {
  if (atLeast(release, minimum) !== true) return `older than ${minimum}`;
  if (image === 0) return 'its image is empty';
  if (modulesDep === 0) return 'its modules are not there, or depmod has not run';
  if (initrd === 0 && others.some((each) => each.initrd > 0)) return 'it has no initrd';
  if (needsBtf && btf !== true) return btf === false ? 'built without BTF' : 'nothing tells whether it has BTF';
  return undefined;
};
