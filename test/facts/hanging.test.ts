import {spawn, spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {setTimeout} from 'node:timers/promises';
import type {Fact} from '../../src/facts/fact.ts';
import type {Facts, Tool} from '../../src/facts/facts.ts';
import {parseProbe} from '../../src/facts/parse.ts';
import {probe, probeScript} from '../../src/facts/probe.ts';
import {cutOff} from '../../src/facts/toolchain.ts';
import {localHost} from '../../src/hosts/local.ts';
import {describeWith, find, notRoot, testWith} from '../lab/needs.ts';
import {runningWith} from '../lab/running.ts';

const script = probeScript();

/** The probe's own limits at their highest, and what a loaded machine adds to them. */
const bound = 45_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebpf-hanging-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

const program = (name: string, text: string, directory = folder): void => {
  mkdirSync(directory, {recursive: true});
  writeFileSync(path.join(directory, name), text, {mode: 0o755});
};

const look = (PATH = `${folder}:/usr/bin:/bin`, command = ['sh', '-s'], cwd = folder): Facts => {
  const [file = '', ...args] = command;
  const {stdout, error} = spawnSync(file, args, {input: script, env: {PATH}, cwd, encoding: 'utf8', timeout: bound});
  if (error) throw error;
  const facts = parseProbe(stdout, 'here');
  if (!facts) throw new Error(`no facts in ${stdout.slice(0, 500)}`);
  return facts;
};

/** What is said of a tool that was too slow. */
const saidOf = (tool: Fact<Tool>) => tool.state === 'known' && cutOff(tool.value);

const late = expect.stringMatching(/did not answer within \d+ s/);

test.each(['sleep 60 &', 'setsid sleep 60 &'])(
  'a tool that leaves a child behind with its output (%s) has answered when it ends',
  async (child) => {
    program('clang', `#!/bin/sh\ncat >/dev/null; echo "clang version 17.0.6" >&2; ${child}\nexit 0\n`);
    program('bpftool', `#!/bin/sh\necho "bpftool v7.9.0"; ${child}\n`);
    const {tools} = look();
    expect(tools.clang).toMatchObject({value: {path: `${folder}/clang`, version: '17.0.6', exitCode: 0}});
    expect(tools.bpftool).toMatchObject({value: {version: '7.9.0', exitCode: 0}});
  },
);

test('each slow tool costs only itself, and is told by name', () => {
  for (const name of ['cc', 'git', 'clang']) program(name, '#!/bin/sh\nexec sleep 60\n');
  program('make', '#!/bin/sh\necho GNU Make 4.4.1\n');
  const {tools, disk, incomplete} = look();
  expect(incomplete).toBeUndefined();
  expect(tools.make).toMatchObject({value: {version: '4.4.1'}});
  expect(disk.state).toBe('known');
  for (const name of ['cc', 'git', 'clang'] as const) expect(saidOf(tools[name])).toEqual(late);
});

describe('whatever the shell', () => {
  /** The probe under each shell that is here, side by side, with a bpftool that hangs and leaves children behind in more than one way. */
  const begin = () => {
    const hang = "trap '' TERM; sleep 70 & setsid sleep 70 & while :; do sleep 1; done";
    program('bpftool', `#!/bin/sh\n: >${folder}/begun.$PPID\n${hang}\n`);
    return ['dash', 'bash', 'busybox sh']
      .filter((shell) => find(shell.replace(' sh', '')))
      .map((shell) => {
        const [file = '', ...args] = shell.split(' ');
        const sh = spawn(file, [...args, '-s'], {
          env: {PATH: `${folder}:/usr/bin:/bin`},
          stdio: ['pipe', 'pipe', 'ignore'],
        });
        sh.stdin.end(script);
        return sh;
      });
  };
  const left = () => runningWith(`PATH=${folder}:`);

  test('a slow tool takes with it what it has started', async () => {
    const printed = await Promise.all(begin().map(({stdout}) => text(stdout)));
    for (const output of printed) {
      const facts = parseProbe(output, 'here');
      expect(facts && saidOf(facts.tools.bpftool)).toEqual(late);
    }
    await until(() => left().length === 0);
  });

  test('tools end although the probe itself has been ended', async () => {
    const shells = begin();
    await until(() => readdirSync(folder).filter((name) => name.startsWith('begun.')).length === shells.length);
    for (const shell of shells) shell.kill('SIGKILL');
    await until(() => left().length === 0);
  });
});

/** Polls for what comes within the bounds of the probe, or never. */
const until = async (holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + bound; !holds(); await setTimeout(100))
    if (Date.now() > end) throw new Error('it never comes');
};

test('a df that hangs costs the disks alone', () => {
  program('df', '#!/bin/sh\nexec sleep 60\n');
  const {tools, disk, packages, incomplete} = look();
  expect({disk, incomplete}).toEqual({disk: {state: 'unreadable', reason: late}, incomplete: undefined});
  expect(tools.make.state).toBe('known');
  expect(packages.managers.state).toBe('known');
});

test('the room of a working directory that is gone is not that of another', () => {
  const gone = ['sh', '-c', 'mkdir gone && cd gone && rmdir ../gone && exec sh -s'];
  expect(look(undefined, gone).disk).toMatchObject({state: 'unreadable', reason: expect.stringContaining('gone')});
});

test('what hangs beside the tools and is not foreseen costs what comes after it, never what was told before', () => {
  program('readlink', '#!/bin/sh\nexec sleep 60\n');
  program('gcc', '#!/bin/sh\necho gcc 12.2.0\n');
  const {tools, kernel, os, disk, packages, incomplete} = look();
  expect(incomplete).toBeUndefined();
  expect([tools.make.state, kernel.release.state, kernel.config.state, os.state]).not.toContain('unreadable');
  const unseen = {state: 'unreadable', reason: late};
  expect([disk, packages.managers, tools.gcc]).toEqual([unseen, unseen, unseen]);
});

test('bpftool that says something before the BTF is believed by the BTF', () => {
  const said = 'echo "skipping /sys/kernel/btf/vmlinux (will be loaded as base)" >&2';
  program(
    'bpftool',
    `#!/bin/sh\n[ "$1" = version ] && exec echo bpftool v7.8.0\n${said}; echo; echo "[1] INT 'int' size=4"\n`,
  );
  expect(look().tools.bpftool).toMatchObject({value: {output: "bpftool v7.8.0\nbtf: [1] INT 'int' size=4"}});
});

test('nothing that is not in PATH is started: blanks, empty and relative entries', () => {
  const blank = path.join(folder, 'my tools/bin');
  program('pahole', '#!/bin/sh\necho v1.25\n', blank);
  program('bpftrace', '#!/bin/sh\n', blank);
  for (const name of ['my', 'tools', 'make', 'clang', 'uname'])
    program(name, `#!/bin/sh\necho ${name} >>${folder}/ran\n`);
  program('git', `#!/bin/sh\necho git >>${folder}/ran\n`, path.join(folder, 'here'));
  const {tools} = look(`:.:here:${blank}::/usr/bin:/bin:`);
  expect(tools.pahole).toMatchObject({value: {path: `${blank}/pahole`, version: '1.25'}});
  expect(tools.bpftrace).toMatchObject({value: {path: `${blank}/bpftrace`, output: `${blank}/bpftrace`}});
  expect(spawnSync('cat', [`${folder}/ran`]).status).not.toBe(0);
});

testWith(find('busybox') === undefined && 'busybox is missing')(
  'each program has its own target where readlink takes one file only',
  () => {
    symlinkSync(find('busybox') ?? '', path.join(folder, 'readlink'));
    expect(look().tools).toEqual(
      expect.objectContaining({xz: look('/usr/bin:/bin').tools.xz, gcc: look('/usr/bin:/bin').tools.gcc}),
    );
  },
);

testWith(find('busybox') === undefined && 'busybox is missing')(
  'BTF is seen where there is no od, as on OpenWrt, and it is said where there is no hexdump either',
  () => {
    const {btf} = look('/usr/bin:/bin');
    program('od', '#!/bin/sh\nexit 127\n');
    symlinkSync(find('busybox') ?? '', path.join(folder, 'hexdump'));
    expect(look().btf).toEqual(btf);
    rmSync(path.join(folder, 'hexdump'));
    program('hexdump', '#!/bin/sh\nexit 127\n');
    const absentThere = btf.vmlinux.state === 'absent';
    expect(look().btf.vmlinux).toEqual(
      absentThere ? btf.vmlinux : {state: 'unreadable', reason: 'neither od nor hexdump reads it'},
    );
  },
);

testWith(notRoot)('os-release without a last line feed, and where only /usr/lib has it', () => {
  writeFileSync(path.join(folder, 'release'), 'NAME=x\nID=fedora');
  const mount = (text: string) => ['unshare', '-m', 'sh', '-ec', `${text}; exec sh -s`];
  expect(look(undefined, mount('mount --bind release /etc/os-release')).os).toMatchObject({value: {id: 'fedora'}});
  const odd = String.raw`printf '\357\273\277ID=fedora\r\n' >odd; mount --bind odd /etc/os-release`;
  expect(look(undefined, mount(odd)).os).toMatchObject({value: {id: 'fedora'}});
  const elsewhere =
    'cp -a /etc copy; rm copy/os-release; cat release >usr; mount --bind usr /usr/lib/os-release; mount --bind copy /etc';
  expect(look(undefined, mount(elsewhere)).os).toMatchObject({value: {id: 'fedora'}});
});

test('a command that ends and leaves a child with its output is done', async () => {
  const lines: string[] = [];
  const command = ['sh', '-c', 'echo out; echo err >&2; { sleep 60; echo late; } & exit 3'];
  const result = await localHost().run(command, {onLine: (line) => lines.push(line)});
  expect(result).toMatchObject({exitCode: 3, stdout: Buffer.from('out\n'), stderr: 'err\n', timedOut: false});
  expect(lines.sort()).toEqual(['err', 'out']);
});

test('the probe of this machine ends although its tools leave children', async () => {
  program('make', '#!/bin/sh\necho GNU Make 4.4.1; setsid sleep 60 &\n');
  const before = process.env.PATH;
  process.env.PATH = `${folder}:${before}`;
  try {
    expect((await probe(localHost())).tools.make).toMatchObject({value: {version: '4.4.1'}});
  } finally {
    process.env.PATH = before;
  }
});

describeWith(notRoot)('a sudo that hangs beside the probe of a user', () => {
  const user = 2699;
  const doctor = (...words: readonly string[]) => {
    chmodSync(folder, 0o755);
    program('sudo', '#!/bin/sh\ntrap "" TERM\nwhile :; do sleep 1; done\n');
    return spawn(process.execPath, [path.resolve('bin/run.js'), 'doctor', ...words], {
      ...{uid: user, gid: user, cwd: '/', stdio: ['ignore', 'pipe', 'ignore']},
      env: {PATH: `${folder}:/usr/bin:/bin`, HOME: '/', NODE_DISABLE_COMPILE_CACHE: '1'},
    });
  };
  const left = () => runningWith(`PATH=${folder}:`);

  test('does not outlive it, and costs what root would have seen alone', async () => {
    expect(await text(doctor().stdout)).toContain('Kernel');
    await until(() => left().length === 0);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)('ends with it by %s', async (signal) => {
    const running = doctor();
    await until(() => left().length > 3);
    running.kill(signal);
    await until(() => left().length === 0);
  });
});
