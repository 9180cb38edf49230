import {execFileSync, spawnSync} from 'node:child_process';
import {createHmac, randomBytes} from 'node:crypto';
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {HashedName, hashInput} from '../../../src/hosts/ssh/hashed-names.ts';
import {HostKeys} from '../../../src/hosts/ssh/host-keys.ts';
import {
  judgeKey,
  KnownHostLines,
  knownHostName,
  matchesName,
  parseKnownHosts,
  readKnownHosts,
} from '../../../src/hosts/ssh/known-hosts.ts';
import {describeWith, lacking} from '../../lab/needs.ts';
import {processorTime} from '../../processor-time.ts';

const blob = (fill: number, type = 'ssh-ed25519'): Buffer => {
  const name = Buffer.from(type);
  const key = Buffer.alloc(4 + name.length + 4 + 32, fill);
  key.writeUInt32BE(name.length, 0);
  name.copy(key, 4);
  key.writeUInt32BE(32, 4 + name.length);
  return key;
};
const keyText = (fill: number): string => `ssh-ed25519 ${blob(fill).toString('base64')}`;
const judge = (text: string, name: string, fill = 1): string =>
  judgeKey(blob(fill), new KnownHostLines(parseKnownHosts(text, 'file')).named(name)).verdict;
const hashed = (name: string): string => {
  const salt = randomBytes(20);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
};

describe('known_hosts', () => {
  it.each([
    ['known', `h ${keyText(1)}`],
    ['known', `a,h,b ${keyText(1)} a comment`],
    ['known', `\t h \t ${keyText(1)}\r`],
    ['known', `# h\n\nh ${keyText(2)}\nh ${keyText(1)}`],
    ['unknown', `h2 ${keyText(1)}`],
    ['unknown', `#h ${keyText(1)}`],
    ['unknown', `h ssh-rsa ${blob(1).toString('base64')}`],
    ['unknown', 'h ssh-ed25519 !!!'],
    ['unknown', 'h'],
    ['unknown', `@unknown-marker h ${keyText(1)}`],
    ['unknown', `@cert-authority h ${keyText(1)}`],
    ['changed', `h ${keyText(2)}`],
    ['changed', `h ssh-rsa ${blob(1, 'ssh-rsa').toString('base64')}`],
    ['revoked', `h ${keyText(1)}\n@revoked * ${keyText(1)}`],
    ['known', `h ${keyText(1)}\n@revoked other ${keyText(1)}`],
    ['known', `h ${keyText(1)}\n@revoked h ${keyText(2)}`],
    ['known', `*,!x ${keyText(1)}`],
    ['unknown', `*,!h ${keyText(1)}`],
    ['known', `? ${keyText(1)}`],
    ['known', `H ${keyText(1)}`],
    ['known', `${hashed('h')} ${keyText(1)}`],
    ['unknown', `${hashed('x')} ${keyText(1)}`],
    ['unknown', `|1|broken ${keyText(1)}`],
  ])('%s: %j', (verdict, text) => {
    expect(judge(text, 'h')).toBe(verdict);
  });

  it('files other ports under brackets', () => {
    expect(knownHostName('Host', 22)).toBe('host');
    expect(knownHostName('::1', 2222)).toBe('[::1]:2222');
    expect(judge(`[h]:22* ${keyText(1)}`, '[h]:2222')).toBe('known');
    expect(judge(`h ${keyText(1)}`, '[h]:2222')).toBe('unknown');
  });

  it('takes a file that is not there as empty, and fails on one that can not be read', async () => {
    expect(await readKnownHosts(['/no/such/file', '/dev/null/x'])).toEqual([]);
    await expect(readKnownHosts(['/'])).rejects.toMatchObject({link: 'refused', exitCode: 3});
  });

  it('asks 30,000 lines for 3,000 hosts in no time', () => {
    const text = Array.from(
      {length: 30_000},
      (_, index) => `h${index},10.0.${index >> 8}.${index & 255} ${keyText(1)}\n`,
    );
    const lines = new KnownHostLines(parseKnownHosts(text.join(''), 'f'));
    let asked: ReturnType<typeof lines.named>[] = [];
    const took = processorTime(() => {
      asked = Array.from({length: 3000}, (_, index) => lines.named(`h${index * 10}`));
    });
    // One after the other, that would be 90 million comparisons: a quarter of a minute.
    expect(took).toBeLessThan(5000);
    expect(asked.map((found) => found.map(({line}) => line))).toEqual(asked.map((_, index) => [index * 10 + 1]));
  });

  it('finds hashed names as OpenSSL hashes them, whatever the lengths of name and salt', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({minLength: 1, maxLength: 140}), fc.uint8Array({minLength: 1, maxLength: 80})), {
          minLength: 1,
          maxLength: 8,
        }),
        (pairs) => {
          for (const [name, salt] of pairs) {
            const hash = createHmac('sha1', salt).update(name).digest('base64');
            const entry = `|1|${Buffer.from(salt).toString('base64')}|${hash}`;
            const hashedName = new HashedName(entry);
            for (const other of [...pairs.map(([each]) => each), `${name} `])
              expect([hashedName.is(hashInput(other)), matchesName(entry, other)]).toEqual([
                other === name,
                other === name,
              ]);
          }
        },
      ),
    );
  });

  it('asks 3,000 hashed lines for 300 hosts in little time', () => {
    const text = Array.from({length: 3000}, (_, index) => `${hashed(`h${index}`)} ${keyText(1)}\n`).join('');
    const lines = new KnownHostLines(parseKnownHosts(text, 'f'));
    const took = processorTime(() => {
      for (let index = 0; index < 3000; index += 10)
        expect(lines.named(`h${index}`).map(({line}) => line)).toEqual([index + 1]);
    });
    // With an HMAC of OpenSSL for each of the 900,000 it would be six to ten seconds on the same machine.
    expect(took).toBeLessThan(4000);
  });

  it('compares the name of a host whose key is known with the hashed lines of that key alone', () => {
    const count = 20_000;
    const own = (index: number) => blob(0).fill(`${index}`, 23);
    const line = (index: number) => `${hashed(`h${index}`)} ssh-ed25519 ${own(index).toString('base64')}\n`;
    const text = Array.from({length: count}, (_, index) => line(index)).join('');
    const lines = new KnownHostLines(parseKnownHosts(text, 'f'));
    const verdicts: string[] = [];
    const took = processorTime(() => {
      for (let index = 0; index < count; index++)
        verdicts.push(new HostKeys([lines], `h${index}`, `h${index}`).judge(own(index)).verdict);
    });
    // With all of them it would be 400 million names to hash: ten minutes.
    expect(took).toBeLessThan(10_000);
    expect(new Set(verdicts)).toEqual(new Set(['known']));
    expect(new HostKeys([lines], 'h7', 'h7').judge(own(8))).toMatchObject({verdict: 'changed', entry: {line: 8}});
  });

  const name = fc.constantFrom('h', '[h]:2222', 'x', '*', '!h,*', 'h,x');
  const names = fc.oneof(name, fc.constantFrom('h', '[h]:2222', 'x').map(hashed));
  const line = fc.tuple(fc.constantFrom('', '', '@revoked ', '@cert-authority '), names, fc.integer({min: 1, max: 3}));
  const file = fc.array(line, {maxLength: 6}).map((lines) => {
    const text = lines.map(([marker, list, fill]) => `${marker}${list} ${keyText(fill)}\n`).join('');
    return new KnownHostLines(parseKnownHosts(text, 'f'));
  });

  it('says of each key what all lines say (property)', () => {
    fc.assert(
      fc.property(fc.array(file, {minLength: 1, maxLength: 2}), fc.constantFrom('h', '[h]:2222'), (files, host) => {
        const keys = new HostKeys(files, host, 'h');
        const all = keys.compared();
        expect(keys.certified).toBe(all.certified);
        for (const fill of [1, 2, 3]) {
          const {verdict, ...rest} = all.judge(blob(fill));
          // Which line lets a known key pass is told to nobody.
          expect(keys.judge(blob(fill))).toMatchObject(verdict === 'known' ? {verdict} : {verdict, ...rest});
          const named = files.flatMap((lines) => lines.named(host));
          const bare = host === 'h' ? named : files.flatMap((lines) => lines.named('h'));
          const first = judgeKey(blob(fill), named);
          const second = judgeKey(blob(fill), bare);
          const as = first.verdict !== 'unknown' || second.verdict === 'changed' ? first : second;
          expect({verdict, ...rest}).toEqual(as);
        }
      }),
      {numRuns: 1000},
    );
  });

  it('is not slow on a hostile pattern', () => {
    const pattern = '*a*a*a*a*a*a*a*a*a*a*a*a*a*b';
    expect(processorTime(() => matchesName(pattern, 'a'.repeat(5000)))).toBeLessThan(1000);
  });
});

describeWith(lacking('ssh-keygen'))('known_hosts beside ssh-keygen -F', () => {
  let directory: string;
  let key = '';
  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'known-'));
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(directory, 'key')]);
    key = readFileSync(path.join(directory, 'key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
  });
  afterAll(() => rmSync(directory, {recursive: true}));

  const part = fc.constantFrom(
    'a',
    'b',
    'ab',
    '*',
    '?',
    'a*',
    '*b',
    'a.b',
    '*.b',
    '[a]:22',
    '[a]:2200',
    '[*]:2200',
    '[?]:*',
    'A',
    '1.2.3.4',
    '1.2.*',
  );
  const pattern = fc.tuple(fc.boolean(), part).map(([negated, text]) => (negated ? `!${text}` : text));
  const names = fc.oneof(
    fc.array(pattern, {minLength: 1, maxLength: 4}).map((list) => list.join(',')),
    fc.constantFrom('a', 'b', '[a]:2200', '1.2.3.4').map(hashed),
    fc.constantFrom('|1|x|y', '|2|x|y', '|', ',', '!', 'a,,b'),
  );
  const marker = fc.constantFrom('', '', '', '@revoked ', '@cert-authority ', '@nothing ', '# ', ' ', '\t');
  const host = fc.constantFrom('a', 'b', 'ab', 'a.b', '[a]:2200', '[b]:2200', '1.2.3.4', 'c');

  it('finds the same lines (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(marker, names), {maxLength: 4}), host, (lines, name) => {
        const file = path.join(directory, 'known_hosts');
        const text = lines.map(([mark, list]) => `${mark}${list} ${key}\n`).join('');
        writeFileSync(file, text);
        chmodSync(file, 0o600);
        const {stdout} = spawnSync('ssh-keygen', ['-F', name, '-f', file], {encoding: 'utf8'});
        const theirs = [...stdout.matchAll(/found: line (\d+)(?: (\w+))?/g)].map(
          ([, line, word]) => `${line} ${word ?? 'none'}`,
        );
        const words = {none: 'none', revoked: 'REVOKED', 'cert-authority': 'CA'};
        const ours = new KnownHostLines(parseKnownHosts(text, file))
          .named(name)
          .map((entry) => `${entry.line} ${words[entry.marker]}`);
        expect(ours).toEqual(theirs);
      }),
      {numRuns: 250},
    );
  });
});
