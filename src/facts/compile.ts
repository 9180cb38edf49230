import {type Fact, mapFact} from './fact.ts';

/** The steps of building a BPF program, in their order; see scripts/compile.sh. */
export const compileSteps = ['bpf', 'skeleton', 'link', 'open'] as const;

/** From the source to an object that libbpf opens, in this order. */
export type CompileStep = (typeof compileSteps)[number];

/** The result of each step. A missing step was not reached. */
export type CompileFacts = Readonly<Partial<Record<CompileStep, CompileResult>>>;

/** The result of a step. */
export type CompileResult =
  | {readonly result: 'ok'}
  /** There is no tool for it. */
  | {readonly result: 'missing'}
  | {readonly result: 'failed'; readonly exitCode: number; readonly output: string};

/** Reads the record of scripts/compile.sh: `STEP ok`, `STEP missing`, or `STEP EXITCODE` and what the tool printed. */
export const parseCompile = (fact: Fact<string>): Fact<CompileFacts> =>
  mapFact(fact, (text) => {
    return Object.fromEntries(
      text.split(beginning).flatMap((chunk) => {
        const match = /^(\w+) (ok|missing|\d+)\n?([\s\S]*)$/.exec(chunk);
        return match?.[1] ? [[match[1], result(match[2] ?? '', match[3] ?? '')]] : [];
      }),
    );
  });

const beginning = new RegExp(`^(?=(?:${compileSteps.join('|')}) (?:ok|missing|\\d+)$)`, 'm');

const result = (word: string, output: string): CompileResult =>
  word === 'ok' || word === 'missing'
    ? {result: word}
    : {result: 'failed', exitCode: Number(word), output: output.trim()};
