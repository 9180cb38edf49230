import type {Program} from '../../programs/object/programs.ts';
import type {NamedObject} from './objects.ts';

/** The id of the check of a program: `program.hello.handle_exec`. */
export const idOf = (stem: string, {name}: Program): string => `program.${stem}.${name.replace(/\W/g, '_')}`;

/** The ids of all programs of an object. */
export const idsOf = ({object, stem}: NamedObject): readonly string[] =>
  object.programs.map((program) => idOf(stem, program));
