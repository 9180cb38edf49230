import {stepRows} from '../../src/terminal/step-rows.ts';
import {cells} from '../../src/terminal/wrap.ts';

const style = {colour: false, unicode: true};
const step = {text: 'Install clang, bpftool, libbpf-dev', ok: true, milliseconds: 3900};

test('a step is its mark, its verb in a column and on the right its time', () => {
  expect(stepRows(step, style, 60)).toEqual(['  ✔ Install  clang, bpftool, libbpf-dev                3.9 s']);
  expect(stepRows({...step, milliseconds: 20}, style, 80)).toEqual(['  ✔ Install  clang, bpftool, libbpf-dev']);
  expect(stepRows({...step, ok: false}, {...style, unicode: false}, 80)[0]).toMatch(/^ {2}FAIL Install {2}clang/);
  expect(stepRows({...step, text: 'Completely other'}, style, 80)[0]).toMatch(/^ {2}✔ Completely other {2,}3\.9 s$/);
});

test('no row is wider than the terminal, nor than is read well', () => {
  const text = `Write ${'./a/very/long/folder '.repeat(12)}`;
  for (const columns of [20, 40, 60, 80, 200])
    expect(stepRows({...step, text}, style, columns).filter((row) => cells(row) > Math.min(columns, 100))).toEqual([]);
});
