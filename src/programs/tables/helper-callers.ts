import {gplHelpers, helperRows} from './helper-rows.ts';
import {helperNumber} from './helpers.ts';
import type {SectionKind} from './section-kinds.ts';

/** Versions between which something came: of two that were looked at, the one without it, and the one with it. */
export interface Between {
  readonly after: string;
  readonly by: string;
}

/** The newest version that was looked at, and the oldest. */
export const newestCallers = '7.2';
export const oldestCallers = '5.10';

const tracing = ['kprobe', 'tracepoint', 'raw_tracepoint', 'perf_event'];
const packets = ['socket_filter', 'sched_cls', 'sched_act', 'xdp'];
const first = `map_lookup_elem map_update_elem map_delete_elem ktime_get_ns trace_printk get_prandom_u32 get_smp_processor_id tail_call`;

/**
 * What kernels before {@link oldestCallers} offered these types already: tracing_func_proto and the `*_prog_func_proto` of kernel/trace/bpf_trace.c, as a tree of
 * Linux 4.14 has them (Dark-Matter7232/kernel_msm-4.14-nabu@04974ef18309), and bpf_base_func_proto of net/core/filter.c before Linux 5.0, which all others
 * fell back to.
 */
const early = new Map([
  ...tracing.map((type): [string, string] => [
    type,
    `${first} probe_read probe_read_str get_current_pid_tgid get_current_uid_gid get_current_comm get_current_task perf_event_output get_stackid`,
  ]),
  ...packets.map((type): [string, string] => [type, first]),
]);

/** Whether a type may call a helper on all kernels that know both. */
export const mayAlwaysCall = (programType: string, id: number): boolean =>
  (early.get(programType)?.split(/\s+/) ?? []).some((name) => helperNumber(name) === id);

const rows = new Map<string, ReadonlyMap<number, Between | undefined>>();
const complete = new Set<string>();
for (const row of helperRows.trim().split(/\n(?= {2}\S)/)) {
  const [heads = '', words = ''] = row.split(/ ==?\s/);
  const helpers = new Map<number, Between | undefined>();
  for (const word of words.trim().split(/\s+/)) {
    const [name = '', after, by] = word.split(/[:-]/);
    if (name.startsWith('+')) for (const [id, version] of rows.get(name) ?? []) helpers.set(id, version);
    else helpers.set(helperNumber(name) ?? 0, after && by ? {after, by} : undefined);
  }
  for (const head of heads.trim().split(/\s+/)) {
    rows.set(head, helpers);
    if (row.includes(' == ')) complete.add(head);
  }
}

/**
 * Whether programs of a kind may call a helper, if the kernel has it: always, since some version, never; `unknown` for those that take after what they are
 * attached to (freplace) or are part of (struct_ops, each with helpers of its own). Iterators of sockets have
 * helpers of their own too: bpf_iter_tcp_get_func_proto of net/ipv4/tcp_ipv4.c, bpf_iter_unix_get_func_proto of net/unix/af_unix.c.
 */
export const mayCall = (
  {programType, attachType}: Pick<SectionKind, 'programType' | 'attachType'>,
  id: number,
  target = '',
): 'always' | 'never' | 'unknown' | Between => {
  const names = [
    `${programType}.${attachType}/${target}`,
    `${programType}.${attachType}`,
    programType,
    ...(complete.has(programType) ? [] : ['all']),
  ];
  const row = names.map((name) => rows.get(name)).find((each) => each?.has(id));
  if (row) return row.get(id) ?? 'always';
  return rows.has(programType) ? 'never' : 'unknown';
};

const gplOnly = new Set(gplHelpers.trim().split(/\s+/).map(helperNumber));

/** Whether a helper is only for programs with a licence of the GPL. */
export const wantsGpl = (
  {programType, attachType}: Pick<SectionKind, 'programType' | 'attachType'>,
  id: number,
): boolean =>
  gplOnly.has(id) &&
  !(programType === 'perf_event' && id === helperNumber('get_stackid')) &&
  !(programType === 'kprobe' && attachType && id === helperNumber('get_func_ip'));

/** Helpers that may sleep, so that only programs that may sleep can call them: might_sleep, or given to these alone. */
export const sleeping: ReadonlySet<number | undefined> = new Set(
  ['copy_from_user', 'copy_from_user_task', 'ima_inode_hash', 'ima_file_hash'].map(helperNumber),
);
