import {jest} from '@jest/globals';
import {isAsking, whileAsking} from '../../src/hosts/ask.ts';
import {followProgress} from '../../src/terminal/stage-progress.ts';

/** What is written to a stream, a terminal or a log. */
const written = (isTTY: boolean) => {
  const all: string[] = [];
  return {isTTY, columns: 80, all, write: (text: string) => all.push(text)};
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('in a log a clone is a line when it begins, and one every ten seconds', () => {
  const log = written(false);
  const {onProgress, done} = followProgress(log);
  onProgress?.('project', 'writing ./hello');
  jest.advanceTimersByTime(9000);
  onProgress?.('clone', 'https://example.org/libbpf-bootstrap');
  onProgress?.('clone', 'https://example.org/libbpf-bootstrap');
  jest.advanceTimersByTime(25_000);
  done();
  jest.advanceTimersByTime(60_000);
  expect(log.all).toEqual([
    'project: writing ./hello\n',
    'clone: https://example.org/libbpf-bootstrap\n',
    'clone: https://example.org/libbpf-bootstrap (10 s)\n',
    'clone: https://example.org/libbpf-bootstrap (20 s)\n',
  ]);
});

test('on a terminal one line counts the seconds, and stays away while sudo asks', async () => {
  const terminal = written(true);
  const {onProgress, done} = followProgress(terminal);
  onProgress?.('clone', 'a tree');
  jest.advanceTimersByTime(2000);
  expect(terminal.all.at(-1)).toBe('\r\x1b[Kclone: a tree (2 s)');
  await whileAsking(async () => {
    const before = terminal.all.length;
    expect([isAsking(), terminal.all.at(-1)]).toEqual([true, '\r\x1b[K']);
    jest.advanceTimersByTime(5000);
    expect(terminal.all).toHaveLength(before);
  });
  jest.advanceTimersByTime(1000);
  expect(terminal.all.at(-1)).toContain('clone: a tree (8 s)');
  done();
  expect(terminal.all.at(-1)).toBe('\r\x1b[K');
});

test('a terminal that knows no control sequences gets none', () => {
  const before = process.env.TERM;
  process.env.TERM = 'dumb';
  try {
    const terminal = written(true);
    const {onProgress, done} = followProgress(terminal);
    onProgress?.('clone', 'a tree');
    jest.advanceTimersByTime(2000);
    done();
    expect(terminal.all.join('')).toContain('clone: a tree (2 s)\r                   \r');
    expect(terminal.all.join('')).not.toContain('\x1b');
  } finally {
    if (before === undefined) delete process.env.TERM;
    else process.env.TERM = before;
  }
});
