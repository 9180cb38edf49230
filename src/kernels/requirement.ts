import {catalogue} from '../checks/catalogue.ts';
import {evaluateCheck} from '../checks/evaluate.ts';
import type {Facts} from '../facts/facts.ts';
import {thresholds} from '../facts/thresholds.ts';
import {atLeast} from '../facts/version.ts';
import type {Profile} from '../profiles/profile.ts';
import {severityOf} from '../profiles/severity.ts';
import type {InstalledKernel} from './state.ts';

/** Something that only another kernel mends. */
export interface Shortfall {
  readonly check: string;
  readonly title: string;
  readonly found: string;
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
  catalogue
    .filter(({id}) => kernelChecks.includes(id) && ['required', 'recommended'].includes(severityOf(id, profiles) ?? ''))
    .flatMap((check) => {
      const {verdict, found} = evaluateCheck(check, facts);
      return verdict === 'fail' ? [{check: check.id, title: check.title, found}] : [];
    });

export const requirementOf = (profiles: readonly Profile[]): Requirement => ({
  btf: severityOf('btf.vmlinux', profiles) === 'required',
  minimum: thresholds.ringbuf.version,
});

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
