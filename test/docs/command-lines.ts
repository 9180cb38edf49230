import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Command} from '@oclif/core';

const root = path.join(import.meta.dirname, '../..');
const folder = path.join(root, 'src/commands');

const loaded = new Map<string, Command.Class>();
for (const file of readdirSync(folder, {recursive: true, encoding: 'utf8'})) {
  if (!file.endsWith('.ts') || file === 'base.ts' || file.startsWith('flags')) continue;
  // One after another: jest cannot link two at once that share modules.
  const {default: command} = (await import(path.join(folder, file))) as {default: Command.Class};
  loaded.set(file.replace(/\.ts$/, '').replaceAll('/', ' '), command);
}

/** Every command by its name, as `kernel list`. */
export const commands: ReadonlyMap<string, Command.Class> = loaded;

/** The examples of the help of every command, each a line for a shell. */
export const examples: readonly string[] = [...commands.values()].flatMap(({examples: all = []}) =>
  all.map((example) =>
    (typeof example === 'string' ? example : example.command).replaceAll('<%= config.bin %>', 'ebpf'),
  ),
);

export const read = (page: string): string => readFileSync(path.join(root, page), 'utf8');

/** What stands in blocks of code, a line each; of a block with prompts only what is typed there. */
export const codeLines = (page: string): readonly string[] => {
  const text = page.replace(/ *\\\n\s*/g, ' ');
  const fenced = [...text.matchAll(/^( *)(`{3,})[^\n]*\n(.*?)^\1\2/gms)].map(([, , , block = '']) => block);
  const indented = text.replace(/^( *)(`{3,})[^\n]*\n.*?^\1\2/gms, '').match(/(?:^ {4}.*\n)+/gm) ?? [];
  return [...fenced, ...indented].flatMap((block) => {
    const lines = block.split('\n').map((line) => line.trim());
    const typed = lines.filter((line) => line.startsWith('$ '));
    return (typed.length > 0 ? typed : lines).map((line) => line.replace(/^\$ /, '')).filter((line) => line !== '');
  });
};

/** What stands in a sentence or a table as code. */
export const codeSpans = (page: string): readonly string[] =>
  [...page.replace(/^( *)(`{3,})[^\n]*\n.*?^\1\2/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) =>
    code.replaceAll('\\|', '|'),
  );

const token = /'[^']*'|"[^"]*"|\$\([^)]*\)|(?:^|(?<=\s))#.*|\d*>{1,2}(?:&\d)?|<|[|;&]+|\s+|[^\s'"|;&<>]+/g;

/** The words after `ebpf`, for each time that a line for a shell calls it: without redirections, pipes and comments. */
export const callsIn = (line: string): readonly (readonly string[])[] => {
  const calls: string[][] = [[]];
  let word: string | undefined;
  let toFile = false;
  const end = () => {
    if (word !== undefined && !toFile) calls.at(-1)?.push(word);
    if (word !== undefined) toFile = false;
    word = undefined;
  };
  for (const [part] of line.matchAll(token)) {
    if (/^\s+$/.test(part) || part.startsWith('#')) end();
    else if (/^[|;&]+$/.test(part)) {
      end();
      calls.push([]);
    } else if (/^(?:\d*>|<)/.test(part)) {
      end();
      toFile = !part.includes('&');
    } else word = (word ?? '') + part.replace(/^(['"])(.*)\1$/s, '$2');
  }
  end();
  return calls.flatMap((words) => {
    const at = words.findIndex((each) => !/^(?:sudo|doas|if|!|-?\w+:|-|\w+=.*)$/.test(each));
    return /^(?:\S*\/)?(?:ebpf|run\.js)$/.test(words[at] ?? '') ? [words.slice(at + 1)] : [];
  });
};
