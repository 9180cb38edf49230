import {readFileSync} from 'node:fs';
import path from 'node:path';
import {draw} from '../../scripts/picture/draw.ts';
import {type Recording, scene} from '../../scripts/picture/scene.ts';
import {rowsOf, textOf} from '../../scripts/picture/screen.ts';
import {assess} from '../../src/assess/assess.ts';
import {makeReport} from '../../src/assess/make.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {screenText} from '../../src/reports/screen-text.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const recording: Recording = JSON.parse(read('scripts/picture/recording.json'));
const [doctor, setup] = recording.screens;

/** What doctor prints of the facts today, on a terminal as wide as the recorded one. */
const printed = (facts: Facts) => {
  const report = assess({...facts, host: 'localhost'}, {profiles: chooseProfiles([])});
  const style = {colour: true, unicode: true};
  const text = screenText(report, makeReport([report], '', {}), {columns: recording.columns}, style);
  return rowsOf(text.replaceAll('\n', '\r\n'), recording.columns);
};

/** The room on the disk changes while apt and the probe work. */
const free = (rows: object): string => JSON.stringify(rows).replace(/\d+ MB free/g, 'MB free');

test('doctor prints of the recorded facts what the picture shows, colours too', () => {
  expect(textOf(doctor.rows)).toMatch(/^Not ready for libbpf: 5 problems/m);
  expect(free(doctor.rows)).toBe(free(printed(doctor.before)));
});

test('setup ended with the verdict on the host that it left, and how to go on', () => {
  const report = assess({...recording.after, host: 'localhost'}, {profiles: chooseProfiles([])});
  expect(report.profiles).toEqual({libbpf: 'ready'});
  const kernel = report.kernel.replaceAll('.', '\\.');
  expect(textOf(setup.rows)).toMatch(
    new RegExp(
      `^Ready for libbpf, verified on Linux ${kernel} in \\d+ s\n\n {2}Run {6}cd \\./hello-ebpf && \\./hello {2}.*\n(?: .*\n)* {2}Changed .*\n(?: .*\n)* {2}Details {2}ebpf doctor --verbose`,
      'm',
    ),
  );
});

test('the picture is that of the recording, and shows a traced execve', () => {
  const shown = scene(recording);
  expect(read('docs/first-run.svg')).toBe(draw(shown));
  expect(textOf(shown.rows)).toMatch(/traced a test execve/);
  expect(shown.rows.length).toBeLessThanOrEqual(44);
});

test('a row that is drawn anew, erased or too wide is kept as a terminal keeps it', () => {
  const rows = rowsOf('a\u001B[32m✔\u001B[39m run\u001B[2K\u001B[Gabc\r\nold\n\u001B[1A\u001B[2K\u001B[G12345678', 6);
  expect(textOf(rows)).toBe('abc\n123456\n78');
  expect(rowsOf('\u001B[1m\u001B[31mNo\u001B[39m\u001B[22m.', 80)).toEqual([
    [
      {text: 'No', style: 'bad strong'},
      {text: '.', style: ''},
    ],
  ]);
  expect(() => rowsOf('\u001B[5B', 80)).toThrow('what does');
});
