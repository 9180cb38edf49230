import {Gathered} from '../../src/hosts/gathered.ts';
import {Lines} from '../../src/hosts/lines.ts';
import {Unframed} from '../../src/hosts/ssh/frame.ts';

const mark = {text: 'c0ffee'.repeat(5), words: ''};
const bytes = (text: string): Buffer[] => Array.from(Buffer.from(text), (byte) => Buffer.from([byte]));

/** Bytes that Buffers copy or look through while `work` goes on: what is quadratic is seen on a machine of any load. */
const counted = (work: () => void): number => {
  let count = 0;
  const real = {set: Buffer.prototype.set, copy: Buffer.prototype.copy, indexOf: Buffer.prototype.indexOf};
  const concat = Buffer.concat;
  try {
    Buffer.prototype.set = function (this: Buffer, from: ArrayLike<number>, at?: number) {
      count += from.length;
      return real.set.call(this, from, at);
    };
    Buffer.prototype.copy = function (this: Buffer, ...words: Parameters<Buffer['copy']>) {
      count += this.length;
      return real.copy.apply(this, words);
    };
    Buffer.prototype.indexOf = function (this: Buffer, what: string | number | Uint8Array, from = 0) {
      const at = real.indexOf.call(this, what, from as number);
      count += (at < 0 ? this.length : at) - (from as number);
      return at;
    } as Buffer['indexOf'];
    Buffer.concat = (list, length) => {
      const all = concat(list, length);
      count += all.length;
      return all;
    };
    work();
  } finally {
    Object.assign(Buffer.prototype, real);
    Buffer.concat = concat;
  }
  return count;
};

const inLines = (pieces: readonly Buffer[]) => () => {
  const lines = new Lines(() => {});
  for (const piece of pieces) lines.push(piece);
};
const inFrame =
  (pieces: readonly Buffer[], prompt = false) =>
  () => {
    const frame = new Unframed(mark);
    for (const piece of pieces) {
      frame.push(piece);
      if (prompt) frame.takePrompt('ask');
    }
  };

test.each([
  ['a line', (size: number) => inLines(bytes('x'.repeat(size)))],
  ['short lines', (size: number) => inLines(bytes('x\n'.repeat(size / 2)))],
  ['short lines at once', (size: number) => inLines([Buffer.from('x\n'.repeat(size / 2))])],
  ['noise before the mark', (size: number) => inFrame(bytes('x'.repeat(size)), true)],
  ['noise like the mark', (size: number) => inFrame(bytes('c0ffe'.repeat(size / 5)), true)],
  ['a mark whose line never ends', (size: number) => inFrame(bytes(mark.text + 'x'.repeat(size)), true)],
])('%s that comes byte by byte costs what its length costs', (_, work) => {
  const [once, twice] = [counted(work(30_000)), counted(work(60_000))];
  expect(once).toBeGreaterThan(0);
  expect(twice).toBeLessThan(3 * once);
  expect(twice).toBeLessThan(100 * 60_000);
});

test('a line without an end is passed on in pieces', () => {
  const sizes: number[] = [];
  const lines = new Lines((line) => sizes.push(line.length));
  const piece = Buffer.alloc(1000, 'x');
  for (let count = 0; count < 10_000; count++) lines.push(piece);
  lines.end();
  expect(Math.max(...sizes)).toBeLessThan(70_000);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(10_000_000);
});

test('noise without an end is kept up to a limit', () => {
  const frame = new Unframed(mark);
  const piece = Buffer.alloc(100_000, 'x');
  for (let count = 0; count < 1000; count++) frame.push(piece);
  expect(frame.flooded).toBe(true);
  expect(frame.noise.length).toBeLessThan(1_200_000);
});

test('what is gathered is the same, and holds on to no piece', () => {
  const gathered = new Gathered();
  const piece = Buffer.from('ab');
  gathered.push(piece);
  piece.fill('z');
  gathered.push(Buffer.from('c'));
  expect(gathered.bytes.toString()).toBe('abc');
  gathered.clear();
  gathered.push(Buffer.from('d'));
  expect(gathered.bytes.toString()).toBe('d');
});

test.each([1, 2, 7, 1000])('in pieces of %i: lines, prompts, the mark and what comes after', (size) => {
  const pieces = (text: string): Buffer[] =>
    Array.from({length: Math.ceil(text.length / size)}, (_, index) =>
      Buffer.from(text.slice(index * size, (index + 1) * size)),
    );
  const frame = new Unframed(mark);
  const prompts = [`hello ${mark.text} ask`, `\nSorry.\n${mark.text} ask`].map((text) =>
    pieces(text)
      .map((piece) => [frame.push(piece), frame.takePrompt('ask')] as const)
      .map(([, prompt]) => prompt),
  );
  expect(prompts.map((each) => each.filter(Boolean).length)).toEqual([1, 1]);
  const rest = pieces(`\nx${mark.text} run 1 2\na\n\nb`).map((piece) => frame.push(piece));
  expect(rest.map(({line}) => line).filter((line) => line !== undefined)).toEqual(['run 1 2']);
  const lines: string[] = [];
  const reader = new Lines((line) => lines.push(line));
  for (const {data} of rest) reader.push(data);
  reader.end();
  expect(lines).toEqual(['a', '', 'b']);
});
