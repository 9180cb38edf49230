import type {Btf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {isComposite, isEnum, placeOf, resolve} from '../../../src/programs/btf/sizes.ts';

/** What a C program asserts of a header: the size of every struct and union in BTF, and the offset of every member that has a name. */
export const assertionsOf = (btf: Btf): readonly string[] => {
  const counts = new Map<string, number>();
  const asserted: string[] = [];
  for (let id = 1; id < btf.end; id++) {
    const name = btf.name(id);
    const kind = btf.kind(id);
    if (!name || !(isComposite(kind) || isEnum(kind))) continue;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (isEnum(kind) || id < btf.first) continue;
    const tag = `${kind === kinds.struct ? 'struct' : 'union'} ${name}${count > 1 ? `___${count}` : ''}`;
    asserted.push(assertion(`sizeof(${tag}) == ${btf.size(id)}`), ...offsets(btf, id, tag, 0));
  }
  return asserted;
};

const assertion = (what: string): string => `_Static_assert(${what}, "");`;

/** Members of anonymous structs are those of what holds them. Bitfields have no offset in C. */
const offsets = (btf: Btf, id: number, tag: string, start: number): string[] =>
  Array.from({length: btf.length(id)}, (_, member) => {
    const place = placeOf(btf, id, member);
    if (!place || place.bitfield) return [];
    const name = btf.memberName(id, member);
    const at = start + place.offset / 8;
    if (name) return [assertion(`__builtin_offsetof(${tag}, ${name}) == ${at}`)];
    const inner = resolve(btf, btf.memberType(id, member));
    return isComposite(btf.kind(inner)) ? offsets(btf, inner, tag, at) : [];
  }).flat();
