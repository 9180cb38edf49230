import type {Section} from '../elf/elf.ts';
import type {Loader} from '../loader.ts';
import type {BpfObject} from '../object/object.ts';
import {refusalsOfAya} from './aya.ts';
import {refusalsOfCilium} from './cilium.ts';

/** Why a loader refuses an object, whatever the kernel. */
export interface Refusal {
  /** Of the object: `section "tc/ingress"`. */
  readonly what: string;
  readonly why: string;
  /** False where it depends on the loader's version, or on how it is asked. */
  readonly certain: boolean;
  readonly todo?: string;
}

/** What is known of the refusals of an object's loader. That there is none does not mean that it takes the object. */
export const refusalsOf = (object: BpfObject): readonly Refusal[] => refusals[object.loader](object);

export const refused = (what: string, why: string, todo?: string): Refusal => ({
  what,
  why,
  certain: true,
  ...(todo && {todo}),
});

export const perhapsRefused = (what: string, why: string, todo?: string): Refusal => ({
  ...refused(what, why, todo),
  certain: false,
});

/** Maps of the form before BTF. */
export const isLegacy = ({name, size}: Section): boolean => (name === 'maps' || name.startsWith('maps/')) && size > 0;

export const defineByBtf = 'Define maps by BTF, in a section ".maps".';

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
