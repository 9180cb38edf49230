/**
 * Reads a log of any length in bounded memory: keeps its head, its tail, and what looks like a failure between them.
 * Real failures of a long build stand anywhere; the tail holds only what they led to.
 */
export async function condense(chunks: AsyncIterable<string | Uint8Array>): Promise<Condensed> {
  const decoder = new TextDecoder('utf-8');
  const kept = new Kept();
  let rest = '';
  let bytes = 0;
  let binary = 0;
  for await (const chunk of chunks) {
    const piece = typeof chunk === 'string' ? chunk : decoder.decode(chunk, {stream: true});
    bytes += chunk.length;
    for (let index = piece.indexOf('\u0000'); index >= 0; index = piece.indexOf('\u0000', index + 1)) binary++;
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) kept.add(line);
    // One endless line is taken in slices, so that memory stays bounded and its end is still read.
    while (rest.length > longest) {
      kept.add(rest.slice(0, longest));
      rest = rest.slice(longest);
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

export interface Condensed {
  readonly text: string;
  readonly bytes: number;
  readonly lines: number;
  /** Lines left out. */
  readonly dropped: number;
  /** It holds so many NUL bytes that it is no text. */
  readonly binary: boolean;
}

const longest = 4096;
const headLines = 300;
const tailLines = 700;
const failureLines = 1500;

const failure =
  /error|fail|fatal|cannot|can't|could ?n[o']t|unable|not (found|permitted|supported|allowed|available|mounted|implemented)|denied|invalid|unsupported|unknown|missing|no such|undefined|unrecogni|libbpf|^E:|^W:|dpkg|warning|mismatch|too (old|large|many)|restricted|lockdown|signature|panic|exception|refused|required|killed|busy|no space|verifier|processed \d+ insns|Fehler|nicht|错误|无法|找不到|未/i;

class Kept {
  count = 0;
  dropped = 0;
  #head: string[] = [];
  #failures: string[] = [];
  #tail: string[] = [];
  readonly #seen = new Map<string, number>();

  add(line: string): void {
    this.count++;
    if (this.#head.length < headLines) {
      this.#head.push(line);
      return;
    }
    this.#tail.push(line);
    if (this.#tail.length < tailLines * 2) return;
    for (const old of this.#tail.splice(0, tailLines)) this.#settle(old);
  }

  /** A line that left the tail: kept if it tells of a failure, and not for the hundredth time. */
  #settle(line: string): void {
    if (failure.test(line) && this.#failures.length < failureLines && this.#isNews(line)) this.#failures.push(line);
    else this.dropped++;
  }

  #isNews(line: string): boolean {
    if (this.#seen.size > 20_000) return false;
    const shape = line.slice(0, 200).replace(/\d+/g, '0');
    const times = (this.#seen.get(shape) ?? 0) + 1;
    this.#seen.set(shape, times);
    return times <= 3;
  }

  text(): string {
    for (const old of this.#tail.splice(0, this.#tail.length - tailLines)) this.#settle(old);
    return [...this.#head, ...this.#failures, ...this.#tail].join('\n');
  }
}
