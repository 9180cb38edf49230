import {readFileSync} from 'node:fs';
import path from 'node:path';
import {explain} from '../../src/explain/explain.ts';

interface Shown {
  readonly id: string;
  /** A label, `success`, or `unknown`: no label fits, and none may be named. */
  readonly answer: string;
  readonly command: string;
  readonly error: string;
  readonly kernel?: string;
}

/** Failures that were provoked on a Debian 12 guest with a kernel 6.18, by one break each: what their commands printed, whole. */
const gallery = readFileSync(path.join(import.meta.dirname, 'gallery.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): Shown => JSON.parse(line));

test.each(gallery)('$id: $answer', ({answer, command, error, kernel}) => {
  const {causes, success} = explain({text: error, context: {command, ...(kernel && {kernel})}});
  expect(success ? 'success' : (causes[0]?.cause ?? 'unknown')).toBe(answer);
});
