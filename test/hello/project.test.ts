import {createHash} from 'node:crypto';
import {chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {writeProject as write} from '../../src/hello/project.ts';
import {Failure} from '../../src/hosts/failure.ts';
import {localHost} from '../../src/hosts/local.ts';
import {writeProject} from './libbpf.ts';
import {asNobody, asRoot, cleanUp, smallDisk, temporary} from './machine.ts';
import {refusal} from './refusal.ts';

const host = localHost();
const files = ['.gitignore', 'Makefile', 'README.md', 'hello.bpf.c', 'hello.c', 'hello.h'];
const withMarker = ['.ebpf-hello.json', ...files];
const list = async (directory: string) => (await readdir(directory)).sort();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

afterEach(cleanUp);

test('writes a new project, and the directories that lead to it', async () => {
  const directory = path.join(await temporary(), 'a', 'b c');
  const result = await writeProject(host, directory);
  expect([...result.written].sort()).toEqual(files);
  expect(result.kept).toEqual([]);
  expect(await list(directory)).toEqual(withMarker);
  expect(await readFile(path.join(directory, 'hello.c'), 'utf8')).toBe(
    await readFile('templates/libbpf/hello.c', 'utf8'),
  );
});

test('writes nothing a second time', async () => {
  const directory = await temporary();
  await writeProject(host, directory);
  const times = async () =>
    Promise.all(withMarker.map(async (name) => (await stat(path.join(directory, name))).ctimeMs));
  const before = await times();
  const result = await writeProject(host, directory);
  expect(result.written).toEqual([]);
  expect([...result.untouched].sort()).toEqual(files);
  expect(await times()).toEqual(before);
});

test('takes a path that looks like an option, and one with a slash at its end', async () => {
  const directory = await temporary();
  const inside = {...host, run: ((command, options) => host.run(command, {...options, directory})) as typeof host.run};
  await writeProject(inside, '-rf x/');
  expect(await list(path.join(directory, '-rf x'))).toEqual(withMarker);
});

test('keeps what the user changed, adds what is missing, and leaves the rest as it was written', async () => {
  const directory = await temporary();
  await writeProject(host, directory);
  await writeFile(path.join(directory, 'hello.bpf.c'), '/* mine */\n');
  await rm(path.join(directory, 'README.md'));
  const result = await writeProject(host, directory);
  expect(result.kept).toEqual(['hello.bpf.c']);
  expect(result.written).toEqual(['README.md']);
  expect(await readFile(path.join(directory, 'hello.bpf.c'), 'utf8')).toBe('/* mine */\n');
  expect((await writeProject(host, directory)).kept).toEqual(['hello.bpf.c']);
});

/** As an older version of the program would have left it. */
const older = async (names: readonly string[]): Promise<string> => {
  const directory = await temporary();
  await writeProject(host, directory);
  const file = path.join(directory, '.ebpf-hello.json');
  const marker = JSON.parse(await readFile(file, 'utf8'));
  for (const name of names) {
    await writeFile(path.join(directory, name), `older ${name}`);
    marker.files[name] = sha256(`older ${name}`);
  }
  await writeFile(file, JSON.stringify(marker));
  return directory;
};

test('renews a project of an older version that nobody changed', async () => {
  const directory = await older(['hello.c', 'Makefile']);
  expect([...(await writeProject(host, directory)).written].sort()).toEqual(['Makefile', 'hello.c']);
  expect((await writeProject(host, directory)).untouched).toHaveLength(files.length);
});

test('does not renew a project of an older version that its user changed: it is his', async () => {
  const directory = await older(['hello.c', 'Makefile']);
  await writeFile(path.join(directory, 'hello.h'), 'mine');
  const result = await writeProject(host, directory);
  expect(result.written).toEqual([]);
  expect([...result.kept]).toEqual(['hello.h']);
  expect(await readFile(path.join(directory, 'Makefile'), 'utf8')).toBe('older Makefile');
});

test('refuses files of the same names that it did not write, and names them', async () => {
  const directory = await temporary();
  await writeFile(path.join(directory, 'Makefile'), 'all:\n');
  await mkdir(path.join(directory, 'hello.c'));
  const failure = await refusal(writeProject(host, directory));
  expect(failure.what).toContain('hello.c, Makefile');
  expect(failure.todo).toContain('--dir');
  expect(failure.exitCode).toBe(1);
  expect(await list(directory)).toEqual(['Makefile', 'hello.c']);
  expect(await readFile(path.join(directory, 'Makefile'), 'utf8')).toBe('all:\n');
});

test('refuses a dangling link of the same name', async () => {
  const directory = await temporary();
  await symlink('/nonexistent/x', path.join(directory, 'hello.h'));
  expect((await refusal(writeProject(host, directory))).what).toContain('hello.h');
  expect(await list(directory)).toEqual(['hello.h']);
});

test.each([
  ['damaged', '{"files": {"hello.c"'],
  ['of another shape', '{"files": {"hello.c": 7, "Makefile": "x"}}'],
  ['null', 'null'],
  ['empty', ''],
])('takes nothing for its own by a marker that is %s', async (_state, text) => {
  const directory = await temporary();
  await writeFile(path.join(directory, 'hello.c'), 'theirs');
  await writeFile(path.join(directory, '.ebpf-hello.json'), text);
  expect((await refusal(writeProject(host, directory))).what).toContain('hello.c');
});

test('goes into a directory with other things in it', async () => {
  const directory = await temporary();
  await writeFile(path.join(directory, 'notes.txt'), 'mine');
  await writeProject(host, directory);
  expect(await list(directory)).toEqual([...withMarker, 'notes.txt'].sort());
});

test('says so when a file stands in place of the directory, or of one above it', async () => {
  const file = path.join(await temporary(), 'file');
  await writeFile(file, '');
  expect((await refusal(writeProject(host, file))).why).toMatch(/not a directory/i);
  expect((await refusal(writeProject(host, `${file}/x`))).why).toMatch(/not a directory/i);
});

test('stops when it is told to, and leaves nothing', async () => {
  const directory = path.join(await temporary(), 'new');
  const reason = new Failure({what: 'stopped'});
  await expect(writeProject(host, directory, {signal: AbortSignal.abort(reason)})).rejects.toBe(reason);
  await expect(stat(directory)).rejects.toThrow('ENOENT');
});

test('is new for one of several runs at once, and the others change nothing', async () => {
  const directory = path.join(await temporary(), 'a', 'new');
  const text = (run: number) => new Map(['one', 'two/three'].map((name) => [name, `${name} of run ${run}\n`]));
  const runs = await Promise.allSettled([1, 2, 3, 4].map((run) => write(host, directory, text(run), {isNew: true})));
  const [winner = -1, ...others] = [1, 2, 3, 4].filter((run) => runs[run - 1]?.status === 'fulfilled');
  expect(others).toEqual([]);
  for (const run of runs.filter(({status}) => status === 'rejected'))
    expect(run).toMatchObject({reason: {what: `There is a ${directory} already.`, exitCode: 2}});
  for (const [name, content] of text(winner)) expect(await readFile(path.join(directory, name), 'utf8')).toBe(content);
  expect(await list(directory)).toEqual(['.ebpf-hello.json', 'one', 'two']);
});

asRoot('as root (mounts, other users)', () => {
  test.each([4, 12, 20])('leaves nothing half-written on a disk of %i KiB', async (size) => {
    const disk = await smallDisk(size);
    const failure = await refusal(writeProject(host, path.join(disk, 'deep', 'er')));
    expect(failure.what).toContain('Nothing was changed');
    expect(`${failure.why} ${failure.todo}`).toMatch(/No space left.*disk is full/);
    expect(await list(disk)).toEqual([]);
  });

  test('leaves a project as it was when the disk is full', async () => {
    const disk = await smallDisk(44);
    await writeProject(host, disk);
    await rm(path.join(disk, 'hello.c'));
    await rm(path.join(disk, 'README.md'));
    await writeFile(path.join(disk, 'ballast'), 'x'.repeat(100_000)).catch(() => {});
    const before = await list(disk);
    await refusal(writeProject(host, disk));
    expect(await list(disk)).toEqual(before);
  });

  test('says so when the directory may not be written', async () => {
    const directory = await temporary();
    await expect(refusal(writeProject(asNobody(), directory))).resolves.toMatchObject({
      why: expect.stringMatching(/Permission denied|can't cd/),
    });
    const open = await temporary();
    await mkdir(path.join(open, 'closed'), {mode: 0o755});
    await chmod(open, 0o755);
    const failure = await refusal(writeProject(asNobody(), path.join(open, 'closed', 'new')));
    expect(failure.why).toMatch(/Permission denied/);
    expect(await list(path.join(open, 'closed'))).toEqual([]);
  });
});
