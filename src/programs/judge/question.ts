import {kinds} from '../btf/kinds.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import type {BpfObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import type {RelocatedObject} from '../object/relocated.ts';
import type {Reachability} from '../reach/reach.ts';
import type {Surroundings} from '../reach/world.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {optionValue} from './options.ts';

/** A program and a kernel: what each judge looks at. */
export interface Question {
  readonly object: BpfObject;
  readonly program: Program;
  /** The program's own function, and those that it calls. */
  readonly functions: ReadonlySet<CodeFunction>;
  readonly kernel: Kernel;
  /** The object as a loader changes it for this kernel; undefined where its types were not read. */
  readonly relocated: RelocatedObject | undefined;
  readonly reach: Reachability;
}

/** Judges one thing that programs ask of kernels. Pure. */
export type Judge = (question: Question) => readonly Omit<Judgement, 'program'>[];

/** Whether a kernel has a function or variable of a name; undefined where a module may have it. */
const hasName = ({types, symbols, allModules}: Kernel, name: string): boolean | undefined => {
  if (symbols?.has(name)) return true;
  const all = types ? [types.vmlinux, ...types.modules] : [];
  if (
    all.some((btf) => btf.named(name).some((id) => btf.kind(id) === kinds.function || btf.kind(id) === kinds.variable))
  )
    return true;
  return symbols && allModules ? false : undefined;
};

/** What is known of a kernel that decides where a program goes. */
export const surroundingsOf = (kernel: Kernel): Surroundings => ({
  kconfig: (name) => optionValue(kernel, name),
  has: (name) => hasName(kernel, name),
});
