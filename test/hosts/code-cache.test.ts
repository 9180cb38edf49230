import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Script} from 'node:vm';

const {loaderOf, compiledFile} = createRequire(import.meta.url)('../../bin/compiled.js') as {
  readonly loaderOf: (dist: string, compiled: (file: string, script: Script) => void) => (file: string) => unknown;
  readonly compiledFile: (dist: string, file: string) => string;
};

describe('code that was compiled at the build', () => {
  let dist: string;
  const main = () => path.join(dist, 'chunks/main.js');
  const code = () => compiledFile(dist, main());

  beforeEach(() => {
    dist = mkdtempSync(path.join(tmpdir(), 'ebpf-dist-'));
    mkdirSync(path.dirname(main()));
    const text = 'exports.answer = () => 42;';
    writeFileSync(main(), text);
    mkdirSync(path.dirname(code()), {recursive: true, mode: 0o755});
    const wrapped = createRequire(import.meta.url)('node:module').wrap(text) as string;
    writeFileSync(code(), new Script(wrapped).createCachedData(), {mode: 0o644});
  });
  afterEach(() => rmSync(dist, {recursive: true}));

  /** Whether V8 was given it. */
  const isUsed = (): boolean => {
    let used = false;
    const load = loaderOf(dist, (_, script) => {
      used = script.cachedDataRejected !== undefined;
    });
    expect((load(main()) as {answer: () => number}).answer()).toBe(42);
    return used;
  };

  test('is used where nobody else may write', () => expect(isUsed()).toBe(true));

  test.each([
    ['it', code],
    ['its folder', () => path.dirname(code())],
    ['the folder for this Node', () => path.join(code(), '../..')],
    ['the folder of all of it', () => path.join(dist, 'compiled')],
  ])('is not used where others may write to %s', (_, place) => {
    for (const mode of [0o777, 0o775]) {
      chmodSync(place(), mode);
      expect(isUsed()).toBe(false);
    }
  });
});
