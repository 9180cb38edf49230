import type {CodeFunction} from '../object/code-sections.ts';
import type {BpfObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import type {RelocatedObject} from '../object/relocated.ts';
import type {Reachability} from '../reach/reach.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';

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
