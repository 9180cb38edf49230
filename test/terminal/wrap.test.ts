import {home} from '../../src/home.ts';
import {paint} from '../../src/terminal/style.ts';
import {cells, fitTo} from '../../src/terminal/wrap.ts';

const wider = (text: string, columns: number): readonly string[] =>
  text.split('\n').filter((line) => cells(line) > columns);

test('a value goes on below itself, or below its label where that is long; a sentence below its beginning', () => {
  expect(fitTo('  why    It fails when it is attached.', 26)).toBe('  why    It fails when it\n         is attached.');
  expect(fitTo('  ✔ Newest kernel boots   no kernel of this kind', 40)).toBe(
    '  ✔ Newest kernel boots\n      no kernel of this kind',
  );
  expect(fitTo('libbpf is not ready: clang', 20)).toBe('libbpf is not\n  ready: clang');
  expect(fitTo('  short   enough\n', 20)).toBe('  short   enough\n');
});

test('colours take no room and stay whole', () => {
  const label = paint('why   ', 'muted', {colour: true, unicode: true});
  expect(fitTo(`  ${label} It fails here.`, 20)).toBe(`  ${label} It fails\n         here.`);
});

test.each([20, 40, 60, 79, 80, 200])('in %i columns nothing is wider', (columns) => {
  const words = `  ✔ ${'a title '.repeat(4)}  ${'value'.repeat(30)} end\n${'word '.repeat(60)}\n  ${'内核 '.repeat(40)}`;
  expect(wider(fitTo(words, columns), columns)).toEqual([]);
  expect(wider(home(columns), columns)).toEqual([]);
});

test('what is said where no command is named fits into 24 rows of 80 columns', () => {
  expect(home(80).split('\n').length).toBeLessThanOrEqual(24);
  expect(home(80)).toBe(home());
});

test('a long word in colour is cut as well', () => {
  const bold = `\x1b[1m${'x'.repeat(50)}\x1b[22m: 1 program`;
  expect(wider(fitTo(bold, 20), 20)).toEqual([]);
  expect(fitTo(bold, 20).replaceAll('\n  ', '')).toContain(`\x1b[1m${'x'.repeat(50)}\x1b[22m:`);
});
