import {fleetText} from '../../src/reports/fleet-text.ts';
import {writtenText} from '../../src/reports/written-text.ts';
import {cells} from '../../src/terminal/wrap.ts';
import {hostileWords, hosts, reportOf, withWords} from './hosts.ts';

const report = reportOf(hosts, {lost: true});
const asked = ['--hosts', 'hosts.txt'];
const shown = (columns: number, unicode = true, of = report) =>
  fleetText(of, {colour: false, unicode, screen: {columns, asked}}).split('\n');

test.each([120, 80, 60, 40])('many hosts on a terminal of %i columns: no line is wider, a row for each', (columns) => {
  for (const unicode of [true, false]) {
    const lines = shown(columns, unicode);
    expect(lines.filter((line) => cells(line) > columns)).toEqual([]);
    if (columns >= 60)
      expect(lines.slice(1, hosts.length + 1).map((line) => line.slice(0, 10).trimEnd())).toEqual(
        hosts.map(({host}) => host.slice(0, 10)),
      );
    if (!unicode) expect(lines.join('\n')).toMatch(/^[\n\x20-\x7e]*$/);
  }
  for (const words of hostileWords)
    expect(
      shown(columns, true, withWords(report, words))
        .slice(0, hosts.length)
        .filter((line) => cells(line) > columns),
    ).toEqual([]);
});

test('a name of wide characters, or one that means something to a replacement, takes its own room alone', () => {
  for (const name of ['主'.repeat(60), `${'$&'.repeat(20)}`]) {
    const [first, ...others] = hosts.map((host) => ({...host}));
    const of = reportOf([{...first, host: name}, ...others] as typeof hosts, {lost: true});
    const rows = shown(80, true, of).slice(0, hosts.length + 2);
    expect(rows.filter((line) => cells(line) > 80)).toEqual([]);
    expect(rows.some((line) => line.startsWith(name.slice(0, 8)))).toBe(true);
  }
});

test('the verdict comes before what is in the way; systems are short; the end is the way out', () => {
  const lines = shown(120);
  expect(lines[0]).toMatch(/^host +verdict +in the way +kernel +system$/);
  const row = (host: string) => lines.find((line) => line.startsWith(host));
  expect(row('debian-12-cloud-6.1 ')).toMatch(/ not ready +clang, .+ {2}6\.1\.\S+ +Debian 12$/);
  expect(row('debian-12-microvm-6.18-tried')).toMatch(/ ready +6\.18/);
  expect(row('gone.example')).toMatch(/^gone\.example +not reached +Timed out\.$/);
  expect(lines.join('\n')).toMatch(
    /\n\n\d+ hosts: \d+ ready, .*1 not reached\n\n {2}Fix all {2}ebpf setup --hosts hosts\.txt --dry-run.*\n {2}Details {2}ebpf doctor --remote \S+ --verbose .*$/,
  );
});

test('who looks on is told where a report was written, what it says and what comes next', () => {
  const one = reportOf(
    hosts.filter(({host}) => host === 'debian-12-cloud-6.1').map((host) => ({...host, host: 'localhost'})),
  );
  const style = {colour: false, unicode: true};
  expect(writtenText(one, ['x.html'], {printed: false}, {columns: 80}, style)).toMatch(
    /^Not ready for libbpf: 7 problems, 1 warning\nReport written to x\.html\n\n {2}Fix all {2}ebpf setup /,
  );
  expect(writtenText(one, ['x.html', 'y.xml'], {printed: true}, {columns: 80}, style)).toBe(
    'Report written to x.html\nReport written to y.xml',
  );
  expect(writtenText(report, ['x.html'], {printed: false}, {columns: 80}, style)).toMatch(
    /^\d+ hosts: .*\nReport written to x\.html$/,
  );
});
