import {calls, opcodes} from '../code/instructions.ts';
import {loaderNames} from '../loader.ts';
import type {Extern} from '../object/externs.ts';
import type {BpfObject} from '../object/object.ts';
import {programsReferring} from '../object/uses.ts';
import type {Place} from '../reach/numbering.ts';
import {openReach} from './helpers.ts';
import type {Judgement, Subject} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {isDeclaredSo, judgeTag, kernelName} from './kfuncs.ts';
import {isSet, misfitOf} from './options.ts';
import type {Judge} from './question.ts';
import {hasExtern} from './surroundings.ts';

/**
 * Functions, variables and options of the kernel that an object refers to by name. libbpf looks for all of them, whichever programs it loads: one that is
 * not weak and not there stops it (bpf_object__resolve_externs). cilium/ebpf looks for those of each program, and for all options where a program has one
 * (prog.go, newProgramWithOptions).
 */
export const judgeExterns = (object: BpfObject, kernel: Kernel): Judgement[] =>
  object.externs
    .filter(({kind, weak, type}) => !weak || kind !== 'ksym' || type !== 'void')
    .flatMap((extern) => {
      const judged =
        extern.kind === 'kconfig' ? judgeOption(object, kernel, extern) : judgeSymbol(object, kernel, extern);
      // A weak one that is not there is judged where it is called; one that is there has to fit all the same.
      const fits =
        extern.kind === 'kconfig' ? !misfitOf(object, kernel, extern.name) : !hasExtern(object, kernel, extern);
      if (extern.weak && fits) return [];
      if (object.loader !== 'cilium') return [judged];
      const stopped = extern.kind === 'kconfig' ? object.externs.filter(({kind}) => kind === 'kconfig') : [extern];
      return programsReferring(
        object,
        stopped.map(({name}) => name),
      ).map((program) => ({...judged, program}));
    });

/** What becomes of an object that asks for what is not there. */
const refuses = (object: BpfObject): string =>
  object.loader === 'cilium' ? `${loaderNames.cilium} refuses the program` : 'a loader refuses the whole object';

const nameOf = ({name, kind}: Extern): {subject: Subject; what: string} =>
  kind === 'kfunc' ? {subject: 'kfunc', what: `${name}()`} : {subject: 'kernel variable', what: name};

const otherThanDeclared = (kernel: Kernel, extern: Extern): string =>
  extern.kind === 'kfunc'
    ? `the kernel's ${kernelName(kernel, extern)}() has other arguments than the object declares`
    : `the kernel's ${extern.name} is of another kind than the object declares`;

const judgeSymbol = (object: BpfObject, kernel: Kernel, extern: Extern): Judgement => {
  const {name, kind, type} = extern;
  const about = nameOf(extern);
  const by = kind === 'ksym' && type === 'void' ? 'kallsyms' : 'btf';
  const has = hasExtern(object, kernel, extern);
  const compared = kind === 'kfunc' || (by === 'btf' && kernel.flavors);
  if (has && compared && !isDeclaredSo(object, kernel, extern))
    return {
      verdict: 'fail',
      ...about,
      by,
      evidence: `${otherThanDeclared(kernel, extern)}, and ${refuses(object)}`,
      todo: 'Declare it as the kernel has it.',
    };
  if (has && kind === 'kfunc') return {...about, ...judgeTag(kernel, extern)};
  if (has) return {verdict: 'pass', ...about, by, evidence: `the kernel has ${name}`};
  if (has === false)
    return {
      verdict: 'fail',
      ...about,
      by,
      evidence: `${kernel.vmlinuxAlone ? 'vmlinux does not' : 'neither the kernel nor its modules'} have ${name}, and ${refuses(object)} without it`,
      todo: 'Declare it __weak and ask bpf_ksym_exists() before it is used, or take another kernel.',
    };
  const unread =
    by === 'btf'
      ? kernel.types
        ? `vmlinux has no ${name}, and a module may have it`
        : "the kernel's types were not read"
      : '/proc/kallsyms was not read';
  return {verdict: 'unknown', ...about, by, evidence: `${unread}; ${refuses(object)} without it`};
};

const judgeOption = (object: BpfObject, kernel: Kernel, {name, type}: Extern): Judgement => {
  const about = {subject: 'kernel option', what: name, by: 'configuration'} as const;
  const misfit = misfitOf(object, kernel, name);
  if (misfit)
    return {
      verdict: 'fail',
      ...about,
      evidence: `it is ${misfit.value}, which ${type} does not take, and ${refuses(object)}`,
      todo: `Declare it as ${misfit.declare}.`,
    };
  // libbpf makes these itself.
  if (name.startsWith('LINUX_')) return {verdict: 'pass', ...about, by: 'version', evidence: 'every kernel has it'};
  const set = isSet(kernel, name);
  if (set) return {verdict: 'pass', ...about, evidence: 'it is set'};
  const evidence =
    set === false
      ? `it is not set, and ${refuses(object)} without it`
      : "the kernel's configuration does not tell, as far as it was read";
  return {
    verdict: set === false ? 'fail' : 'unknown',
    ...about,
    evidence,
    todo:
      object.loader === 'cilium'
        ? 'Look for the option in Go, and set a constant by it.'
        : 'Declare it __weak: it is 0 where it is not set.',
  };
};

/** Weak functions that the kernel lacks: a call that is reached is refused. */
export const judgeWeak: Judge = ({object, kernel, functions, reach}) =>
  object.externs
    .filter((extern) => extern.kind === 'kfunc' && extern.weak && hasExtern(object, kernel, extern) !== true)
    .flatMap((extern): Omit<Judgement, 'program'>[] => {
      const places = [...functions].flatMap((fn) => callsOf(fn, extern.name));
      const reached = reach.of(places);
      if (reached.state === 'dead') return [];
      const about = {...nameOf(extern), by: 'btf'} as const;
      const todo = 'Ask bpf_ksym_exists() before it is called.';
      const missing = hasExtern(object, kernel, extern) === false;
      const name = kernelName(kernel, extern);
      const evidence = !missing
        ? `vmlinux has no ${name}, and a module may have it`
        : isDeclaredSo(object, kernel, extern)
          ? `${kernel.vmlinuxAlone ? 'vmlinux does not' : 'neither the kernel nor its modules'} have ${name}`
          : otherThanDeclared(kernel, extern);
      if (reached.state === 'conditional')
        return [{verdict: 'unknown', ...about, on: reached.on, evidence: `${evidence}; ${openReach(reached)}`, todo}];
      return [{verdict: missing ? 'fail' : 'unknown', ...about, evidence, todo}];
    });

/**
 * Variables of the kernel with a type, wherever a program refers to them: the kernel looks for their address among its symbols, of which those without
 * CONFIG_KALLSYMS_ALL list no variables (check_pseudo_btf_id of kernel/bpf/verifier.c), and refuses the program without it, in dead code as well.
 */
export const judgeAddresses: Judge = ({object, kernel, functions}) =>
  object.externs
    .filter(({name, kind, type}) => kind === 'ksym' && type !== 'void' && kernel.symbols?.has(name) === false)
    .filter((extern) => hasExtern(object, kernel, extern) === true)
    .filter(({name}) => [...functions].some((fn) => object.uses.get(fn)?.externs.has(name)))
    .map(
      (extern): Omit<Judgement, 'program'> => ({
        verdict: 'fail',
        ...nameOf(extern),
        by: 'kallsyms',
        evidence: `the kernel's types have it, and /proc/kallsyms does not, where the kernel looks for its address`,
        todo: 'Take a kernel with CONFIG_KALLSYMS_ALL.',
      }),
    );

/** Where a function calls one of the kernel's. */
export const callsOf = (fn: Place['function'], name: string): Place[] => {
  const {code, references} = fn.section;
  const found: Place[] = [];
  for (let at = fn.start; at < fn.end; at++) {
    if (code.code[at] === opcodes.ldimm64) at++;
    else if (code.code[at] === opcodes.call && code.source[at] !== calls.helper && references.get(at)?.name === name)
      found.push({function: fn, at});
  }
  return found;
};
