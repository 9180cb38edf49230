import {valueIfKnown} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {features} from '../../facts/features.ts';
import {kernelOption, optionEvidence} from '../../facts/kconfig.ts';
import {judgeTried} from '../../facts/tried.ts';
import {atLeast, backports} from '../../facts/version.ts';
import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import type {Source, Verdict} from './judgement.ts';
import type {Kernel} from './kernel.ts';

/** Whether a kernel has something, and what told it. */
export interface Known {
  readonly verdict: Exclude<Verdict, 'damage'>;
  readonly by: Source;
  readonly evidence: string;
  /** The row of the catalogue of features that was asked for. */
  readonly feature?: string;
}

/** What the prober and the configuration say of a feature of the catalogue; undefined where neither decides. */
export const byTrying = ({facts}: Kernel, id: string | undefined): Known | undefined => {
  const feature = features.find((each) => each.id === id);
  if (!feature || !facts) return undefined;
  const tried = judgeTried(feature, facts);
  if (tried && tried.truth !== 'inconclusive')
    return {
      verdict: tried.truth === 'works' ? 'pass' : 'fail',
      by: 'probe',
      feature: feature.id,
      evidence: [tried.found, ...tried.evidence].join('; '),
    };
  const unset = feature.options.find((name) => kernelOption(facts, name) === 'unset');
  if (unset !== undefined)
    return {verdict: 'fail', by: 'configuration', feature: feature.id, evidence: optionEvidence(facts, unset)};
  if (!feature.onlyTryingTells) return undefined;
  return {
    verdict: 'unknown',
    by: 'probe',
    evidence: `${untried(facts)}, and some kernels have it built in and refuse it`,
  };
};

/** Why nobody tried, and how it is tried. */
const untried = ({attach, kernel}: Facts): string => {
  if (attach?.state === 'unreadable') return `not probed (${attach.reason})`;
  return kernel.release.state === 'known' ? 'not probed (--attach)' : "not probed (a kernel's types do not tell)";
};

/** What the version says, where nothing else does. */
export const byVersion = ({facts}: Kernel, since: string | undefined): Known => {
  const release = facts && valueIfKnown(facts.kernel.release);
  const newEnough = since === undefined ? undefined : atLeast(release, since);
  if (newEnough === undefined)
    return {verdict: 'unknown', by: 'version', evidence: "neither the kernel's types nor its version tell"};
  return {
    verdict: newEnough ? 'pass' : backports(release) ? 'unknown' : 'fail',
    by: 'version',
    evidence: `Linux ${release}; mainline has it since ${since}, distributions perhaps before`,
  };
};

/** Whether the kernel's types have an enumerator; undefined where they have no such enum, or were not read. */
export const byEnum = (
  {types}: Kernel,
  enumName: string,
  wanted: {name: string} | {value: number},
): Known | undefined => {
  const values = types && enumerators(types.vmlinux, enumName, (btf) => firstNamed(btf, enumName));
  if (!values) return undefined;
  const found =
    'name' in wanted
      ? values.has(wanted.name) && wanted.name
      : [...values].find(([, value]) => value === wanted.value)?.[0];
  const text = 'name' in wanted ? wanted.name : `number ${wanted.value}`;
  return found
    ? {verdict: 'pass', by: 'btf', evidence: `enum ${enumName} has ${found}`}
    : {verdict: 'fail', by: 'btf', evidence: `enum ${enumName} has no ${text}`};
};

/** The same of the enum without a name that begins with `first`: flags are in such. */
export const byUnnamedEnum = ({types}: Kernel, first: string, name: string): Known | undefined => {
  const values = types && enumerators(types.vmlinux, `enum {${first}}`, (btf) => unnamed(btf, first));
  if (!values) return undefined;
  return values.has(name)
    ? {verdict: 'pass', by: 'btf', evidence: "the kernel's types have it"}
    : {verdict: 'fail', by: 'btf', evidence: "the kernel's types do not have it"};
};

/** Whether a struct of the kernel has a member; undefined where its types were not read, or have no such struct. */
export const hasMember = ({types}: Kernel, struct: string, member: string): boolean | undefined => {
  const btf = types?.vmlinux;
  const found = btf?.named(struct, kinds.struct) ?? [];
  if (!btf || found.length === 0) return undefined;
  return found.some((id) =>
    Array.from({length: btf.length(id)}, (_, index) => btf.isMemberNamed(id, index, member)).includes(true),
  );
};

const read = new WeakMap<Btf, Map<string, ReadonlyMap<string, number> | undefined>>();

const firstNamed = (btf: Btf, name: string): number | undefined =>
  [...btf.named(name, kinds.enum), ...btf.named(name, kinds.enum64)][0];

const unnamed = (btf: Btf, first: string): number | undefined => {
  for (let id = btf.first; id < btf.end; id++)
    if (btf.kind(id) === kinds.enum && btf.isNamed(id, '') && btf.length(id) > 0 && btf.valueName(id, 0) === first)
      return id;
  return undefined;
};

/** Names and values of an enum, which is looked for once. */
const enumerators = (
  btf: Btf,
  name: string,
  find: (btf: Btf) => number | undefined,
): ReadonlyMap<string, number> | undefined => {
  const known = read.get(btf) ?? new Map<string, ReadonlyMap<string, number> | undefined>();
  read.set(btf, known);
  if (!known.has(name)) {
    const id = find(btf);
    const values =
      id === undefined
        ? undefined
        : Array.from({length: btf.length(id)}, (_, at) => [btf.valueName(id, at), Number(btf.value(id, at))] as const);
    known.set(name, values && new Map(values));
  }
  return known.get(name);
};
