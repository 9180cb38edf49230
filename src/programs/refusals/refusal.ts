import {bindings, type Section, symbolTypes} from '../elf/elf.ts';
import type {BpfObject} from '../object/object.ts';

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

/** What an object refers to by name, and nothing defines: neither the object, nor the kernel by its declaration. */
export const undefinedSymbols = ({elf, externs}: BpfObject): readonly string[] => {
  const known = new Set(externs.map(({name}) => name));
  return elf.symbols
    .filter(({section, type, binding}) => section === 0 && type === symbolTypes.none && binding !== bindings.local)
    .map(({name}) => name)
    .filter((name) => name !== '' && !known.has(name));
};

export const nothingDefines = (name: string): Refusal =>
  refused(
    `the undefined name ${name}`,
    'nothing defines it, and it is not declared as one of the kernel (__ksym, __kconfig); BPF programs have no C library',
    'Define it in the source, or link the object that does: bpftool gen object.',
  );

/** The version of a kernel that a program is for: libbpf.c, bpf_object__init_kversion; elf_reader.go, loadVersion. */
export const oddVersion = ({elf}: BpfObject, isOdd: (bytes: number) => boolean): Refusal[] =>
  elf.sections
    .filter(({name, size}) => name === 'version' && isOdd(size))
    .map(({size}) =>
      refused(
        `a version of ${size} bytes`,
        'it must have 4, those of an integer',
        'Leave the section "version" out: kernels since 5.0 do not look at it.',
      ),
    );
