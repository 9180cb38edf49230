import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {explain} from '../../src/explain/explain.ts';
import {textReport} from '../../src/reports/host-text.ts';
import {hosts, reportOf} from '../reports/hosts.ts';

const script = path.join(import.meta.dirname, '../../scripts/own-words.mjs');
const sentences = (): readonly string[] =>
  JSON.parse(execFileSync(process.execPath, [script, '--list'], {encoding: 'utf8'}));
const plain = {colour: false, unicode: true};
const causeOf = (text: string) => explain({text}).causes[0]?.cause;

test("no sentence of ours is another tool's failure: node scripts/own-words.mjs", () => {
  const wrong = sentences().flatMap((sentence) => {
    const text = sentence.replaceAll('*', 'host.example');
    const cause = causeOf(text);
    return cause ? [[text, cause]] : [];
  });
  expect(wrong).toEqual([]);
});

test('they hold no code, also where a template is filled in with templates', () => {
  const all = sentences();
  expect(all).toContain('* would both read standard input.');
  expect(all.filter((sentence) => /=>|\w\(\[|\)\}|\]\)|\)\.\w/.test(sentence))).toEqual([]);
});

test.each([true, false])('nor is a report of doctor, of whatever host (unicode: %s)', (unicode) => {
  for (const host of hosts) {
    const text = textReport(reportOf([host]), {...plain, unicode});
    expect([host.host, explain({text}).causes]).toMatchObject([host.host, [{title: 'A message of ebpf itself'}]]);
  }
});

test('a failure of ours is answered with what it says to do', () => {
  const todo =
    "Compare the fingerprint with the host's own (ssh-keygen -lf on it), then connect once with ssh, or pass --accept-new-host-key.";
  const text = `The key of 10.0.0.1 is not known: refused\nIt showed the ED25519 key SHA256:x.\n${todo}`;
  const labelled = `error: ${text.replace(/\n(?=Compare)/, '\nhint: ')}`;
  for (const printed of [text, labelled])
    expect(explain({text: printed}).causes).toMatchObject([{title: 'A message of ebpf itself', remedy: {text: todo}}]);
});

test("a tool's words within ours are explained, and ours are not", () => {
  const text =
    'Root is needed, and sudo does not give it.\nsudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper';
  expect(causeOf(text)).toBe('sudo-needs-tty-or-nopasswd');
  expect(causeOf('The key of 10.0.0.1 is not known: refused\nHost key verification failed.')).toBe(
    'ssh-host-key-changed',
  );
});

test('a plan of setup is no failure', () => {
  const text = [
    'To change on localhost:',
    '1. Install linux-headers-amd64',
    '     sudo apt-get install --yes --no-install-recommends linux-headers-amd64',
    'Needs manual action on localhost:',
    'Kernel headers to compile with (hdr.present)',
    '     No package here has the headers of 6.18.44-fc-v782: it comes from outside the microVM.',
  ].join('\n');
  expect(causeOf(text)).toBeUndefined();
});

describe('a document that --json printed', () => {
  const answer = (document: object) => explain({text: JSON.stringify(document, undefined, 2)}).causes;

  test('a report is answered with what fails in it, of whatever host', () => {
    for (const host of hosts) {
      const [cause, ...others] = answer(reportOf([host]));
      expect([host.host, cause?.title, others]).toEqual([host.host, 'A message of ebpf itself', []]);
      const failing = reportOf([host]).hosts[0]?.findings.find(
        ({verdict, severity}) => verdict === 'fail' && severity === 'required',
      );
      if (failing) expect(cause?.matched.join()).toContain(failing.title);
    }
  });

  test.each<[string, object, string]>([
    [
      'an error',
      {error: {what: 'There is no flag --jsn.', todo: 'Did you mean --json?'}, exitCode: 2},
      'Did you mean --json?',
    ],
    ['facts', {schema: 'ebpf.facts/1', host: 'x'}, 'ebpf doctor --facts FILE'],
    [
      'a diagnosis',
      {schema: 'ebpf.diagnosis/1', causes: [{title: 'No BTF', remedy: {text: 'Boot another.'}}]},
      'Boot another.',
    ],
  ])('%s', (_, document, todo) => {
    expect(answer(document)).toMatchObject([
      {title: 'A message of ebpf itself', remedy: {text: expect.stringContaining(todo)}},
    ]);
  });

  test('one that was cut off is known by its beginning, and a stranger is not ours', () => {
    expect(explain({text: '{\n  "schema": "ebpf.report/1",\n  "hosts": ['}).causes[0]?.title).toBe(
      'A message of ebpf itself',
    );
    expect(answer({error: {what: 'libbpf: failed to find valid kernel BTF'}})[0]?.cause).toBe('kernel-btf-not-built');
  });

  test('one of another logger has a text, or nothing, where ours has an error', () => {
    expect(answer({level: 'error', error: 'libbpf: failed to find valid kernel BTF'})[0]?.cause).toBe(
      'kernel-btf-not-built',
    );
    const schema = 'ebpf.report/1';
    for (const strange of [
      {msg: 'x', error: null},
      {schema, hosts: [null, {findings: [null], profiles: {x: {toString: 1}}, error: 'x'}], causes: ['x']},
      {schema, error: 7, report: 'x'},
    ])
      expect(() => answer(strange)).not.toThrow();
  });
});
