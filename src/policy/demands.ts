import type {AssessOptions} from '../assess/assess.ts';
import type {Ignored} from '../assess/report.ts';
import {weigh} from '../assess/weigh.ts';
import {catalogue} from '../checks/catalogue.ts';

/** `ebpf.policy/1`: what holds for a host, and who says so. */
export interface PolicyOfHost {
  readonly schema: 'ebpf.policy/1';
  /** The policy's file; null where there is none. */
  readonly policy: string | null;
  readonly host: string;
  readonly groups: readonly string[];
  readonly profiles: readonly string[];
  readonly required: readonly Demand[];
  readonly recommended: readonly Demand[];
  /** Shown, but they do not count. */
  readonly ignored: readonly Demand[];
}

/** A check that a host is judged by. */
export interface Demand {
  readonly check: string;
  readonly title: string;
  /** Who asks for it: `profile libbpf (ebpf.yml:1:12)`, `ebpf.yml:7:5`. */
  readonly origin: readonly string[];
  readonly ignored?: Ignored;
}

/** What a host is judged by. */
export const demandsOn = (host: string, options: AssessOptions, policy: string | null): PolicyOfHost => {
  const {profiles, rules} = options;
  const all = [...catalogue, ...(rules?.checks ?? [])].flatMap((check) => {
    const weight = weigh(check, options);
    if (!weight) return [];
    const {severity, origin, ignored} = weight;
    return [{severity, demand: {check: check.id, title: check.title, origin, ...(ignored && {ignored})}}];
  });
  const of = (wanted: string) =>
    all.filter(({severity, demand}) => severity === wanted && !('ignored' in demand)).map(({demand}) => demand);
  return {
    schema: 'ebpf.policy/1',
    policy,
    host,
    groups: rules?.groups ?? [],
    profiles: profiles.map(({name}) => name),
    required: of('required'),
    recommended: of('recommended'),
    ignored: all.flatMap(({demand}) => ('ignored' in demand ? [demand] : [])),
  };
};
