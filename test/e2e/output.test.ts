import type {Userland} from '../lab/userland.ts';
import {almostReady, describeAlmostReady} from './almost-ready.ts';

describeAlmostReady('what is printed, and where', () => {
  let land: Userland;

  beforeAll(async () => {
    land = await almostReady();
  });

  afterAll(() => land?.close());

  test.each([
    ['a flag', ['doctor', '--jsn'], 'There is no flag --jsn.\nhint: Did you mean --json?'],
    ['a flag of setup', ['setup', '--dryrun'], 'There is no flag --dryrun.\nhint: Did you mean --dry-run?'],
    ['a check', ['doctor', 'btf.vmlinx'], 'There is no check "btf.vmlinx".\nhint: Did you mean btf.vmlinux?'],
    ['a profile', ['doctor', '--for', 'libbf'], 'There is no profile "libbf".\nhint: Did you mean libbpf?'],
    ['a command', ['docto'], 'There is no command "docto".\nhint: Did you mean "ebpf doctor"?'],
  ])('%s that there is not: exit 2 with a suggestion, as text and as JSON', async (_, words, message) => {
    const text = await land.run(['ebpf', ...words]);
    expect(text).toMatchObject({code: 2, stdout: '', stderr: expect.stringContaining(message)});
    const json = await land.run(['ebpf', ...words, '--json']);
    expect({code: json.code, stderr: json.stderr}).toEqual({code: 2, stderr: ''});
    const {error, exitCode} = JSON.parse(json.stdout);
    expect({exitCode, text: `${error.what}\n${error.todo}`}).toMatchObject({exitCode: 2});
    expect(message.startsWith(error.what)).toBe(true);
  });

  test.each([
    ['doctor', ['doctor'], 1],
    ['checks', ['checks'], 0],
    ['probe', ['probe'], 0],
    ['a dry run', ['setup', '--dry-run'], 0],
    ['a setup that would have to ask', ['setup'], 2],
    ['a setup that fails', ['setup', '--yes', '--dir', '/proc/x'], 1],
    ['vmlinux that fails', ['vmlinux', '--output', '/proc/x'], 1],
    ['hello that fails', ['hello', '--dir', '/proc/x'], 1],
  ])('--json of %s is one document on stdout and nothing on stderr', async (_, words, exitCode) => {
    const {code, stdout, stderr} = await land.run(['ebpf', ...words, '--json']);
    expect({code, stderr}).toEqual({code: exitCode, stderr: ''});
    expect(() => JSON.parse(stdout)).not.toThrow();
  });

  test('marks are ASCII where the locale is not UTF-8', async () => {
    const plain = await land.run(['ebpf', 'doctor'], {environment: {LANG: 'C'}});
    expect(plain.stdout).toMatch(/^ {2}FAIL make/m);
    expect(plain.stdout).not.toMatch(/[^\n\x20-\x7e]/);
    expect((await land.run(['ebpf', 'doctor'])).stdout).toMatch(/^ {2}✖ make/m);
  });

  test('colour: on a terminal, unless NO_COLOR; elsewhere only with FORCE_COLOR', async () => {
    const colour = async (environment: Record<string, string>, terminal: boolean) =>
      /\x1b\[\d+m/.test((await land.run(['ebpf', 'doctor'], {environment, terminal})).stdout);
    expect(await colour({}, true)).toBe(true);
    expect(await colour({NO_COLOR: '1'}, true)).toBe(false);
    expect(await colour({TERM: 'dumb'}, true)).toBe(false);
    expect(await colour({}, false)).toBe(false);
    expect(await colour({FORCE_COLOR: '1'}, false)).toBe(true);
  });

  test('a reader that has seen enough: no complaint, and the exit code stays', async () => {
    const {stdout, stderr} = await land.run(['bash', '-c', 'ebpf doctor | head -n 1; echo "${PIPESTATUS[0]}"']);
    expect(stdout).toMatch(/^localhost, .*\n1\n$/);
    expect(stderr).toBe('');
  });

  test('output that can not be written is told without a stack', async () => {
    const {stderr} = await land.run(['sh', '-c', 'ebpf doctor >/dev/full']);
    expect(stderr).toMatch(/^The output could not be written: .*no space left on device.*\n$/);
  });

  test('setup goes on to its end when nobody reads what it says', async () => {
    const {stdout} = await land.run(['bash', '-c', 'ebpf setup --yes 2>&1 | head -n 1; echo "${PIPESTATUS[0]}"']);
    expect(stdout).toMatch(/^To change on localhost:\n0\n$/);
    await land.sh('command -v make; test -x hello-ebpf/hello');
  });

  test('the terminal: one line moves, each step is there once when it has ended, and no cursor is hidden', async () => {
    const {code, stdout} = await land.run(['ebpf', 'setup', '--yes'], {terminal: true});
    expect(code).toBe(0);
    expect(stdout).not.toContain('\x1b[?25l');
    expect(stdout).toContain('✔');
    expect(stdout).toContain('traced a test execve');
    const ascii = await land.run(['ebpf', 'setup', '--yes'], {terminal: true, environment: {LANG: 'C'}});
    expect(ascii.stdout).not.toMatch(/[^\x00-\x7f]/);
  });
});
