import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';

/** Deeper types than any program's: cycles end here. */
const deepest = 16;

const words: {readonly [kind: number]: string} = {
  [kinds.struct]: 'struct ',
  [kinds.union]: 'union ',
  [kinds.enum]: 'enum ',
  [kinds.enum64]: 'enum ',
  [kinds.volatile]: 'volatile ',
  [kinds.const]: 'const ',
  [kinds.restrict]: 'restrict ',
};

/** A type as C would name it, short: `struct event`, `u32`, `char[16]`. */
export const typeText = (btf: Btf, id: number, depth = deepest): string => {
  const kind = btf.kind(id);
  if (id === 0 || kind === kinds.void) return 'void';
  if (depth === 0) return '...';
  const inner = (type: number): string => typeText(btf, type, depth - 1);
  switch (kind) {
    case kinds.pointer: {
      const pointed = inner(btf.type(id));
      return pointed.endsWith('*') ? `${pointed}*` : `${pointed} *`;
    }
    case kinds.array:
      return `${inner(btf.arrayElement(id))}[${btf.arrayLength(id)}]`;
    case kinds.volatile:
    case kinds.const:
    case kinds.restrict:
      return `${words[kind]}${inner(btf.type(id))}`;
    case kinds.typeTag:
      return inner(btf.type(id));
    case kinds.forward:
      return `${btf.flag(id) ? 'union' : 'struct'} ${btf.name(id)}`;
    case kinds.prototype: {
      const parameters = Array.from({length: btf.length(id)}, (_, index) => inner(btf.parameterType(id, index)));
      return `${inner(btf.type(id))} (${parameters.join(', ') || 'void'})`;
    }
    default:
      return `${words[kind] ?? ''}${btf.name(id) || '{...}'}`;
  }
};
