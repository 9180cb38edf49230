import {type Btf, readBtf} from '../btf/btf.ts';
import type {CoreRelocation} from '../core/relocation.ts';
import {type Elf, readElf} from '../elf/elf.ts';
import type {Loader} from '../loader.ts';
import {bounded} from '../refusal.ts';
import {type BtfExt, readBtfExt} from './btf-ext.ts';
import {type CodeFunction, type CodeSection, codeSections, functionAt} from './code-sections.ts';
import {type Extern, readExterns} from './externs.ts';
import {type MapDefinition, readMaps} from './maps.ts';
import {type Program, programsOf} from './programs.ts';
import {readStructOps, type StructOpsDefinition} from './struct-ops.ts';
import {type Uses, usesOf} from './uses.ts';

/** A compiled BPF object, read: all that it says of itself. */
export interface BpfObject {
  /** Who loads it, as far as that is known: what its sections mean and how it is relocated. */
  readonly loader: Loader;
  readonly elf: Elf;
  readonly btf: Btf | undefined;
  readonly ext: BtfExt | undefined;
  /** As the section `license` has it. */
  readonly licence: string | undefined;
  /** LINUX_VERSION_CODE in the section `version`, which kprobes of kernels before 5.0 need. */
  readonly version: number | undefined;
  readonly code: readonly CodeSection[];
  readonly programs: readonly Program[];
  readonly uses: ReadonlyMap<CodeFunction, Uses>;
  readonly maps: readonly MapDefinition[];
  readonly externs: readonly Extern[];
  readonly structOps: readonly StructOpsDefinition[];
  /** CO-RE relocations of instructions that are still there, in the order in which a loader applies them. */
  readonly relocations: readonly PlacedRelocation[];
}

/** Reads a BPF object. @throws Failure for anything that is not a whole one. */
export const readObject = (bytes: Uint8Array, loader: Loader = 'libbpf'): BpfObject =>
  bounded('This BPF object is damaged.', () => {
    const elf = readElf(bytes);
    const section = (name: string) => elf.sections.find((each) => each.name === name && each.bytes.length > 0)?.bytes;
    const types = section('.BTF');
    const btf = types && readBtf(types.raw);
    const records = section('.BTF.ext');
    const ext = btf && records ? readBtfExt(records, btf) : undefined;
    const version = section('version');
    const code = codeSections(elf);
    const byIndex = new Map(code.map((each) => [each.index, each]));
    const uses = new Map(
      code.flatMap(({functions}) => functions.map((each) => [each, usesOf(each, byIndex)] as const)),
    );
    const structOps = readStructOps(elf, btf);
    return {
      loader,
      elf,
      btf,
      ext,
      licence: section('license')?.text(0),
      version: version && version.length >= 4 ? version.u32(0) : undefined,
      code,
      uses,
      programs: programsOf(code, structOps, loader),
      maps: readMaps(elf, btf),
      externs: readExterns(elf, btf),
      structOps,
      relocations: placed(ext, code),
    };
  });

/** A CO-RE relocation, and the function that it is in. */
export type PlacedRelocation = CoreRelocation & {readonly function: CodeFunction};

const placed = (ext: BtfExt | undefined, code: readonly CodeSection[]): readonly PlacedRelocation[] => {
  const sections = new Map(code.map((section) => [section.name, section]));
  return (ext?.relocations ?? []).flatMap((relocation) => {
    const section = sections.get(relocation.section);
    const fn = section && functionAt(section, relocation.instruction);
    return fn ? [{...relocation, function: fn}] : [];
  });
};
