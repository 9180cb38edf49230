import {exitCodes, Failure} from '../../hosts/failure.ts';
import {isIdentifier} from './names.ts';

/** The failure of BTF that cannot be what it says it is; `place` says where in it. */
export const malformed = (place: string, why: string): Failure =>
  new Failure({
    what: `This BTF is damaged or made up: ${place} ${why}.`,
    todo: 'Fetch it again from where it came, and do not trust who made it: BTF of a kernel passes.',
    exitCode: exitCodes.usage,
  });

/** A type as a message calls it: by its name where that is one. */
export const placeOfType = (btf: {name(id: number): string}, id: number): string => {
  const name = btf.name(id);
  return `type ${id}${isIdentifier(name) ? ` (${name})` : ''}`;
};
