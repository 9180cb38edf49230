import {shortLine} from '../hosts/clean.ts';

/** Where progress goes: stderr. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Names of hosts still at work that are shown. */
const shown = 3;

/**
 * How far a run over many hosts is. On a terminal one line that is drawn anew, the same for three hosts and for three hundred;
 * elsewhere a line a finished host. Nothing is shown before it is told to begin.
 */
export class FleetProgress {
  readonly #running = new Set<string>();
  readonly #counts = new Map<string, number>();
  #stream: ProgressStream | undefined;
  #total = 0;
  #done = 0;
  #timer: NodeJS.Timeout | undefined;
  #drawn = false;

  begin(total: number, stream: ProgressStream): void {
    this.#total = total;
    this.#stream = stream;
    this.resume();
  }

  start(host: string): void {
    this.#running.add(host);
  }

  /** A host is done; `outcome` is a word that is counted, such as `ready`. */
  finish(host: string, outcome: string, detail = ''): void {
    this.#running.delete(host);
    this.#done++;
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
    if (this.#stream && !this.#stream.isTTY)
      this.#stream.write(`${shortLine(`${host}: ${outcome}${detail ? `: ${detail}` : ''}`, 200)}\n`);
  }

  /** Makes way for a question. */
  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#drawn) this.#stream?.write('\r\u001b[K');
    this.#drawn = false;
  }

  resume(): void {
    const stream = this.#stream;
    if (!stream?.isTTY || this.#timer) return;
    this.#timer = setInterval(() => this.#draw(stream), 100);
    this.#timer.unref();
  }

  end(): void {
    this.pause();
  }

  #draw(stream: ProgressStream): void {
    const counts = [...this.#counts].map(([outcome, count]) => `${count} ${outcome}`);
    const names = [...this.#running].slice(0, shown);
    const more = this.#running.size - names.length;
    const waiting = names.length > 0 ? `at ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}` : '';
    const line = [`${this.#done}/${this.#total} hosts`, ...counts, waiting].filter(Boolean).join(', ');
    stream.write(`\r\u001b[K${shortLine(line, (stream.columns ?? 80) - 2)}`);
    this.#drawn = true;
  }
}
