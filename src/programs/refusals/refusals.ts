import type {Loader} from '../loader.ts';
import type {BpfObject} from '../object/object.ts';
import {optionType} from '../object/option-type.ts';
import {refusalsOfAya} from './aya.ts';
import {refusalsOfCilium} from './cilium.ts';
import {defineByBtf, isLegacy, perhapsRefused, type Refusal, refused} from './refusal.ts';

/** What is known of the refusals of an object's loader. That there is none does not mean that it takes the object. */
export const refusalsOf = (object: BpfObject): readonly Refusal[] => refusals[object.loader](object);

const ofLibbpf = (object: BpfObject): Refusal[] => [...ofLegacyMaps(object), ...ofOptions(object)];

/** libbpf.c: bpf_object__collect_externs, bpf_object__resolve_externs. Weak ones that begin like its own may come with a later libbpf. */
const ofOptions = (object: BpfObject): Refusal[] =>
  object.externs
    .filter(({kind}) => kind === 'kconfig')
    .flatMap(({name, weak}) => {
      const what = `option ${name}`;
      if (!optionType(object, name))
        return [
          refused(
            what,
            'no option can have the type that it is declared with',
            'Declare it as bool, enum libbpf_tristate, an integer or an array of char.',
          ),
        ];
      return name.startsWith('CONFIG_') || madeUp.has(name) || (weak && name.startsWith('LINUX_'))
        ? []
        : [refused(what, 'options of the kernel are called CONFIG_*, and libbpf makes up none of this name')];
    });

const madeUp = new Set(['LINUX_KERNEL_VERSION', 'LINUX_HAS_BPF_COOKIE', 'LINUX_HAS_SYSCALL_WRAPPER']);

/** Since 1.0: https://github.com/libbpf/libbpf/wiki/Libbpf:-the-road-to-v1.0 */
const ofLegacyMaps = ({elf}: BpfObject): Refusal[] =>
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
