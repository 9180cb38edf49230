import type {Section} from '../elf/elf.ts';

/** Why a loader refuses an object, whatever the kernel. */
export interface Refusal {
  /** Of the object: `section "tc/ingress"`. */
  readonly what: string;
  readonly why: string;
  /** False where it depends on the loader's version, or on how it is asked. */
  readonly certain: boolean;
  /** The programs that it refuses, by name; absent where it is the whole object. */
  readonly programs?: readonly string[];
  readonly todo?: string;
}

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
