import {readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {formatFiles, formatsList, withFormats} from '../../scripts/docs/formats-list.ts';
import type {Report} from '../../src/assess/report.ts';
import {catalogue} from '../../src/checks/catalogue.ts';
import {env} from '../../src/reports/env.ts';
import {type FormatName, formatNames, formatted, knownFormat} from '../../src/reports/formats.ts';
import {githubSummary} from '../../src/reports/github-summary.ts';
import {markOf} from '../../src/terminal/style.ts';
import {hostileWords, hosts, reportOf, withWords} from './hosts.ts';
import {readers, saidBy} from './readers.ts';

const root = path.join(import.meta.dirname, '../..');
const style = {colour: false, unicode: true, every: true};
const render = (name: FormatName, report: Report): Promise<string> => formatted(name, report, style);
const readable = Object.keys(readers) as (keyof typeof readers)[];

const ids = fc.subarray(
  catalogue.map(({id}) => id),
  {maxLength: 5},
);
const reports = fc
  .record({
    facts: fc.subarray([...hosts], {minLength: 1}),
    require: ids,
    ignore: ids,
    strict: fc.boolean(),
    lost: fc.boolean(),
    words: fc.option(fc.oneof(fc.constantFrom(...hostileWords), fc.string({unit: 'binary'})), {nil: undefined}),
  })
  .map(({facts, words, ...options}) => {
    const report = reportOf(facts, options);
    return words === undefined ? report : withWords(report, words);
  });

test('there are hosts of every kind to try: ready, not ready, unknown', () => {
  const codes = new Set(hosts.map((facts) => reportOf([facts]).exitCode));
  expect(hosts.length).toBeGreaterThanOrEqual(5);
  expect([...codes].sort()).toEqual(expect.arrayContaining([0, 1]));
});

test.each(readable)('%s says the verdicts and the exit code of the report, whatever the hosts say', async (name) => {
  await fc.assert(
    fc.asyncProperty(reports, async (report) => {
      const one = name === 'nfd' ? {...report, hosts: report.hosts.slice(0, 1)} : report;
      expect(readers[name](await render(name, one), one)).toEqual(saidBy(one));
    }),
    {numRuns: 40},
  );
});

test('text and github show each finding with its mark, title and what was found', async () => {
  for (const facts of hosts) {
    const report = reportOf([facts]);
    const [host] = report.hosts;
    for (const name of ['text', 'github'] as const) {
      const lines = (await render(name, report)).split('\n').map((line) => line.replace(/ +/g, ' '));
      for (const finding of host?.findings ?? []) {
        const {title, found} = finding;
        const {mark} = markOf(finding, style);
        expect(lines).toContainEqual(` ${mark} ${title} ${found}`.replace(/ +/g, ' ').trimEnd());
      }
    }
  }
});

test('github annotates what decides as an error, and says the exit code', async () => {
  for (const facts of hosts) {
    const report = reportOf([facts], {strict: true, lost: true});
    const text = await render('github', report);
    const decides = report.hosts.flatMap(({findings}) =>
      findings.filter(
        ({verdict, severity}) =>
          (verdict === 'fail' && severity !== 'info') || (verdict === 'unknown' && severity === 'required'),
      ),
    );
    const errors = text.match(/^::error /gm) ?? [];
    expect(errors.length).toBeGreaterThan(decides.length > 0 ? 1 : 0);
    expect(errors.length).toBeLessThanOrEqual(Math.min(10, decides.length + 1));
    expect(text).toContain(`::notice title=ebpf::exit code ${report.exitCode}, policy none\n`);
  }
});

test('github says a cause once, however many hosts have it: annotations and summary stay small', async () => {
  const some = reportOf(hosts, {lost: true});
  const many = {
    ...some,
    hosts: Array.from({length: 3000}, (_, index) => ({
      ...(some.hosts[index % some.hosts.length] as (typeof some.hosts)[0]),
      host: `node-${index}`,
    })),
  };
  const text = await render('github', many);
  expect((text.match(/^::(?:error|warning|notice) /gm) ?? []).length).toBeLessThanOrEqual(22);
  const summary = githubSummary(many);
  expect(summary).toContain('of 3000 hosts are not ready');
  expect(Buffer.byteLength(summary)).toBeLessThan(64 * 1024);
});

test('GitLab takes what is written for it: a short dotenv, JUnit below 30 MB, each cause of bad quality once', async () => {
  const some = reportOf(hosts, {lost: true});
  const many = {
    ...some,
    hosts: Array.from({length: 3000}, (_, index) => ({
      ...(some.hosts[index % some.hosts.length] as (typeof some.hosts)[0]),
      host: `node-${index}`,
    })),
  };
  const quality = JSON.parse(await render('codequality', many)) as {fingerprint: string; check_name: string}[];
  expect(quality.length).toBeLessThanOrEqual(500);
  expect(new Set(quality.map(({fingerprint}) => fingerprint)).size).toBe(quality.length);
  expect(Buffer.byteLength(await render('junit', many))).toBeLessThan(30e6);
  for (const report of [many, ...hosts.map((facts) => reportOf([facts], {lost: false}))]) {
    const text = env(report);
    expect(text.trim().split('\n').length).toBeLessThanOrEqual(20);
    expect(text.length).toBeLessThan(5000);
    expect(text).toMatch(/^(?:EBPF_[A-Z0-9_]+=[\w.,+:/@-]*\n)+$/);
  }
});

test('the report for code quality names what decides, where the policy asks for it, by the words of the check alone', async () => {
  const [facts] = hosts;
  const report = reportOf(facts ? [facts] : [], {require: ['host.os'], strict: true});
  const [host] = report.hosts;
  const origin = ['profile libbpf', 'ebpf.yml:7:5'];
  const findings = host?.findings.map((finding) => ({...finding, origin})) ?? [];
  const one: Report = {...report, hosts: host ? [{...host, findings}] : [], policy: {file: 'ebpf.yml'}};
  const quality = JSON.parse(await render('codequality', one)) as Record<string, unknown>[];
  const decides = findings.filter(({verdict, severity}) => verdict === 'fail' && severity !== 'info');
  expect(quality.map(({check_name: name}) => name)).toEqual(expect.arrayContaining(decides.map(({id}) => id)));
  for (const each of quality) {
    expect(each).toEqual({
      description: expect.any(String),
      check_name: expect.stringMatching(/^[a-z0-9]+\.[\w.-]+$/),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: expect.stringMatching(/^(?:critical|major|minor)$/),
      location: {path: 'ebpf.yml', lines: {begin: 7}},
    });
  }
});

test('a word of a host is never a command to the runner of GitHub', async () => {
  const text = await render('github', withWords(reportOf(hosts), '\n::error::forged\n##[error]forged'));
  const [, token = '', rest = ''] = /^::stop-commands::(\w+)\n([\s\S]*)$/.exec(text) ?? [];
  expect(token).toHaveLength(64);
  const after = rest.slice(rest.indexOf(`\n::${token}::\n`) + token.length + 6);
  expect(after.split('\n').filter((line) => !/^::(?:error|warning|notice) title=[^:,\n]*::/.test(line))).toEqual(['']);
});

test('every label of nfd is one that Kubernetes takes', async () => {
  for (const facts of hosts) {
    for (const line of (await render('nfd', reportOf([facts]))).trim().split('\n')) {
      expect(line).toMatch(/^[A-Za-z0-9][\w.-]{0,61}[A-Za-z0-9]=[A-Za-z0-9][\w.-]{0,61}[A-Za-z0-9]?$/);
    }
  }
});

test('nfd refuses several hosts, and an unknown format is told with what was meant', async () => {
  await expect(render('nfd', reportOf(hosts))).rejects.toThrow(/labels one node/);
  expect(() => knownFormat('junt')).toThrow(/Did you mean junit/);
  expect(formatNames.map(knownFormat)).toEqual(formatNames);
});

test('the list of formats and their table are those of the files: npm run docs', async () => {
  const folder = path.join(root, 'src/reports');
  const files = formatFiles(folder);
  expect(readFileSync(path.join(folder, 'format-files.ts'), 'utf8')).toBe(formatsList(files));
  const formats = await Promise.all(files.map(async (name) => [name, (await import(path.join(folder, name))).default]));
  const page = readFileSync(path.join(root, 'docs/ci.md'), 'utf8');
  expect(withFormats(page, Object.fromEntries(formats))).toBe(page);
});
