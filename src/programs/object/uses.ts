import {calls, instructionBytes, opcodes} from '../code/instructions.ts';
import {type IsaFeature, isaOf} from '../code/isa.ts';
import {stackOf} from '../code/stack.ts';
import {type ElfSymbol, symbolTypes} from '../elf/elf.ts';
import {type CodeFunction, type CodeSection, functionAt} from './code-sections.ts';

/** What a function's instructions call and refer to. */
export interface Uses {
  /** Numbers of helpers. */
  readonly helpers: Set<number>;
  /** Functions of the kernel that are called by name. */
  readonly kfuncs: Set<string>;
  /** Variables that are defined elsewhere: of the kernel's configuration, or its own. */
  readonly externs: Set<string>;
  /** Symbols in sections without instructions: maps and global data, as `section:offset`. */
  readonly data: Set<string>;
  /** Functions of the object, called or handed on as a callback. */
  readonly functions: Set<CodeFunction>;
  readonly isa: ReadonlySet<IsaFeature>;
  /** Bytes of its own stack that it is seen to use. */
  readonly stack: number;
}

export const placeOf = (section: number, offset: number): string => `${section}:${offset}`;

/** What a function uses, by a look at each of its instructions, reached or not. */
export const usesOf = (fn: CodeFunction, sections: ReadonlyMap<number, CodeSection>): Uses => {
  const {code, references} = fn.section;
  const uses = {
    helpers: new Set<number>(),
    kfuncs: new Set<string>(),
    externs: new Set<string>(),
    data: new Set<string>(),
    functions: new Set<CodeFunction>(),
    isa: isaOf(code, fn.start, fn.end),
    stack: stackOf(code, fn.start, fn.end),
  };
  for (let at = fn.start; at < fn.end; at++) {
    const opcode = code.code[at];
    const symbol = references.get(at);
    if (opcode === opcodes.call) {
      if (symbol?.section === 0) uses.kfuncs.add(symbol.name);
      else if (code.source[at] === calls.helper) uses.helpers.add(code.immediate[at] ?? 0);
      else if (code.source[at] === calls.subprogram) addFunction(uses, calledFunction(fn.section, at, sections));
    } else if (opcode === opcodes.ldimm64) {
      if (symbol) addReference(uses, symbol, code.immediate[at] ?? 0, sections);
      at++;
    }
  }
  return uses;
};

const addFunction = ({functions}: Uses, called: CodeFunction | undefined): void => {
  if (called) functions.add(called);
};

/** The function that a call within the object goes to. */
export const calledFunction = (
  {code, references, ...from}: CodeSection,
  at: number,
  sections: ReadonlyMap<number, CodeSection>,
): CodeFunction | undefined => {
  const symbol = references.get(at);
  const distance = (code.immediate[at] ?? 0) + 1;
  const target = symbol ? sections.get(symbol.section) : sections.get(from.index);
  return target && functionAt(target, (symbol ? symbol.value / instructionBytes : at) + distance);
};

const addReference = (
  uses: Uses,
  symbol: ElfSymbol,
  immediate: number,
  sections: ReadonlyMap<number, CodeSection>,
): void => {
  const target = sections.get(symbol.section);
  if (symbol.section === 0) uses.externs.add(symbol.name);
  else if (target) addFunction(uses, functionAt(target, (symbol.value + immediate) / instructionBytes));
  else uses.data.add(placeOf(symbol.section, symbol.value + (symbol.type === symbolTypes.section ? immediate : 0)));
};

/** A function, what it calls, and what that calls. */
export const withCallees = (fn: CodeFunction, uses: ReadonlyMap<CodeFunction, Uses>): readonly CodeFunction[] => {
  const known = callees.get(fn) ?? findCallees(fn, uses);
  callees.set(fn, known);
  return known;
};

/** A function is of one object; what it calls is asked for each kernel anew. */
const callees = new WeakMap<CodeFunction, readonly CodeFunction[]>();

const findCallees = (fn: CodeFunction, uses: ReadonlyMap<CodeFunction, Uses>): readonly CodeFunction[] => {
  const seen = new Set([fn]);
  for (const each of seen) for (const called of uses.get(each)?.functions ?? []) seen.add(called);
  return [...seen];
};

/** The programs of an object that refer to one of these names of the kernel: its functions, variables, options. */
export const programsReferring = (
  {
    programs,
    uses,
  }: {
    readonly programs: readonly {name: string; function: CodeFunction}[];
    readonly uses: ReadonlyMap<CodeFunction, Uses>;
  },
  names: readonly string[],
): readonly string[] =>
  programs
    .filter((program) =>
      withCallees(program.function, uses).some((fn) =>
        names.some((name) => uses.get(fn)?.externs.has(name) || uses.get(fn)?.kfuncs.has(name)),
      ),
    )
    .map(({name}) => name);

/** What the deepest chain of calls takes of the 512 bytes of stack; frames are rounded up as the verifier does. */
export const deepestStack = (fn: CodeFunction, uses: ReadonlyMap<CodeFunction, Uses>): number => {
  const known = new Map<CodeFunction, number>();
  const depth = (each: CodeFunction): number => {
    const before = known.get(each);
    if (before !== undefined) return before;
    // Recursion, which the verifier refuses, ends here.
    known.set(each, 0);
    const own = Math.ceil(Math.max(uses.get(each)?.stack ?? 0, 1) / frameUnit) * frameUnit;
    const total = own + Math.max(0, ...[...(uses.get(each)?.functions ?? [])].map(depth));
    known.set(each, total);
    return total;
  };
  const used = uses.get(fn)?.functions.size ? depth(fn) : (uses.get(fn)?.stack ?? 0);
  return used;
};

/** Bytes to which a frame is rounded where there are several. */
const frameUnit = 32;
