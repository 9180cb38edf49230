import {calls, type Instructions} from '../code/instructions.ts';
import {symbolTypes} from '../elf/elf.ts';
import {type CodeSection, functionAt} from '../object/code-sections.ts';
import type {Extern} from '../object/externs.ts';
import type {BpfObject} from '../object/object.ts';
import {calledFunction} from '../object/uses.ts';
import {variablesOf} from '../object/variables.ts';
import type {World} from './step.ts';
import {any, constant, dependent, type Value} from './value.ts';

/** What is known of the kernel and the loader; undefined where it is not. */
export interface Surroundings {
  /** The value of an option such as `CONFIG_HZ`, or of what libbpf adds, such as `LINUX_KERNEL_VERSION`. */
  readonly kconfig?: (name: string) => bigint | undefined;
  /** Whether the kernel has a function or variable. */
  readonly has?: (name: string) => boolean | undefined;
  /** Takes constants as the object has them, where a loader may set others. */
  readonly asBuilt?: boolean;
}

/** The data and externs of an object, for {@link step}. */
export const worldOf = (object: BpfObject, surroundings: Surroundings): World => {
  const {sections, kinds, constants} = knownOf(object);
  return {
    // A helper's number is no distance.
    called: (fn, at) =>
      fn.section.code.source[at] === calls.subprogram ? calledFunction(fn.section, at, sections) : undefined,
    address: (fn, code, at) => {
      const symbol = fn.section.references.get(at);
      const immediate = code.immediate[at] ?? 0;
      if (!symbol) return literal(code, at);
      if (symbol.section === 0) return externAddress(symbol.name, kinds.get(symbol.name), surroundings);
      const target = sections.get(symbol.section);
      if (target) return functionAt(target, (symbol.value + immediate) / 8) ?? any;
      const offset =
        symbol.value + (symbol.type === symbolTypes.section || constants.has(symbol.section) ? immediate : 0);
      return {kind: 'data', section: symbol.section, offset};
    },
    load: (from, bytes) => {
      if (from.kind === 'extern' && kinds.get(from.name) === 'kconfig') {
        const value = surroundings.kconfig?.(from.name);
        return value === undefined ? dependent([from.name]) : constant(BigInt.asUintN(bytes * 8, value));
      }
      const data = from.kind === 'data' ? constants.get(from.section) : undefined;
      if (from.kind !== 'data' || !data) return any;
      return surroundings.asBuilt ? data.read(from.offset, bytes) : dependent([data.name(from.offset)]);
    },
  };
};

/** What an object says itself is the same on every kernel. */
const knownOf = (object: BpfObject) => {
  const found = known.get(object) ?? {
    sections: new Map(object.code.map((section) => [section.index, section])),
    kinds: new Map(object.externs.map(({name, kind}) => [name, kind])),
    constants: constantsOf(object),
  };
  known.set(object, found);
  return found;
};

const known = new WeakMap<BpfObject, Known>();

interface Known {
  readonly sections: ReadonlyMap<number, CodeSection>;
  readonly kinds: ReadonlyMap<string, Extern['kind']>;
  readonly constants: ReadonlyMap<number, Constants>;
}

const literal = (code: Instructions, at: number): Value =>
  constant((BigInt(code.immediate[at + 1] ?? 0) << 32n) | BigInt.asUintN(32, BigInt(code.immediate[at] ?? 0)));

const externAddress = (name: string, kind: string | undefined, {has}: Surroundings): Value => {
  if (kind === 'kconfig') return {kind: 'extern', name};
  const there = has?.(name);
  if (there === undefined) return dependent([name]);
  return there ? {kind: 'extern', name} : constant(0n);
};

interface Constants {
  readonly name: (offset: number) => string;
  readonly read: (offset: number, bytes: number) => Value;
}

/** Sections that are constant once the program is loaded. */
const constantsOf = ({elf, btf}: BpfObject): ReadonlyMap<number, Constants> =>
  new Map(
    elf.sections
      .filter(({name}) => /^\.rodata(\.|$)/.test(name))
      .map((section): [number, Constants] => {
        const variables = (btf && variablesOf(elf, section, btf)) ?? [];
        const name = (at: number): string =>
          variables.find(({offset, size}) => at >= offset && at < offset + size)?.name ?? section.name;
        const read = (at: number, bytes: number): Value => {
          if (at < 0 || at + bytes > section.bytes.length) return any;
          let value = 0n;
          for (let byte = 0; byte < bytes; byte++) {
            const place = section.bytes.little ? bytes - 1 - byte : byte;
            value = (value << 8n) | BigInt(section.bytes.u8(at + place));
          }
          return constant(value);
        };
        return [section.index, {name, read}];
      }),
  );
