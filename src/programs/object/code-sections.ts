import {Instructions, instructionBytes} from '../code/instructions.ts';
import {bindings, type Elf, type ElfSymbol, executable, type Section, sectionTypes, symbolTypes} from '../elf/elf.ts';
import {refusal} from '../refusal.ts';

/** A function in a section, as a range of the section's instructions. */
export interface CodeFunction {
  readonly name: string;
  readonly section: CodeSection;
  readonly start: number;
  readonly end: number;
  readonly binding: number;
  /** Seen from outside of the object: the verifier looks at it by itself, whatever it is called with (Linux 5.6). */
  readonly global: boolean;
}

/** A section that holds instructions. */
export interface CodeSection {
  readonly index: number;
  readonly name: string;
  readonly code: Instructions;
  /** What instructions refer to, by their index. */
  readonly references: ReadonlyMap<number, ElfSymbol>;
  /** In the order of their place. */
  readonly functions: CodeFunction[];
}

/** More than any object has; keeps what a forged table of symbols can cost small. */
const mostFunctions = 4096;

/** Names that a function may have on average: each is followed by itself. */
const mostNames = 16;

export const codeSections = (elf: Elf): CodeSection[] => {
  const sections = elf.sections
    .filter(({type, flags, size}) => type === sectionTypes.progbits && (flags & executable) !== 0 && size > 0)
    .map((section) => codeSection(elf, section));
  const byIndex = new Map(sections.map((section) => [section.index, section]));
  let count = 0;
  for (const symbol of elf.symbols) {
    const section = symbol.type === symbolTypes.function ? byIndex.get(symbol.section) : undefined;
    if (!section) continue;
    if (++count > mostFunctions) throw refusal('This object has too many functions.', `More than ${mostFunctions}.`);
    if (symbol.value % instructionBytes !== 0 || symbol.value + symbol.size > section.code.count * instructionBytes)
      throw refusal(
        'This object is damaged.',
        `The function ${symbol.name} is not within its section ${section.name}.`,
      );
    section.functions.push(functionOf(section, symbol));
  }
  for (const section of sections) {
    // Compilers before LLVM 8 do not say what is a function: then the section is one.
    if (section.functions.length === 0) section.functions.push(wholeOf(elf, section));
    section.functions.sort((one, other) => one.start - other.start);
    const claimed = section.functions.reduce((sum, {start, end}) => sum + end - start, 0);
    if (claimed > mostNames * section.code.count)
      throw refusal('This object is damaged.', `The functions of its section ${section.name} overlap.`);
  }
  return sections;
};

const codeSection = (elf: Elf, {index, name, bytes}: Section): CodeSection => ({
  index,
  name,
  code: Instructions.read(bytes),
  references: new Map(
    (elf.relocations.get(index) ?? []).map(({offset, symbol}) => [Math.floor(offset / instructionBytes), symbol]),
  ),
  functions: [],
});

const functionOf = (section: CodeSection, {name, value, size, binding, visibility}: ElfSymbol): CodeFunction => {
  const start = value / instructionBytes;
  return {
    name,
    section,
    start,
    end: start + Math.floor(size / instructionBytes),
    binding,
    global: binding !== bindings.local && visibility === 0,
  };
};

const wholeOf = ({symbols}: Elf, section: CodeSection): CodeFunction => {
  const named = symbols.find(
    (symbol) => symbol.section === section.index && symbol.value === 0 && symbol.type === symbolTypes.none,
  );
  const binding = named?.binding ?? bindings.global;
  return {name: named?.name || section.name, section, start: 0, end: section.code.count, binding, global: true};
};

/** The function that an instruction belongs to; undefined for one of a function that the linker dropped. */
export const functionAt = ({functions}: CodeSection, instruction: number): CodeFunction | undefined => {
  let [low, high] = [0, functions.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((functions[middle]?.start ?? 0) <= instruction) low = middle;
    else high = middle - 1;
  }
  const found = functions[low];
  return found && instruction >= found.start && instruction < found.end ? found : undefined;
};
