import type {Loader} from '../loader.ts';
import type {BpfObject} from '../object/object.ts';
import {refusalsOfAya} from './aya.ts';
import {refusalsOfCilium} from './cilium.ts';
import {defineByBtf, isLegacy, perhapsRefused, type Refusal} from './refusal.ts';

/** What is known of the refusals of an object's loader. That there is none does not mean that it takes the object. */
export const refusalsOf = (object: BpfObject): readonly Refusal[] => refusals[object.loader](object);

/** Since 1.0: https://github.com/libbpf/libbpf/wiki/Libbpf:-the-road-to-v1.0 */
const ofLibbpf = ({elf}: BpfObject): Refusal[] =>
  elf.sections.some(isLegacy)
    ? [
        perhapsRefused(
          'maps in a section "maps"',
          'libbpf 1.0 and later refuse the object, loaders that know this older form do not',
          defineByBtf,
        ),
      ]
    : [];

const refusals: Readonly<Record<Loader, (object: BpfObject) => readonly Refusal[]>> = {
  libbpf: ofLibbpf,
  cilium: refusalsOfCilium,
  aya: refusalsOfAya,
};
