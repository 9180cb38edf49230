import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {notRoot, testWith} from '../lab/needs.ts';

const run = path.join(import.meta.dirname, '../../bin/run.js');

/** Runs shell text whose `ebpf` is the built program. */
const shell = (text: string, before: readonly string[] = []) => {
  const [file = '', ...args] = [...before, 'sh', '-c', text, process.execPath, run];
  const {status, stdout, stderr} = spawnSync(file, args, {encoding: 'utf8'});
  return {status, stdout, stderr};
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebpf-surroundings-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

testWith(notRoot)('neither HOME nor an entry in passwd', () => {
  // Still root, who may read the program wherever that lies, but without a name.
  const nobody = [
    'unshare',
    '-m',
    'sh',
    '-ec',
    'mount --bind /dev/null /etc/passwd; cd /; unset HOME SHELL; exec "$@"',
    'sh',
  ];
  const {status, stdout, stderr} = shell(
    '"$0" "$1" --version && "$0" "$1" checks >/dev/null && "$0" "$1" doctor host.os',
    nobody,
  );
  expect({status, stderr}).toEqual({status: 0, stderr: ''});
  expect(stdout).toContain('Operating system');
});

testWith(notRoot)('a user without a passwd entry goes to another host under his number', () => {
  // The clone may lie where he may not look.
  const nobody = `mount --bind '${path.resolve()}' /mnt; exec setpriv --reuid=54321 --regid=54321 --clear-groups "$@"`;
  const {status, stdout, stderr} = shell(
    'cd /; unset HOME SHELL USER; "$0" /mnt/bin/run.js doctor --remote 127.0.0.1:1 host.os',
    ['unshare', '-m', 'sh', '-ec', nobody, 'sh'],
  );
  expect({status, said: `${stdout}${stderr}`}).toEqual({
    status: 3,
    said: expect.stringContaining('ssh -p 1 54321@127.0.0.1'),
  });
});

test('a working directory that is gone', () => {
  mkdirSync(path.join(folder, 'gone'));
  const gone = `cd ${folder}/gone && rmdir ../gone`;
  const {status, stdout} = shell(`${gone} && "$0" "$1" doctor host.os`);
  expect({status, found: stdout.includes('Operating system')}).toEqual({status: 0, found: true});
  // Commands run in / there, whose room is not what was asked for.
  mkdirSync(path.join(folder, 'gone'));
  expect(JSON.parse(shell(`${gone} && "$0" "$1" probe --json`).stdout).disk).toMatchObject({state: 'unreadable'});
});

test.each(['setup --yes', 'hello', 'new tracer'])(
  'no project is written to another place than a working directory that is gone: %s',
  (words) => {
    const under = path.join(folder, `gone-${words.split(' ')[0]}`);
    mkdirSync(under);
    const {status, stderr} = shell(`cd ${under} && rmdir ${under} && "$0" "$1" ${words}`);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^error: The working directory is gone/)]);
  },
);

test.each(['vmlinux', 'vmlinux --json', 'doctor host.os --output report.html'])(
  'what would be written into a working directory that is gone says so: %s',
  (words) => {
    const under = path.join(folder, 'gone');
    mkdirSync(under);
    const {status, stdout, stderr} = shell(`cd ${under} && rmdir ${under} && "$0" "$1" ${words}`);
    expect([status, `${stdout}${stderr}`]).toEqual([
      words.startsWith('doctor') ? 2 : 1,
      expect.stringContaining('The working directory is gone, or this user may not enter it.'),
    ]);
  },
);

test('a working directory whose name is not UTF-8', () => {
  const {status, stdout} = shell(
    `cd ${folder} && d=$(printf 'caf\\351') && mkdir "$d" && cd "$d" && "$0" "$1" doctor host.os`,
  );
  expect({status, found: stdout.includes('Operating system')}).toEqual({status: 0, found: true});
});

test('saved facts are streamed like those of hosts', () => {
  const {status, stdout} = shell(
    `"$0" "$1" probe --json >${folder}/here.json; "$0" "$1" doctor --facts ${folder} --stream host.os`,
  );
  expect(status).toBe(0);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as {host: string}).host),
  ).toEqual(['here']);
});

testWith(notRoot)('a root file system that nothing can be written to', () => {
  const sealed = [
    'unshare',
    '-m',
    'sh',
    '-ec',
    'mount -o bind,ro / /mnt; mount --rbind /proc /mnt/proc; mount --rbind /sys /mnt/sys; mount --rbind /dev /mnt/dev; exec chroot /mnt "$@"',
    'sh',
  ];
  const {status, stdout} = shell('"$0" "$1" doctor host.os', sealed);
  expect({status, found: stdout.includes('Operating system')}).toEqual({status: 0, found: true});
});
