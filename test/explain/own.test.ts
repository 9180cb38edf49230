import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {explain} from '../../src/explain/explain.ts';
import {textReport} from '../../src/reports/text.ts';
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
  expect(explain({text}).causes).toMatchObject([{title: 'A message of ebpf itself', remedy: {text: todo}}]);
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
    "What setup can't mend on localhost:",
    'Kernel headers to compile with (hdr.present)',
    '     No package here has the headers of 6.18.44-fc-v782: it comes from outside the microVM.',
  ].join('\n');
  expect(causeOf(text)).toBeUndefined();
});
