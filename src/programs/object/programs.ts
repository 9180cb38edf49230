import type {Loader} from '../loader.ts';
import {type SectionKind, sectionKind} from '../tables/section-kinds.ts';
import type {CodeFunction, CodeSection} from './code-sections.ts';
import type {StructOps} from './struct-ops.ts';

/** A function of an object that a loader gives to the kernel by itself. */
export interface Program {
  readonly name: string;
  readonly function: CodeFunction;
  /** Undefined where the loader has to say what it is. */
  readonly kind: SectionKind | undefined;
  /** What it is attached to, as far as its section's name says. */
  readonly target: string | undefined;
  /** Its section begins with `?`: it is loaded only where its loader says so. */
  readonly optional: boolean;
}

/** Functions outside of `.text`, which holds what they call; in `.text` where there is nothing else (as libbpf has it). */
export const programsOf = (
  code: readonly CodeSection[],
  structOps: readonly StructOps[],
  loader: Loader,
): Program[] => {
  const all = code.flatMap(({functions}) => functions);
  const outside = all.filter(({section}) => section.name !== '.text');
  const inStructOps = new Map(
    structOps.flatMap(({type, programs}) => programs.map(({member, program}) => [program, `${type}.${member}`])),
  );
  return (outside.length > 0 || all.length > 1 ? outside : all).map((fn) => {
    const optional = fn.section.name.startsWith('?');
    const found = sectionKind(optional ? fn.section.name.slice(1) : fn.section.name, loader);
    // libbpf looks at what refers to these, whatever their section's name goes on with.
    const target = found?.kind.programType === 'struct_ops' ? inStructOps.get(fn.name) : found?.target;
    return {name: fn.name, function: fn, kind: found?.kind, target, optional};
  });
};
