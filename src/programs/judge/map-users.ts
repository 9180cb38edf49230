import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import {valueTypeOf} from '../object/maps.ts';
import type {BpfObject} from '../object/object.ts';
import {placeOf} from '../object/uses.ts';
import {variablesOf} from '../object/variables.ts';
import type {SectionKind} from '../tables/section-kinds.ts';
import {type Answered, isNewer, refused, sinceThen, typeText} from './callers.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import type {Judge, Question} from './question.ts';

type Found = Omit<Judgement, 'program'>;

/** What a program may not refer to, wherever it does: check_map_prog_compatibility of kernel/bpf/verifier.c looks at each map of a program, also in dead code. */
export const judgeMapUsers: Judge = (question) => {
  const {object, program, functions} = question;
  const {kind} = program;
  if (!kind) return [];
  const places = new Set([...functions].flatMap((fn) => [...(object.uses.get(fn)?.data ?? [])]));
  const own = object.maps.filter(({place}) => places.has(placeOf(place.section, place.offset)));
  return [
    ...own.flatMap(({name, type}) => sleeping(question, kind, name, type)),
    ...fieldsOf(object, places).flatMap(({name, field}) => withField(question, kind, name, field)),
  ];
};

/** The newest kernel that was looked at. */
const newest = '7.2';

/**
 * Types of maps that programs which may sleep may refer to, and between which two versions that came: check_map_prog_compatibility, by its source and as Linux 6.1,
 * 6.12, 6.18 and 7.2 answered. Types without versions came later than 5.10 themselves, or were there from the beginning.
 */
const forSleepers = new Map(
  `hash lru_hash array user_ringbuf cgrp_storage arena insn_array percpu_hash:5.10-6.1 percpu_array:5.10-6.1 lru_percpu_hash:5.10-6.1 ringbuf:5.10-6.1
  array_of_maps:5.10-6.1 hash_of_maps:5.10-6.1 inode_storage:5.10-6.1 sk_storage:5.10-6.1 task_storage:5.10-6.1 queue:6.1-6.12 stack:6.1-6.12
  lpm_trie:6.18-7.2 prog_array:6.18-7.2`
    .split(/\s+/)
    .map((word): [type: string, versions: string | undefined] => {
      const [type = '', versions] = word.split(':');
      return [type, versions];
    }),
);

const sleeping = ({kernel}: Question, kind: SectionKind, name: string, type: string): Found[] => {
  if (!kind.sleepable || type === 'unspec') return [];
  const evidence = `programs that may sleep may not refer to a map of BPF_MAP_TYPE_${type.toUpperCase()}`;
  const todo = 'Use a hash, an array or a ring buffer, or a program that does not sleep.';
  const answer = forSleepers.has(type)
    ? betweenVersions(kernel, kind, forSleepers.get(type))
    : upTo(kernel, evidence, todo);
  return answer && answer.verdict !== 'pass' ? [{subject: 'map', what: `map ${name}`, ...answer, todo}] : [];
};

/** Types of programs that run amid anything: is_tracing_prog_type of kernel/bpf/verifier.c. */
const amidAnything = new Set(['kprobe', 'tracepoint', 'perf_event', 'raw_tracepoint', 'raw_tracepoint_writable']);
const locks = new Set(['bpf_spin_lock']);
const roots = new Set(['bpf_list_head', 'bpf_rb_root']);
const timers = new Set(['bpf_timer', 'bpf_wq']);

const withField = ({kernel}: Question, kind: SectionKind, name: string, field: string): Found[] => {
  const tracing = amidAnything.has(kind.programType);
  const closed = tracing || (locks.has(field) && kind.programType === 'socket_filter');
  if (!closed) return [];
  const type = typeText(kind);
  const about = {subject: 'map', what: `map ${name}`} as const;
  const evidence = `it has a struct ${field}, which programs of type ${type} may not refer to`;
  const todo = 'Keep it in a map that only programs of other types refer to.';
  const answer = timers.has(field) ? betweenVersions(kernel, kind, '6.18-7.2') : upTo(kernel, evidence, todo);
  return answer && answer.verdict !== 'pass' ? [{...about, ...answer, evidence, todo}] : [];
};

/** What no kernel that was looked at takes. */
const upTo = (kernel: Kernel, evidence: string, todo: string): Answered =>
  isNewer(kernel, newest)
    ? {verdict: 'unknown', by: 'version', evidence: `up to Linux ${newest} ${evidence}`}
    : refused(evidence, todo);

/** What kernels take since a version after one that was looked at, and by the next; undefined where all do. */
const betweenVersions = (kernel: Kernel, kind: SectionKind, versions: string | undefined): Answered | undefined => {
  const [after, by] = versions?.split('-') ?? [];
  return after && by ? sinceThen(kernel, {after, by}, typeText(kind), 'refer to it') : undefined;
};

interface Field {
  readonly name: string;
  readonly field: string;
}

/** Maps of these places whose values hold something that the kernel itself looks after, and sections of data that do. */
const fieldsOf = ({elf, btf, maps}: BpfObject, places: ReadonlySet<string>): Field[] => {
  if (!btf) return [];
  const names = new Set([...locks, ...roots, ...timers]);
  const sections = new Set([...places].map((place) => Number(place.split(':')[0])));
  return elf.sections
    .filter(({index}) => sections.has(index))
    .flatMap((section) => {
      const variables = variablesOf(elf, section, btf) ?? [];
      if (section.name !== '.maps')
        return variables.flatMap(({id}) =>
          specialIn(btf, btf.type(id), names).map((field) => ({name: section.name, field})),
        );
      const own = new Map(
        maps.filter(({type}) => /^(hash|lru_hash|array)$/.test(type)).map((map) => [map.place.offset, map]),
      );
      return variables.flatMap(({id, name, offset}) => {
        const value = valueTypeOf(btf, id);
        if (value === undefined || !own.has(offset) || !places.has(placeOf(section.index, offset))) return [];
        return specialIn(btf, value, names).map((field) => ({name, field}));
      });
    });
};

/** The type itself, or members of it, that are one of these structs. */
const specialIn = (btf: Btf, id: number, names: ReadonlySet<string>): string[] => {
  const type = resolve(btf, id);
  if (btf.kind(type) !== kinds.struct) return [];
  if (names.has(btf.name(type))) return [btf.name(type)];
  const members = Array.from({length: btf.length(type)}, (_, index) => resolve(btf, btf.memberType(type, index)));
  return members
    .map((member) => (btf.kind(member) === kinds.struct ? btf.name(member) : ''))
    .filter((name) => names.has(name));
};
