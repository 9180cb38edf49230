import {shortLine} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Facts} from './facts.ts';

/** What is wrong with the schema that a document names; undefined for facts of this version. */
export const schemaTrouble = (document: unknown): string | undefined => {
  const schema = (document as {schema?: unknown} | null | undefined)?.schema;
  if (schema === 'ebpf.facts/1') return undefined;
  const found = typeof schema === 'string' ? JSON.stringify(shortLine(schema, 80)) : 'missing';
  const hint = typeof schema === 'string' && schema.startsWith('ebpf.report/') ? ' A report is judged already.' : '';
  return `Its schema is ${found}; this version reads "ebpf.facts/1".${hint}`;
};

/** The facts of at least one host. @throws Failure for anything else: nothing that was not looked at may look ready. */
export const soundFacts = (given: unknown): readonly Facts[] => {
  const all: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (all.length === 0) throw refuse('There are no facts to judge.', 'The list is empty.');
  all.forEach((one, index) => {
    const trouble = schemaTrouble(one);
    if (trouble)
      throw refuse(`What was given${all.length > 1 ? ` as number ${index + 1}` : ''} is not facts.`, trouble);
  });
  return all as readonly Facts[];
};

const refuse = (what: string, why: string): Failure =>
  new Failure({
    what,
    why,
    todo: 'Facts are what probe() gives, what "ebpf probe" prints, or what loadFacts() reads from a file.',
    exitCode: exitCodes.usage,
  });
