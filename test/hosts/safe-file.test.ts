import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {appendFile, checkPlace, makeFolder, openPart, replaceFile} from '../../src/hosts/safe-file.ts';
import {saveFile} from '../../src/hosts/save-file.ts';
import {ebpf, hostFile} from '../commands/run.ts';
import {describeWith, notRoot} from '../lab/needs.ts';

const run = promisify(execFile);
const mallory = 65534;

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
const text = (...names: string[]) => readFileSync(at(...names), 'utf8');
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebpf-files-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, {recursive: true}));

describe('a file', () => {
  test('is made once by many who add to it at the same time', async () => {
    const lines = Array.from({length: 20}, (_, index) => `${index}\n`);
    await Promise.all(lines.map((line) => appendFile(at('known'), line, 0o600)));
    expect(text('known').split('\n').sort()).toEqual(lines.join('').split('\n').sort());
  });

  test('is replaced as a whole, with nothing left beside it', async () => {
    writeFileSync(at('report'), 'old');
    await replaceFile(at('report'), 'new', {mode: 0o750, sync: true});
    expect([text('report'), statSync(at('report')).mode & 0o777, readdirSync(folder)]).toEqual([
      'new',
      0o750,
      ['report'],
    ]);
  });

  test('that a link of our own leads to is replaced, however many links and folders lead there', async () => {
    mkdirSync(at('a'));
    mkdirSync(at('b'));
    symlinkSync('../b', at('a/link'));
    symlinkSync(at('b/target'), at('b/second'));
    symlinkSync('link/second', at('a/first'));
    await replaceFile(at('a/first'), 'new');
    await appendFile(at('a/first'), ', more');
    expect([text('b/target'), readdirSync(at('b')).sort()]).toEqual(['new, more', ['second', 'target']]);
  });

  test('in a circle of links is refused', async () => {
    symlinkSync('y', at('x'));
    symlinkSync('x', at('y'));
    await expect(replaceFile(at('x'), '')).rejects.toThrow('too many links');
    symlinkSync('z', at('z'));
    await expect(replaceFile(at('z/file'), '')).rejects.toThrow('too many links');
  });

  test('that is a device, a pipe or a descriptor is written to', async () => {
    await replaceFile('/dev/null', 'x');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    await run('mkfifo', [at('pipe')]);
    const reader = run('cat', [at('pipe')]);
    await replaceFile(at('pipe'), 'through the pipe');
    expect((await reader).stdout).toBe('through the pipe');
    // Node gives its children sockets in place of pipes, which nobody can open.
    const command = `'${process.execPath}' bin/run.js doctor --facts '${hostFile('debian-12-microvm-6.18')}' --output /dev/stdout | cat`;
    const {stdout} = await run('sh', ['-c', command]);
    expect(stdout).toContain('libbpf is ready');
  });

  test('that can’t be written is named as it was given', async () => {
    await expect(replaceFile(at('no/where'), '')).rejects.toThrow(at('no/where'));
    await expect(replaceFile(at('.'), '')).rejects.toThrow(/directory|busy/i);
    await expect(checkPlace(folder)).rejects.toThrow('It is a directory.');
  });

  test('is made anew where a download begins, and gone on with where one stopped', async () => {
    await makeFolder(at('cache/kernels'));
    const part = at('cache/kernels/x.part');
    for (const [goOn, data, all] of [
      [false, 'one', 'one'],
      [true, 'TWO', 'TWO'],
      [false, '3', '3'],
    ] as const) {
      const file = await openPart(part, goOn);
      await file.write(data, 0);
      await file.close();
      expect(readFileSync(part, 'utf8')).toBe(all);
    }
  });
});

describeWith(notRoot)('root, beside other users', () => {
  const victim = () => at('victim');
  beforeEach(() => {
    writeFileSync(victim(), 'precious', {mode: 0o600});
    mkdirSync(at('theirs'));
    mkdirSync(at('sticky'));
    chmodSync(at('sticky'), 0o1777);
    chownSync(at('theirs'), mallory, mallory);
  });
  const plant = async (name: string, target: string) => {
    symlinkSync(target, at(name));
    await run('chown', ['-h', String(mallory), at(name)]);
  };

  test.each(['theirs', 'sticky', '.'])('follows no link of another user in the folder %s', async (where) => {
    await plant(`${where}/report`, victim());
    await plant(`${where}/way`, folder);
    await plant(`${where}/dangling`, at('made'));
    for (const write of [replaceFile, appendFile]) {
      await expect(write(at(where, 'report'), 'x')).rejects.toThrow(
        "is a link of nobody's, which root does not follow",
      );
      await expect(write(at(where, 'dangling'), 'x')).rejects.toThrow("is a link of nobody's");
      await expect(write(at(where, 'way/victim'), 'x')).rejects.toThrow("is a link of nobody's");
    }
    await expect(checkPlace(at(where, 'report'))).rejects.toThrow("is a link of nobody's");
    expect(text('victim')).toBe('precious');
    expect(readdirSync(folder)).not.toContain('made');
  });

  test('follows not even a link of its own where others could replace it', async () => {
    chmodSync(at('theirs'), 0o777);
    symlinkSync(victim(), at('theirs/own'));
    await expect(replaceFile(at('theirs/own'), 'x')).rejects.toThrow('a link in a folder that others may change');
  });

  test('is not led astray by who exchanges a folder on the way for a link, again and again', async () => {
    chownSync(folder, mallory, mallory);
    mkdirSync(at('way'));
    mkdirSync(at('target'), {mode: 0o700});
    const swap = 'cd "$1" && while :; do mv -T way aside; ln -s target way; rm way; mv -T aside way; done';
    const as = ['--reuid', String(mallory), '--clear-groups'];
    const swapper = spawn('setpriv', [...as, 'sh', '-c', swap, 'sh', folder], {detached: true});
    try {
      for (let round = 0; round < 300; round++) await replaceFile(at('way/report'), 'x').catch(() => undefined);
    } finally {
      // The shell and what it has just begun.
      process.kill(-Number(swapper.pid), 'SIGKILL');
      await once(swapper, 'close');
    }
    expect(readdirSync(at('target'))).toEqual([]);
  });

  test('adds to no file that another has laid ready, nor to one with a second name', async () => {
    writeFileSync(at('sticky/summary'), '');
    chownSync(at('sticky/summary'), mallory, mallory);
    await expect(appendFile(at('sticky/summary'), 'secret')).rejects.toThrow('belongs to nobody');
    linkSync(victim(), at('sticky/other-name'));
    await expect(appendFile(at('sticky/other-name'), 'x')).rejects.toThrow('has another name elsewhere');
    // Whoever owns both the folder and the file in it, as a CI system does, gains nothing by it.
    writeFileSync(at('theirs/summary'), '');
    chownSync(at('theirs/summary'), mallory, mallory);
    await appendFile(at('theirs/summary'), 'text');
    expect([text('sticky/summary'), text('victim'), text('theirs/summary')]).toEqual(['', 'precious', 'text']);
  });

  test('opens no pipe of another user, and replaces a file of his by its own', async () => {
    await run('mkfifo', [at('sticky/pipe')]);
    chownSync(at('sticky/pipe'), mallory, mallory);
    await expect(replaceFile(at('sticky/pipe'), 'x')).rejects.toThrow('belongs to nobody and is not a file');
    writeFileSync(at('sticky/report'), 'his', {mode: 0o666});
    chownSync(at('sticky/report'), mallory, mallory);
    await replaceFile(at('sticky/report'), 'ours');
    expect(lstatSync(at('sticky/report'))).toMatchObject({uid: 0, mode: 0o100644});
  });

  test('leaves no file of another user in place because it holds the same', async () => {
    const same = Buffer.from('same');
    writeFileSync(at('sticky/header'), same, {mode: 0o666});
    chownSync(at('sticky/header'), mallory, mallory);
    expect(await saveFile(same, at('sticky/header'))).toBe('written');
    expect(lstatSync(at('sticky/header'))).toMatchObject({uid: 0, mode: 0o100644});
    expect(await saveFile(same, at('sticky/header'))).toBe('unchanged');
    await plant('sticky/link', at('sticky/header'));
    await expect(saveFile(same, at('sticky/link'))).rejects.toThrow("is a link of nobody's");
  });

  test('keeps downloads in no folder of another user, nor in one that others may change', async () => {
    await expect(makeFolder(at('theirs/cache'))).rejects.toThrow(`${at('theirs')} belongs to nobody`);
    chmodSync(at('theirs'), 0o777);
    chownSync(at('theirs'), 0, 0);
    await expect(openPart(at('theirs/x.part'), false)).rejects.toThrow('Others may change what lies in');
    await plant('sticky/x.part', victim());
    for (const goOn of [true, false])
      await openPart(at('sticky/x.part'), goOn).then(
        (f) => f.close(),
        () => {},
      );
    expect(text('victim')).toBe('precious');
  });

  test('writes no report through a link or a foreseen draft, and says whose it is', async () => {
    await plant('sticky/report.json', victim());
    const facts = hostFile('debian-12-microvm-6.18');
    const {exitCode, stderr} = await ebpf(['doctor', '--facts', facts, '--output', at('sticky/report.json')]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("report.json is a link of nobody's")]);
    await plant('sticky/summary', victim());
    const env = {GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: at('sticky/summary')};
    await ebpf(['doctor', '--facts', facts], {env});
    expect(text('victim')).toBe('precious');
  });

  test.each(['000', '077'])('leaves nothing writable for others under umask %s', async (umask) => {
    const facts = hostFile('debian-12-microvm-6.18');
    const args = [
      'doctor',
      '--facts',
      facts,
      '--format',
      'json',
      '--output',
      at('r.json'),
      '--format',
      'html',
      '--output',
      at('r.html'),
    ];
    await run('sh', ['-c', `umask ${umask}; exec "$@"`, 'sh', process.execPath, path.resolve('bin/run.js'), ...args]);
    for (const name of ['r.json', 'r.html']) expect(statSync(at(name)).mode & 0o022).toBe(0);
  });

  test('writes its report where there is no /proc', async () => {
    const facts = hostFile('debian-12-microvm-6.18');
    const args = ['doctor', '--facts', facts, '--format', 'json', '--output', at('r.json')];
    const script = 'mount --make-rprivate /; umount -l /proc; exec "$@"';
    await run('unshare', ['--mount', 'sh', '-c', script, 'sh', process.execPath, path.resolve('bin/run.js'), ...args]);
    expect(JSON.parse(text('r.json'))).toMatchObject({schema: 'ebpf.report/1'});
    expect(readdirSync(folder)).not.toContainEqual(expect.stringMatching(/^\./));
  });

  test('gives what it makes in a folder of who called sudo to him', async () => {
    chownSync(folder, mallory, mallory);
    const bySudo = {SUDO_UID: String(mallory), SUDO_GID: String(mallory)};
    const facts = hostFile('debian-12-microvm-6.18');
    await ebpf(['doctor', '--facts', facts, '--format', 'json', '--output', at('mine.json')], {env: bySudo});
    expect(statSync(at('mine.json'))).toMatchObject({uid: mallory, gid: mallory});
  });
});
