import {spawn} from 'node:child_process';
import path from 'node:path';
import {quote} from '../../../src/hosts/quote.ts';
import {labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, password, type Sshd, startSshd, workspace} from '../../lab/sshd.ts';

const bin = path.resolve(import.meta.dirname, '../../../bin/run.js');

/** Runs the command line on a pseudo-terminal, by script(1) of util-linux, and answers what it asks. */
const onTerminal = (words: readonly string[], answers: readonly (readonly [question: RegExp, answer: string])[]) =>
  new Promise<{code: number | null; output: string; left: number}>((resolve) => {
    const command = [process.execPath, bin, ...words].map(quote).join(' ');
    const child = spawn('script', ['-qec', command, '/dev/null'], {cwd: workspace('terminal')});
    const waiting = [...answers];
    let [output, fresh] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      fresh += chunk;
      const [next] = waiting;
      if (!next?.[0].test(fresh)) return;
      waiting.shift();
      fresh = '';
      setTimeout(() => child.stdin.write(`${next[1]}\r`), 200);
    });
    child.on('close', (code) => resolve({code, output, left: waiting.length}));
  });

describeWith(missing())('questions on a terminal', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd({config: ['PasswordAuthentication yes', 'PubkeyAuthentication no']});
  });
  afterAll(() => sshd?.stop());

  it('an unknown key, the password of the login: asked once each, and not echoed', async () => {
    const client = labClient([{name: 'labpw', sshd}], {known: []});
    const words = ['probe', '--remote', 'labpw', '--ssh-config', client.configFile];
    const {code, output, left} = await onTerminal(
      words.map((word) => (word === 'labpw' ? 'labpw@labpw' : word)),
      [
        [/is not known[\s\S]*SHA256:[\s\S]*\(y\/N\)/, 'y'],
        [/labpw@127\.0\.0\.1's password:/, password],
      ],
    );
    expect({code, left}).toEqual({code: 0, left: 0});
    expect(output).toContain('ebpf.facts/1');
    expect(output).not.toContain(password);
    expect(client.known()).toBe(sshd.knownHosts());
  });

  it('a no refuses the key', async () => {
    const client = labClient([{name: 'labpw', sshd}], {known: []});
    const words = ['probe', '--remote', 'labpw', '--ssh-config', client.configFile];
    const {code, output} = await onTerminal(words, [[/\(y\/N\)/, 'n']]);
    expect(code).toBe(3);
    expect(output).toContain('is not known: refused');
    expect(client.known()).toBe('');
  });

  it('the keys of three hosts are shown together, with one answer for all', async () => {
    const keyed = await Promise.all([1, 2, 3].map(() => startSshd()));
    try {
      const client = labClient(
        keyed.map((one, index) => ({name: `h${index}`, sshd: one})),
        {known: []},
      );
      const words = [
        'probe',
        '--ssh-config',
        client.configFile,
        ...keyed.flatMap((_, index) => ['--remote', `h${index}`]),
      ];
      const {code, output, left} = await onTerminal(words, [
        [/3 hosts are not known(?:[\s\S]*SHA256:){3}[\s\S]*Connect to all of them[\s\S]*\(y\/N\)/, 'y'],
      ]);
      expect({code, left}).toEqual({code: 0, left: 0});
      expect(output.match(/\(y\/N\)/g)?.length).toBeLessThan(3); // drawn anew with the answer
      expect(client.known().split('\n').sort().join('')).toBe(
        keyed
          .map((one) => one.knownHosts().trim())
          .sort()
          .join(''),
      );
    } finally {
      for (const one of keyed) one.stop();
    }
  });
});
