import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {ebpf} from '../commands/run.ts';
import {lacking, testWith} from '../lab/needs.ts';

const dist = path.resolve('dist/completions');

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'ebpf-completion-'));
  mkdirSync(path.join(home, '.ssh'));
  writeFileSync(path.join(home, '.ssh/config'), 'Host board vm-1 *.lab !no\n  User dev\nhost build?\n');
});
afterAll(() => rmSync(home, {recursive: true}));

/** What bash offers at the end of a line. */
const inBash = async (line: string): Promise<string[]> => {
  const script = `. ${dist}/ebpf.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ebpf; printf '%s\\n' "\${COMPREPLY[@]}"`;
  // As bash splits a line with = among its word breaks.
  const words = line.split(/ |(?==)|(?<==)/);
  const {stdout} = await execa('bash', ['-c', script, 'bash', ...words], {env: {HOME: home}});
  return stdout.split('\n').filter(Boolean);
};

const inFish = async (line: string): Promise<string[]> => {
  const script = `source ${dist}/ebpf.fish; complete -C "$argv[1]"`;
  const {stdout} = await execa('fish', ['--no-config', '-c', script, line], {env: {HOME: home}});
  return stdout
    .split('\n')
    .map((each) => each.split('\t')[0] ?? '')
    .filter(Boolean);
};

/** What a zsh on a terminal of its own has shown after a Tab, when `awaited` is there or five seconds have passed. */
const inZsh = async (line: string, awaited: string): Promise<string> => {
  const script = String.raw`zmodload zsh/zpty
    zpty z zsh -f -i
    zpty -w z "PS1='go> '; fpath=($1 \$fpath); autoload -U compinit; compinit -u -D; print REA''DY"
    zpty -r -m z out '*READY*go> *'
    zpty -w -n z "$2"$'\t'
    all=
    for i in {1..100}; do
      while zpty -r -t z out; do all+=$out; done
      all=$(print -r -- $all | sed 's/\x1b\[[0-9;?]*[a-zA-Z]//g' | tr -d '\r\010')
      [[ $all == *$3* ]] && break
      sleep 0.05
    done
    print -r -- $all`;
  return (await execa('zsh', ['-f', '-c', script, 'zsh', dist, line, awaited], {env: {HOME: home}})).stdout;
};

const shells = [
  ['bash', inBash],
  ['fish', inFish],
] as const;

describe.each(shells)('%s', (shell, complete) => {
  const test = testWith(lacking(shell));
  test('offers commands, and those below one', async () => {
    expect(await complete('ebpf d')).toEqual(['doctor']);
    expect((await complete('ebpf kernel ')).sort()).toEqual(expect.arrayContaining(['install', 'list', 'remove']));
    expect(await complete('ebpf kernel rem')).toEqual(['remove']);
  });
  test('offers the flags of a command', async () => {
    expect(await complete('ebpf doctor --strea')).toEqual(['--stream']);
    expect(await complete('ebpf kernel install --hea')).toEqual(['--headers']);
    expect(await complete('ebpf hello --strea')).toEqual([]);
  });
  test('offers profiles, checks, formats and words of a flag', async () => {
    expect((await complete('ebpf setup --for libbpf')).sort()).toEqual(['libbpf', 'libbpf-bootstrap', 'libbpf-rs']);
    expect(await complete('ebpf doctor --require btf.vm')).toEqual(['btf.vmlinux']);
    expect(await complete('ebpf doctor btf.vm')).toEqual(['btf.vmlinux']);
    expect(await complete('ebpf doctor --format jun')).toEqual(['junit']);
    expect((await complete('ebpf hello --build ')).sort()).toEqual(['local', 'remote']);
  });
  test('offers the hosts of ssh_config, without patterns', async () => {
    expect((await complete('ebpf setup --remote ')).sort()).toEqual(expect.arrayContaining(['board', 'vm-1']));
    expect(await complete('ebpf setup --remote bo')).toEqual(['board']);
    expect((await complete('ebpf doctor --remote ')).join()).not.toMatch(/[*?!]/);
  });
});

test('bash takes --flag=value as well', async () => {
  expect(await inBash('ebpf doctor --for=bpft')).toEqual(['bpftrace']);
  expect((await inBash('ebpf hello --build=')).sort()).toEqual(['local', 'remote']);
});

testWith(lacking('zsh'))('zsh completes commands, flags and values', async () => {
  for (const [line, whole] of [
    ['ebpf vml', 'ebpf vmlinux'],
    ['ebpf doctor --requ', 'ebpf doctor --require'],
    ['ebpf kernel rem', 'ebpf kernel remove'],
    ['ebpf kernel remove --dr', 'ebpf kernel remove --dry-run'],
    ['ebpf doctor --format jun', 'ebpf doctor --format junit'],
    ['ebpf checks btf.vm', 'ebpf checks btf.vmlinux'],
    ['ebpf setup --remote bo', 'ebpf setup --remote board'],
  ] as const)
    expect(await inZsh(line, whole)).toContain(whole);
});

test('is printed for each shell, and for no other', async () => {
  for (const shell of ['bash', 'zsh', 'fish'])
    expect((await ebpf(['completion', shell])).stdout).toContain(`Completion of ebpf for ${shell}`);
  expect(await ebpf(['completion', 'tcsh'])).toMatchObject({exitCode: 2, stderr: expect.stringContaining('bash, zsh')});
});

testWith(lacking('groff'))('man pages are set without a complaint', async () => {
  for (const page of ['ebpf', 'ebpf-doctor', 'ebpf-kernel-install']) {
    const {stdout, stderr} = await execa('groff', ['-ww', '-Tutf8', '-P-cbou', '-man', `dist/man/${page}.1`]);
    expect({page, stderr}).toEqual({page, stderr: ''});
    expect(stdout).toContain('EXIT STATUS');
  }
});
