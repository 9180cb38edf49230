import {catalogue} from '../../src/checks/catalogue.ts';
import {explain} from '../../src/explain/explain.ts';
import {screenText} from '../../src/reports/screen-text.ts';
import {text} from '../../src/reports/text.ts';
import {cells, wrap, wrapCommand} from '../../src/terminal/wrap.ts';
import {hosts, reportOf} from './hosts.ts';

const shown = (
  host: (typeof hosts)[number],
  {columns = 80, unicode = true, saved = false}: {columns?: number; unicode?: boolean; saved?: boolean} = {},
) => {
  const report = reportOf([{...host, host: 'localhost'}]);
  const [first] = report.hosts;
  if (!first) throw new Error('no host');
  return screenText(first, report, {columns, saved}, {colour: false, unicode});
};
const hostNamed = (name: string) => {
  const host = hosts.find((each) => each.host === name);
  if (!host) throw new Error(name);
  return host;
};

describe.each([120, 80, 60, 40])('a report on a terminal of %i columns', (columns) => {
  test.each([true, false])('no line is wider, and ASCII where the locale is not UTF-8 (unicode: %s)', (unicode) => {
    for (const host of hosts) {
      const lines = shown(host, {columns, unicode}).split('\n');
      expect([host.host, lines.filter((line) => cells(line) > columns)]).toEqual([host.host, []]);
      if (!unicode) expect(lines.join('\n')).toMatch(/^[\n\x20-\x7e]*$/);
    }
  });
});

test('a ready host, and one with some problems, fit into 24 rows; the end is the way out', () => {
  for (const name of ['debian-12-microvm-6.18-tried', 'debian-12-cloud-6.1']) {
    const lines = shown(hostNamed(name)).split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(lines.at(-1)).toMatch(/^ {2}Details {2}ebpf doctor --verbose {2}/);
  }
});

test('of a kernel whose types alone are known the title is its name', () => {
  const report = reportOf([hostNamed('debian-12-cloud-6.1')]);
  const [first] = report.hosts;
  if (!first) throw new Error('no host');
  const nameless = {...first, host: 'vmlinux', os: '', kernel: '', arch: ''};
  expect(screenText(nameless, report, {columns: 80}, {colour: false, unicode: true})).toMatch(/^vmlinux\n/);
});

test('ready: what was not run is told, and how to verify', () => {
  const all = shown(hostNamed('debian-12-microvm-6.18-tried'));
  expect(all).toMatch(/^Ready for libbpf: \d+ passed, 1 warning, 4 compile checks not run$/m);
  expect(all).toMatch(/^ {2}Verify {3}ebpf hello {2,}build a program and trace with it$/m);
});

test('not ready: one command of ours, and one by hand for all packages', () => {
  const all = shown(hostNamed('debian-12-cloud-6.1'));
  expect(all).toMatch(/^Not ready for libbpf: 7 problems, 1 warning$/m);
  expect(all).toMatch(/^ {2}Fix all {2}ebpf setup {2,}shows its plan and asks first$/m);
  expect(all.match(/apt-get install/g)).toHaveLength(1);
  expect(all).not.toContain('Toolchain');
});

test('what fails says in its one row what it breaks, and what waits for it is told below', () => {
  const rows = shown(hostNamed('debian-12-cloud-6.1'))
    .split('\n')
    .filter((row) => row.startsWith('  ✖'));
  expect(rows).toHaveLength(7);
  for (const row of rows) expect(row).toMatch(/^ {2}✖ \S.{23} {2}not installed; \S/);
  expect(rows[0]).toContain('clang                     not installed; compiles BPF programs (10 or newer)');
  expect(shown(hostNamed('debian-12-microvm-6.18-user'))).toMatch(
    /^( {2}✖ Privileges {2})uid 65534, not root\n {16}1 more check waits for this$/m,
  );
});

test('what breaks is said in words for the end of a row', () => {
  const texts = catalogue.flatMap(({breaks}) => breaks ?? []);
  expect(texts.length).toBeGreaterThan(30);
  // A row of 80 columns has room for so much behind "not installed; ".
  for (const text of texts) expect(text).toMatch(/^(?![A-Z][a-z]).{5,52}[^.]$/);
});

test('details are of what was asked for: checks by name, or saved facts', () => {
  const host = {...hostNamed('debian-12-cloud-6.1'), host: 'localhost'};
  const report = reportOf([host]);
  const [first] = report.hosts;
  if (!first) throw new Error('no host');
  const findings = first.findings.filter(({id}) => id === 'btf.vmlinux');
  const one = {...first, profiles: {}, findings};
  expect(screenText(one, report, {columns: 80}, {colour: false, unicode: true})).toContain(
    '  Details  ebpf doctor btf.vmlinux --verbose',
  );
  expect(shown(host, {saved: true})).toContain('  Details  add --verbose: every check');
});

test('of saved facts no command is run here', () => {
  for (const host of hosts) expect(shown(host, {saved: true})).not.toMatch(/^ +\w[\w ]+ {2,}ebpf /m);
});

// Where no package manager is at hand, each remedy says how else its package comes.
test('nothing of eight words is said twice', () => {
  const managed = hosts.filter(({packages: {managers}}) => managers.state === 'known' && managers.value.length > 0);
  expect(managed.length).toBeGreaterThan(9);
  for (const host of managed) {
    const words = shown(host).split(/\s+/);
    const runs = words
      .map((_, index) => words.slice(index, index + 8).join(' '))
      .filter((run) => run.split(' ').length === 8);
    expect([host.host, runs.filter((run, index) => runs.indexOf(run) !== index)]).toEqual([host.host, []]);
  }
});

test('files and pipes have everything', () => {
  const report = reportOf([hostNamed('debian-12-cloud-6.1')]);
  const style = {colour: false, unicode: true};
  const ids = report.hosts[0]?.findings.filter(({verdict, severity}) => verdict === 'fail' && severity === 'required');
  for (const {id} of ids ?? []) expect(text(report, style)).toContain(`check     ${id}`);
  expect(text(report, {...style, screen: {columns: 80}})).not.toContain('check     ');
});

test('explain knows it as ours', () => {
  for (const host of hosts)
    for (const columns of [80, 40])
      expect([host.host, explain({text: shown(host, {columns})}).causes]).toMatchObject([
        host.host,
        [{title: 'A message of ebpf itself'}],
      ]);
});

describe('wrapping', () => {
  test('at blanks, by cells, and words that are too long are cut', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('\u4e2d\u6587\u5b57\u7b26 x', 8)).toEqual(['\u4e2d\u6587\u5b57\u7b26', 'x']);
    expect(wrap('abcdefghijkl', 8)).toEqual(['abcdefgh', 'ijkl']);
  });

  test('commands still paste', () => {
    expect(wrapCommand('apt-get install clang', 20)).toEqual(['apt-get install \\', '  clang']);
  });
});
