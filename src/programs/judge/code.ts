import type {IsaFeature} from '../code/isa.ts';
import {dataSections, refersTo} from '../object/data.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {byEnum, byTrying, byVersion, hasMember, type Known} from './known.ts';
import type {Judge, Question} from './question.ts';
import {findType} from './targets.ts';

/** Instructions that a kernel may not know. The verifier looks at all of them first, reached or not ("unknown opcode"). */
interface Instructions {
  readonly what: string;
  /** The version of mainline that has them, and the commit. */
  readonly since: readonly [version: string, commit: string];
  /** What came into the kernel's types with them, and who of its names tells. */
  readonly sign: string;
  readonly isThere: (kernel: Kernel) => boolean | undefined;
}

const helper = (name: string) => (kernel: Kernel) => there(byEnum(kernel, 'bpf_func_id', {name: `BPF_FUNC_${name}`}));
const mapType = (name: string) => (kernel: Kernel) => there(byEnum(kernel, 'bpf_map_type', {name}));
const there = (known: Known | undefined): boolean | undefined => known && known.verdict === 'pass';
const fn = (name: string) => (kernel: Kernel) => kernel.types && findType(kernel, name, 'function') !== undefined;

/** Versions as in src/facts/features.ts; the rest by the commits that are named. Signs were looked up in the BTF of Linux 5.10, 6.1, 6.12 and 7.2. */
const instructions: Readonly<Record<IsaFeature, Instructions>> = {
  'isa-v2': {
    what: 'BPF ISA v2',
    since: ['4.14', '92b31a9af73b'],
    sign: 'bpf_redirect_map(), of the same version',
    isThere: helper('redirect_map'),
  },
  'isa-v3': {
    what: 'BPF ISA v3',
    since: ['5.1', '092ed0968bb6'],
    sign: 'bpf_spin_lock(), of the same version',
    isThere: helper('spin_lock'),
  },
  'isa-v4': {
    what: 'BPF ISA v4',
    since: ['6.6', '1f9a1ea821ff'],
    // A compiler may have inlined the function.
    sign: 'coerce_reg_to_size_sx(), of the same commit, or BPF_TCX_INGRESS, of the same version',
    isThere: (kernel) =>
      fn('coerce_reg_to_size_sx')(kernel) || there(byEnum(kernel, 'bpf_attach_type', {name: 'BPF_TCX_INGRESS'})),
  },
  'isa-atomics': {
    what: 'atomic operations that return',
    since: ['5.12', '5ca419f2864a'],
    sign: 'bpf_check_mtu(), of the same version',
    isThere: helper('check_mtu'),
  },
  'may-goto': {
    what: 'may_goto',
    since: ['6.9', '011832b97b31'],
    sign: 'bpf_verifier_state.may_goto_depth, of the same commit',
    isThere: (kernel) => hasMember(kernel, 'bpf_verifier_state', 'may_goto_depth'),
  },
  'address-space-cast': {
    what: 'casts between address spaces',
    since: ['6.9', '6082b6c328b5'],
    sign: 'BPF_MAP_TYPE_ARENA, which they are for',
    isThere: mapType('BPF_MAP_TYPE_ARENA'),
  },
  'load-acquire': {
    what: 'load-acquire and store-release',
    since: ['6.15', '880442305a39'],
    sign: 'atomic_ptr_type_ok(), of the same version',
    isThere: fn('atomic_ptr_type_ok'),
  },
  'indirect-jump': {
    what: 'indirect jumps',
    since: ['6.19', 'b4ce5923e780'],
    sign: 'BPF_MAP_TYPE_INSN_ARRAY, which they are for',
    isThere: mapType('BPF_MAP_TYPE_INSN_ARRAY'),
  },
};

/** The instructions of a program, and the global variables that it refers to. */
export const judgeCode: Judge = (question) => [...judgeInstructions(question), ...judgeData(question)];

const judgeInstructions = ({functions, object, kernel}: Question): Omit<Judgement, 'program'>[] => {
  const used = new Set([...functions].flatMap((each) => [...(object.uses.get(each)?.isa ?? [])]));
  return [...used].map((feature) => {
    const {what, since, sign, isThere} = instructions[feature];
    const known = byTrying(kernel, feature) ?? bySign(kernel, sign, isThere) ?? byVersion(kernel, since[0]);
    const todo = feature.startsWith('isa-v') ? ` Compile it with an older -mcpu.` : '';
    return {
      subject: 'instructions' as const,
      what,
      ...known,
      ...(known.verdict === 'fail' && {todo: `Take Linux ${since[0]} or newer.${todo}`}),
    };
  });
};

const bySign = (kernel: Kernel, sign: string, isThere: Instructions['isThere']): Known | undefined => {
  const has = isThere(kernel);
  if (has === undefined) return undefined;
  return has
    ? {verdict: 'pass', by: 'btf', evidence: `the kernel's types have ${sign}`}
    : {verdict: 'fail', by: 'btf', evidence: `the kernel's types lack ${sign}`};
};

/** Global variables are maps whose values instructions have the address of: Linux 5.2, d8eca5bbb2be. */
const judgeData = ({functions, object, kernel}: Question): Omit<Judgement, 'program'>[] => {
  const places = [...functions].flatMap((each) => [...(object.uses.get(each)?.data ?? [])]);
  const used = dataSections(object).filter(({section}) => refersTo(object, section, places));
  if (used.length === 0) return [];
  const member = hasMember(kernel, 'bpf_map_ops', 'map_direct_value_addr');
  const known =
    byTrying(kernel, 'global-data') ??
    bySign(kernel, 'bpf_map_ops.map_direct_value_addr, of the same commit', () => member) ??
    byVersion(kernel, '5.2');
  return [
    {subject: 'global data', what: `global variables (${used.map(({section}) => section).join(', ')})`, ...known},
  ];
};
