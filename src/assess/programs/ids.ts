import type {BpfObject} from '../../programs/object/object.ts';
import type {Program} from '../../programs/object/programs.ts';
import type {NamedObject} from './objects.ts';

/** What an object is judged by, each with a check of its own. */
export type Part = Pick<Program, 'name' | 'kind' | 'target' | 'optional'>;

/** An object that has no programs. */
export const itself: Part = {name: 'object', kind: undefined, target: undefined, optional: false};

/** The programs of an object; itself where it has none, as its loader makes its maps all the same. */
export const partsOf = ({programs}: Pick<BpfObject, 'programs'>): readonly Part[] =>
  programs.length > 0 ? programs : [itself];

/** The id of the check of a program: `program.hello.handle_exec`. */
export const idOf = (stem: string, {name}: Part): string => `program.${stem}.${name.replace(/\W/g, '_')}`;

/** The ids of the checks of an object. */
export const idsOf = ({object, stem}: NamedObject): readonly string[] =>
  partsOf(object).map((part) => idOf(stem, part));
