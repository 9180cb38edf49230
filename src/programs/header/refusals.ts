import type {Failure} from '../../hosts/failure.ts';
import {malformed, placeOfType} from '../btf/malformed.ts';

type Refusal = (place: string, more: number) => readonly [place: string, why: string];

/** In words, what `wasm/reasons.ts` numbers. */
const refusals: readonly Refusal[] = [
  (place) => [place, 'is of a kind that is not known, or ends beyond the types'],
  (place) => [place, 'contains itself, which no type of C can'],
  (place, most) => [place, `is nested more than ${most} types deep`],
  (place, member) => [place, `has members that overlap: ${member} and the one before`],
  (place) => [place, 'takes more than 16 MB to write'],
  () => ['it', 'takes more than 64 MB to write'],
  (_place, most) => ['a name', `has ${most} bytes or more`],
];

/** Why no header can be made of types. */
export const refusalOf = (types: {name(id: number): string}, reason: number, id: number, more: number): Failure => {
  const [place = '', why = ''] = refusals[reason]?.(placeOfType(types, id), more) ?? [];
  return malformed(place, why);
};
