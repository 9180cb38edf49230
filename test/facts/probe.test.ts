import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {execa} from 'execa';
import type {Facts} from '../../src/facts/facts.ts';
import {parseProbe} from '../../src/facts/parse.ts';
import {probeScript} from '../../src/facts/probe.ts';
import {trialFile} from '../../src/kernels/trial.ts';
import {describeWith, lacking, notRoot} from '../lab/needs.ts';
import {runningWith} from '../lab/running.ts';

const script = probeScript();

interface Run {
  readonly shell?: readonly string[];
  readonly environment?: Record<string, string>;
}

const run = async ({shell = ['sh'], environment}: Run = {}) => {
  const [file = '', ...rest] = shell;
  const options = {input: script, reject: false, ...(environment && {env: environment, extendEnv: false})} as const;
  const {stdout, exitCode, stderr} = await execa(file, rest, options);
  return {stdout, exitCode, stderr, facts: parse(stdout)};
};

const parse = (output: string): Facts => {
  const facts = parseProbe(output, 'here');
  if (!facts) throw new Error(`no facts in ${output.slice(0, 500)}`);
  return facts;
};

/** Without what may differ from one look to the next: the time, memory, disks, mounts and locks that others make, the seconds that tools took. */
const lasting = ({time: _, packages: {locks: __, ...packages}, disk: ___, mounts: ____, tools, ...facts}: Facts) => ({
  ...facts,
  packages,
  tools: Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, tool.state])),
  memory: undefined,
});

describe('the probe', () => {
  let folder: string;
  let usual: Facts;

  beforeAll(async () => {
    usual = (await run()).facts;
  });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ebpf-probe-'));
  });

  afterEach(() => rmSync(folder, {recursive: true}));

  /** Puts a program in front of those of the host. */
  const inFront = (name: string, text: string): Record<string, string> => {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return {PATH: `${folder}:/usr/bin:/bin`, HOME: '/'};
  };

  for (const shell of [['dash'], ['bash', '--posix'], ['busybox', 'sh']] as const) {
    describeWith(lacking(shell[0]))(`under ${shell.join(' ')}`, () => {
      test('tells the same, and complains of nothing', async () => {
        const {facts, exitCode, stderr} = await run({shell});
        expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
        expect(lasting(facts)).toEqual(lasting(usual));
      });
    });
  }

  test('a banner before it and a farewell after it change nothing', async () => {
    const {stdout} = await run();
    const noisy = `Welcome!\r\n\x1b[1mlast login\x1b[0m, no line end${stdout}\nbye @nonce text uid ok\n0\n`;
    expect(parse(noisy)).toEqual(parse(stdout));
  });

  test('a PATH without sbin hides no tool', async () => {
    const {facts} = await run({environment: {PATH: '/usr/bin:/bin', HOME: '/'}});
    expect(facts.tools.bpftool).toMatchObject({value: {path: '/usr/sbin/bpftool'}});
    expect(lasting((await run({environment: {HOME: '/'}})).facts).tools).toEqual(lasting(facts).tools);
  });

  test('bpf-linker is asked for its LLVM, too, and where it does not know the question it is there all the same', async () => {
    const answers = (llvm: string) =>
      `case $1 in --version) echo bpf-linker 0.10.4 ;; --llvm-args=--version) ${llvm} ;; esac`;
    const told = async (llvm: string) =>
      (await run({environment: inFront('bpf-linker', answers(llvm))})).facts.tools['bpf-linker'];
    const there = {path: path.join(folder, 'bpf-linker'), exitCode: 0, version: '0.10.4'};
    expect(await told("echo 'Debian LLVM version 22.1.8'")).toMatchObject({
      value: {...there, output: expect.stringMatching(/\nDebian LLVM version 22\.1\.8/)},
    });
    expect(await told('echo no such option >&2; exit 1')).toMatchObject({value: there});
  });

  test('a tool that never ends, and heeds no SIGTERM, is waited for no longer than its limit', async () => {
    const environment = inFront('bpftool', "trap '' TERM; while :; do sleep 1; done");
    const {facts} = await Promise.race([
      run({environment}),
      new Promise<never>((_, reject) => setTimeout(() => reject(new Error('it still waits')), 25_000).unref()),
    ]);
    expect(facts.tools.bpftool).toMatchObject({state: 'known', value: {path: path.join(folder, 'bpftool')}});
    expect(facts.tools.bpftool).not.toMatchObject({value: {exitCode: 0}});
    expect(facts.tools.clang.state).toBe(usual.tools.clang.state);
  });

  test('a tool that prints megabytes is cut short, and can not forge a record', async () => {
    const forged =
      'yes "$(printf "\\n@%s text uid ok\\n4711" 00000000-0000-0000-0000-000000000000)" | head -c 5000000; echo; echo v9.9.9';
    const {facts, stdout} = await run({environment: inFront('bpftool', forged)});
    expect(stdout.length).toBeLessThan(300_000);
    expect(facts.privileges.uid).toEqual(usual.privileges.uid);
  });

  describeWith(notRoot)('with root to try it', () => {
    test('without timeout(1) a tool is bounded all the same', async () => {
      const environment = inFront('bpftool', 'exec sleep 100');
      const hidden = 'mount --bind /dev/null /usr/bin/timeout; exec sh';
      const {facts} = await run({shell: ['unshare', '--mount', 'sh', '-ec', hidden], environment});
      expect(facts.tools.bpftool).not.toMatchObject({value: {exitCode: 0}});
      expect(facts.tools.clang).toMatchObject({state: usual.tools.clang.state});
    });

    test('a kernel that an earlier setup has made ready is seen', async () => {
      const made = `mount -t tmpfs lib /var/lib; mkdir ${path.dirname(trialFile)}; echo {} >${trialFile}; exec sh`;
      const {facts} = await run({shell: ['unshare', '--mount', 'sh', '-ec', made]});
      expect(facts.kernel.onTrial).toEqual({state: 'known', value: true});
      expect(usual.kernel.onTrial).toEqual({state: 'known', value: false});
    });

    test('a normal user is told what is hidden, not that it is missing', async () => {
      const {facts} = await run({shell: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'sh']});
      expect(facts.privileges.uid).toMatchObject({value: 65534});
      expect(facts.tracing.directory.state).toBe('unreadable');
      expect(facts.btf.vmlinux).toEqual(usual.btf.vmlinux);
    });
  });

  describeWith(notRoot ?? lacking('strace'))('followed with strace', () => {
    test('opens nothing to write, and makes, renames, removes and mounts nothing', async () => {
      const log = path.join(folder, 'log');
      const calls =
        'open,openat,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat,truncate,ftruncate,chmod,fchmodat,chown,fchownat,mount,umount2,bpf,init_module,finit_module';
      // A file for each process, so that no call is cut in two by another's.
      await run({shell: ['strace', '-ff', '-qq', '-o', log, '-e', `trace=${calls}`, 'sh']});
      const logs = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
      expect(logs.length).toBeGreaterThan(3);
      const changes = logs
        .flatMap((text) => text.split('\n'))
        .filter((line) => !/^(?:open|openat)\(/.test(line) || /O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE/.test(line))
        .filter((line) => line !== '' && !/"\/dev\/(?:null|tty)"|^(?:---|\+\+\+)/.test(line));
      expect(changes).toEqual([]);
    });
  });

  test('leaves no process behind', async () => {
    const word = path.basename(folder);
    const {facts} = await run({environment: {PATH: '/usr/bin:/bin', HOME: '/', EBPF_TEST_RUN: word}});
    expect(facts.tools.clang.state).toBe(usual.tools.clang.state);
    // What watches over it is told to end, and not waited for.
    for (let tries = 0; tries < 20 && runningWith(word).length > 0; tries++) await pause(50);
    expect(runningWith(word)).toEqual([]);
  });
});
