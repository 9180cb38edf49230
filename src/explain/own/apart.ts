import {ownDocument} from './document.ts';
import {reportLines} from './report-lines.ts';
import {sentences} from './sentences.ts';

/** A text in which ebpf itself speaks, perhaps beside a tool. */
export interface Apart {
  /** What ebpf said, as printed. */
  readonly own: readonly string[];
  /** What is left: the words of others. */
  readonly rest: string;
}

/** Composed where they are printed, so that no field of a failure holds them. */
const composed: readonly string[] = [
  '* did not answer within * s',
  '*: permission denied (*)',
  'Permission denied: * passwords were wrong*',
  'Cause: * ("ebpf explain" knows *).',
  'Perhaps: * (*). Confirm with: *',
];

/** Each sentence by the pieces that never change. */
const patterns = [...sentences, ...composed].map((sentence) => sentence.split('*'));

const fits = (line: string, [first = '', ...others]: readonly string[]): boolean => {
  const last = others.pop();
  if (last === undefined) return line === first;
  if (!line.startsWith(first) || !line.endsWith(last)) return false;
  let from = first.length;
  for (const piece of others) {
    const at = line.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from + last.length <= line.length;
};

const isOwn = (line: string): boolean => {
  const plain = line.trim().replace(/^(?:error|hint): /, '');
  return plain !== '' && patterns.some((pieces) => fits(plain, pieces));
};

/** Takes what ebpf itself says out of a text: no tool said it, so no cause is to be read from it. */
export const apart = (text: string): Apart => {
  const document = ownDocument(text);
  if (document) return {own: document, rest: ''};
  const lines = text.split(/\r?\n/);
  const reported = reportLines(lines);
  const own = lines.map((line, index) => reported.has(index) || isOwn(line));
  if (!own.includes(true)) return {own: [], rest: text};
  return {
    own: lines.filter((line, index) => own[index] && line.trim() !== ''),
    rest: lines.filter((_, index) => !own[index]).join('\n'),
  };
};
