import {shortLine} from '../hosts/clean.ts';
import {listed} from '../hosts/in-words.ts';
import {type LineStream, MovingLine} from './moving-line.ts';

/** Names of hosts still at work that are shown. */
const shown = 3;

/** Milliseconds between lines on hosts that take long, in a log. */
const every = 30_000;

/**
 * How far a run over many hosts is. On a terminal one line that is drawn anew, the same for three hosts and for three hundred;
 * elsewhere a line a finished host, and the same line now and then. Nothing is shown before it is told to begin.
 */
export class FleetProgress {
  /** What is being done on each host. */
  readonly #running = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  #stream: LineStream | undefined;
  #moving: MovingLine | undefined;
  #total = 0;
  #done = 0;
  #timer: NodeJS.Timeout | undefined;

  begin(total: number, stream: LineStream): void {
    this.#total = total;
    this.#stream = stream;
    this.#moving = new MovingLine(stream);
    this.resume();
  }

  start(host: string): void {
    this.#running.set(host, '');
  }

  /** What is being done on a host now. */
  tell(host: string, what: string): void {
    this.#running.set(host, what);
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
    this.#moving?.clear();
  }

  resume(): void {
    const stream = this.#stream;
    if (!stream || this.#timer) return;
    this.#timer = stream.isTTY
      ? setInterval(() => this.#moving?.draw(this.#line()), 100)
      : setInterval(() => stream.write(`${shortLine(this.#line(), 200)}\n`), every);
    this.#timer.unref();
  }

  end(): void {
    this.pause();
  }

  #line(): string {
    const counts = [...this.#counts].map(([outcome, count]) => `${count} ${outcome}`);
    const names = [...this.#running].map(([host, what]) => (what ? `${host} (${what})` : host));
    const waiting = names.length > 0 ? `at ${listed(names, shown)}` : '';
    return [`${this.#done}/${this.#total} hosts`, ...counts, waiting].filter(Boolean).join(', ');
  }
}
