import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {execa} from 'execa';
import {localHost} from '../../src/hosts/local.ts';
import {writeProject} from './libbpf.ts';
import {asRoot, cleanUp, installToolchain, temporary} from './machine.ts';

const program = path.resolve('bin/run.js');
const mallory = 65534;
const alice = 61234;

/** The command line in a folder, as root; `SUDO_UID` is what sudo tells of its caller. */
const ebpf = (cwd: string, args: readonly string[], env: Record<string, string> = {}) =>
  execa(process.execPath, [program, ...args], {cwd, env: {LC_ALL: 'C', ...env}, reject: false, stdin: 'ignore'});
const bySudo = {SUDO_UID: String(alice), SUDO_GID: String(alice)};

/** What belongs to another user than `uid`, below a folder. */
const notOf = (uid: number, folder: string): string[] =>
  [folder, ...readdirSync(folder, {recursive: true}).map((name) => path.join(folder, String(name)))].filter(
    (file) => statSync(file).uid !== uid,
  );

const openFolder = async (): Promise<string> => {
  const folder = await temporary();
  chmodSync(folder, 0o755);
  return folder;
};

/** A project as another user lays it for root to build: our marker, and a Makefile of his. */
const trap = (folder: string, uid: number): void => {
  const evidence = path.join(path.dirname(folder), 'rooted');
  writeFileSync(path.join(folder, 'Makefile'), `all:\n\tid >'${evidence}'\n`);
  for (const file of [folder, ...readdirSync(folder).map((name) => path.join(folder, name))]) chownSync(file, uid, uid);
};

beforeAll(installToolchain);
afterEach(cleanUp);

asRoot('folders of others', () => {
  test.each(['libbpf', 'bcc', 'bpftrace', 'kernel-samples', 'libbpf-bootstrap'])(
    'root builds and runs nothing of %s that another user has laid in the way, and is told whose it is',
    async (route) => {
      const folder = await openFolder();
      const project = path.join(folder, 'project');
      mkdirSync(project);
      if (route === 'libbpf') await writeProject(localHost(), project);
      trap(project, mallory);
      const {exitCode, stderr} = await ebpf(folder, ['hello', '--for', route, '--dir', 'project']);
      expect(stderr).toMatch(/nobody owns \.\/project\.\n[\s\S]*--dir DIR/);
      expect(exitCode).toBe(2);
      expect(existsSync(path.join(folder, 'rooted'))).toBe(false);
    },
  );

  test('a single file of another user in a folder of ours is enough', async () => {
    const folder = await openFolder();
    const project = path.join(folder, 'hello-ebpf');
    await writeProject(localHost(), project);
    chownSync(path.join(project, 'Makefile'), mallory, mallory);
    expect((await ebpf(folder, ['hello'])).stderr).toContain('nobody owns ./hello-ebpf/Makefile.');
  });

  test("a link of another user's is not followed to write a project", async () => {
    const folder = await openFolder();
    const victim = await temporary();
    chmodSync(folder, 0o1777);
    symlinkSync(victim, path.join(folder, 'hello-ebpf'));
    await execa('chown', ['-h', String(mallory), path.join(folder, 'hello-ebpf')]);
    expect((await ebpf(folder, ['hello'])).stderr).toContain('nobody owns ./hello-ebpf.');
    expect(readdirSync(victim)).toEqual([]);
  });

  test('no project is made where others may put another in its place; a sticky folder keeps them off', async () => {
    const folder = await openFolder();
    chmodSync(folder, 0o777);
    expect((await ebpf(folder, ['hello'])).stderr).toContain('Others may change what lies in the working directory.');
    expect(readdirSync(folder)).toEqual([]);
    chmodSync(folder, 0o1777);
    expect((await ebpf(folder, ['hello'])).stderr).not.toContain('Others may change');
  });

  test('a kernel tree, a folder of sources and a program of another user are refused as well', async () => {
    const folder = await openFolder();
    mkdirSync(path.join(folder, 'theirs'));
    cpSync('templates/libbpf', path.join(folder, 'theirs'), {recursive: true});
    writeFileSync(path.join(folder, 'theirs/program'), '#!/bin/sh\nid >../rooted\n', {mode: 0o755});
    trap(path.join(folder, 'theirs'), mallory);
    for (const args of [
      ['--from', 'theirs'],
      ['--for', 'kernel-samples', '--dir', 'own', '--source', 'theirs'],
      ['--for', 'run', '--program', './theirs/program'],
    ]) {
      const {stderr, exitCode} = await ebpf(folder, ['hello', ...args]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('nobody owns ./theirs.')]);
    }
    expect(existsSync(path.join(folder, 'rooted'))).toBe(false);
  });

  test('sudo in a folder of one’s own works as before, and what is made and built there is of who called it', async () => {
    const folder = await openFolder();
    chownSync(folder, alice, alice);
    for (const round of ['new', 'again']) {
      const {stdout} = await ebpf(folder, ['hello', '--dir', 'a/b', '--json'], bySudo);
      const {stages} = JSON.parse(stdout) as {stages: {name: string; ok: boolean}[]};
      expect([round, stages.find(({name}) => name === 'BINARY')]).toEqual([round, expect.objectContaining({ok: true})]);
      expect(notOf(alice, folder)).toEqual([]);
    }
  });

  test('doas tells who called it by name, and what is made is of that user too', async () => {
    const daemon = 1;
    const folder = await openFolder();
    chownSync(folder, daemon, daemon);
    const {stderr, exitCode} = await ebpf(folder, ['hello', '--dir', 'a'], {DOAS_USER: 'daemon'});
    expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
    expect(notOf(daemon, folder)).toEqual([]);
    expect((await ebpf(folder, ['hello'], {DOAS_USER: 'no-such-user'})).stderr).toContain('daemon owns the working');
  });

  test('who called sudo vouches for his own files only, and for none where root is not by sudo', async () => {
    const folder = await openFolder();
    chownSync(folder, alice, alice);
    mkdirSync(path.join(folder, 'hello-ebpf'));
    trap(path.join(folder, 'hello-ebpf'), mallory);
    expect((await ebpf(folder, ['hello'], bySudo)).stderr).toContain('nobody owns ./hello-ebpf.');
    expect((await ebpf(folder, ['hello'])).stderr).toMatch(/^error: \S+ owns the working directory\.$/m);
  });
});

asRoot('what root leaves', () => {
  test.each(['000', '077', '777'])('is built, and writable for nobody else, under umask %s', async (umask) => {
    const folder = await openFolder();
    await execa(
      'sh',
      ['-c', `umask ${umask}; exec "$@"`, 'sh', process.execPath, program, 'hello', '--dir', 'a/hello'],
      {cwd: folder, reject: false, stdin: 'ignore'},
    );
    expect(existsSync(path.join(folder, 'a/hello/hello'))).toBe(true);
    const {stdout} = await execa('find', [folder, '!', '-type', 'l', '-perm', '/022']);
    expect(stdout).toBe('');
  });
});

asRoot('the environment of root', () => {
  test('no variable that make, git, clang or a shell runs code by reaches what root builds with', async () => {
    const folder = await openFolder();
    const evidence = path.join(folder, 'ran');
    const evil = path.join(folder, 'evil');
    writeFileSync(evil, `#!/bin/sh\necho "$0 $*" >>'${evidence}'\n`, {mode: 0o755});
    writeFileSync(path.join(folder, 'evil.mk'), `$(shell '${evil}' make)\n`);
    const values = ['CC', 'CLANG', 'BPFTOOL', 'GIT_SSH_COMMAND', 'GIT_EXTERNAL_DIFF', 'CCACHE_PREFIX', 'HOSTCC'];
    const {stdout} = await ebpf(folder, ['hello', '--json'], {
      ...Object.fromEntries(values.map((name) => [name, evil])),
      MAKEFILES: path.join(folder, 'evil.mk'),
      GNUMAKEFLAGS: `--eval=$(shell\\ ${evil})`,
      BASH_ENV: evil,
      ENV: evil,
      CCC_OVERRIDE_OPTIONS: '# x-nothing',
      CFLAGS: '-DNO_SUCH -fplugin=/nonexistent.so',
    });
    const {stages} = JSON.parse(stdout) as {stages: {name: string; ok: boolean}[]};
    expect(stages.find(({name}) => name === 'BINARY')).toMatchObject({ok: true});
    expect(existsSync(evidence)).toBe(false);
  });

  test.each(['.', '', 'bin'])(
    'nothing is found through %j in PATH, which is where root happens to be',
    async (entry) => {
      const folder = await openFolder();
      const evidence = path.join(folder, 'ran');
      const bin = path.join(folder, entry);
      mkdirSync(bin, {recursive: true});
      for (const name of ['sh', 'uname', 'clang', 'make', 'git', 'dpkg-query', 'apt-cache'])
        writeFileSync(path.join(bin, name), `#!/bin/sh\necho ${name} >>'${evidence}'\n`, {mode: 0o755});
      chownSync(folder, mallory, mallory);
      const {exitCode} = await ebpf(folder, ['probe'], {PATH: `${entry}:${process.env.PATH}:${entry}`});
      expect(exitCode).toBe(0);
      expect(existsSync(evidence)).toBe(false);
    },
  );

  test('nor does a home or a temporary folder of another user', async () => {
    const folder = await openFolder();
    const theirs = path.join(folder, 'theirs');
    mkdirSync(theirs);
    const evidence = path.join(folder, 'ran');
    writeFileSync(path.join(theirs, '.gitconfig'), `[core]\n\tsshCommand = "id >'${evidence}'; false"\n`);
    chownSync(theirs, mallory, mallory);
    const env = {HOME: theirs, TMPDIR: theirs};
    await ebpf(folder, ['hello', '--for', 'libbpf-bootstrap', '--url', 'ssh://git@127.0.0.1:1/x'], env);
    expect(existsSync(evidence)).toBe(false);
    const {stdout} = await ebpf(folder, ['hello', '--json'], env);
    const {stages} = JSON.parse(stdout) as {stages: {name: string; ok: boolean}[]};
    expect(stages.find(({name}) => name === 'BINARY')).toMatchObject({ok: true});
    expect(readdirSync(theirs)).toEqual(['.gitconfig']);
  });
});
