import type {CodeFunction} from '../object/code-sections.ts';
import type {BpfObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import {explore} from '../reach/explore.ts';
import {worldOf} from '../reach/world.ts';

/** Program types whose context is a list of arguments, eight bytes each. */
const withArguments = ['tracing', 'lsm', 'raw_tracepoint', 'raw_tracepoint_writable', 'struct_ops', 'ext'];

/**
 * `functions` are the program's own and those that it calls. Which arguments of what it is attached to a program reads, counted from 1: undefined where its context is something else. After the last argument
 * of a function comes what it returns, for those that see it.
 */
export const argumentsOf = (
  object: BpfObject,
  {kind}: Program,
  functions: readonly CodeFunction[],
): readonly number[] | undefined => {
  if (!kind || !withArguments.includes(kind.programType) || kind.attachType === 'trace_iter') return undefined;
  const {context} = explore(functions, [], (each) => each.section.code, worldOf(object, {}));
  return [...new Set([...context.keys()].map((offset) => Math.floor(offset / 8) + 1))].sort(
    (one, other) => one - other,
  );
};
