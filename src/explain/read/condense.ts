import {encodingOf} from '../../hosts/encoding.ts';
import {longestLine, slices} from '../../hosts/tool-words.ts';

/**
 * Reads a log of any length in bounded memory: keeps its head, its tail, and what looks like a failure between them.
 * Real failures of a long build stand anywhere; the tail holds only what they led to.
 */
export async function condense(chunks: AsyncIterable<string | Uint8Array>): Promise<Condensed> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  const kept = new Kept();
  let rest = '';
  let bytes = 0;
  let binary = 0;
  for await (const chunk of chunks) {
    if (typeof chunk !== 'string') decoder ??= new TextDecoder(encodingOf(chunk));
    const piece = typeof chunk === 'string' ? chunk : (decoder?.decode(chunk, {stream: true}) ?? '');
    bytes += chunk.length;
    for (let index = piece.indexOf('\u0000'); index >= 0; index = piece.indexOf('\u0000', index + 1)) binary++;
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) for (const piece of slices(line)) kept.add(piece);
    // One endless line is taken in slices, so that memory stays bounded and its end is still read.
    if (rest.length > longestLine) {
      const pieces = slices(rest);
      rest = pieces.pop() ?? '';
      for (const line of pieces) kept.add(line);
    }
  }
  if (rest !== '') kept.add(rest);
  return {
    text: kept.text(),
    bytes,
    lines: kept.count,
    dropped: kept.dropped,
    binary: binary > 8 && binary > bytes / 1000,
  };
}

/** {@link condense} for a text that is in memory already. */
export function condenseText(text: string): string {
  const kept = new Kept();
  for (const line of text.split('\n')) for (const piece of slices(line)) kept.add(piece);
  return kept.text();
}

export interface Condensed {
  readonly text: string;
  readonly bytes: number;
  readonly lines: number;
  /** Lines left out. */
  readonly dropped: number;
  /** It holds so many NUL bytes that it is no text. */
  readonly binary: boolean;
}

/** Characters kept of the head, of failures, and of the tail: about 400 ms of matching in all. */
const room = {head: 48_000, failures: 128_000, tail: 96_000};

const failure =
  /error|fail|fatal|cannot|can't|could ?n[o']t|unable|not (found|permitted|supported|allowed|available|mounted|implemented)|denied|invalid|unsupported|unknown|missing|no such|undefined|unrecogni|libbpf|^E:|^W:|dpkg|warning|mismatch|too (old|large|many)|restricted|lockdown|signature|panic|exception|refused|required|killed|busy|no space|verifier|processed \d+ insns|Fehler|nicht|错误|无法|找不到|未/i;

class Kept {
  count = 0;
  dropped = 0;
  readonly #head: string[] = [];
  readonly #failures: string[] = [];
  #tail: string[] = [];
  #size = {head: 0, failures: 0, tail: 0};
  readonly #seen = new Map<string, number>();

  add(line: string): void {
    this.count++;
    if (this.#size.head + line.length < room.head) {
      this.#head.push(line);
      this.#size.head += line.length + 1;
      return;
    }
    // From here on nothing goes to the head, or the order would be lost.
    this.#size.head = room.head;
    this.#tail.push(line);
    this.#size.tail += line.length + 1;
    if (this.#size.tail > 2 * room.tail) this.#shorten();
  }

  /** Lets the older half of the tail go, all but its failures. */
  #shorten(): void {
    let from = 0;
    for (; this.#size.tail > room.tail; from++) {
      const line = this.#tail[from] ?? '';
      this.#size.tail -= line.length + 1;
      this.#settle(line);
    }
    this.#tail = this.#tail.slice(from);
  }

  #settle(line: string): void {
    if (failure.test(line) && this.#size.failures + line.length < room.failures && this.#isNews(line)) {
      this.#failures.push(line);
      this.#size.failures += line.length + 1;
    } else this.dropped++;
  }

  /** Not the fourth line of the same shape. */
  #isNews(line: string): boolean {
    if (this.#seen.size > 20_000) return false;
    const shape = line.slice(0, 200).replace(/\d+/g, '0');
    const times = (this.#seen.get(shape) ?? 0) + 1;
    this.#seen.set(shape, times);
    return times <= 3;
  }

  text(): string {
    this.#shorten();
    return [...this.#head, ...this.#failures, ...this.#tail].join('\n');
  }
}
