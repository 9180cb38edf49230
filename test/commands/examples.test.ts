import {chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {callsIn, examples} from '../docs/command-lines.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {clangLacking, compile} from '../programs/compile.ts';
import {hostFile} from './run.ts';

const root = path.join(import.meta.dirname, '../..');
const readers = ['doctor', 'probe', 'checks', 'explain', 'inspect', 'completion', 'policy', 'vmlinux', 'kernel status'];
/** What nobody has here: other machines, their files, an archive, a kernel to go back to. */
const elsewhere = /--remote|--hosts|ssh host|\.deb|kernel list|kernel back|\/usr\/sbin\/runqlat|nf_conntrack|DIR\//;

/** Those that change nothing, and need no other machine. */
const harmless = examples.filter((line) => {
  const [words = []] = callsIn(line);
  const reads = readers.some((name) => `${words.join(' ')} `.startsWith(`${name} `));
  return !elsewhere.test(line) && (reads || words.includes('--dry-run') || words.includes('--list'));
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebpf-examples-'));
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  for (const name of ['bin', 'kernels', '.config/fish/completions', '.local/share/bash-completion/completions'])
    mkdirSync(path.join(folder, name), {recursive: true});
  symlinkSync(path.join(root, 'bin/run.js'), path.join(folder, 'bin/ebpf'));
  copyFileSync('/sys/kernel/btf/vmlinux', path.join(folder, 'vmlinux-5.10.btf'));
  copyFileSync('/sys/kernel/btf/vmlinux', path.join(folder, 'kernels/this.btf'));
  copyFileSync(hostFile('debian-12-cloud-6.1'), path.join(folder, 'saved.json'));
  write('loader', "#!/bin/sh\necho 'libbpf: failed to load object: -EPERM' >&2\nexit 1\n");
  write('bin/make-policy', "#!/bin/sh\necho 'profiles: [libbpf]'\n");
  for (const name of ['loader', 'bin/make-policy']) chmodSync(path.join(folder, name), 0o755);
  write('Makefile', 'all:\n\t@echo "fatal error: bpf/bpf_helpers.h: No such file or directory" >&2; false\n');
  write('build.log', 'libbpf: failed to find valid kernel BTF\n');
  write('host.json', '{"command": "./loader", "kernel": "4.18.0"}');
  write('ebpf.yml', 'profiles: [libbpf]\n');
  writeFileSync(path.join(folder, 'hello.bpf.o'), compile('hello.bpf.c'));
});
afterAll(() => rmSync(folder, {recursive: true}));

describeWith(clangLacking ?? lacking('jq'))('the examples of the help that change nothing', () => {
  test.each(harmless)('%s', async (line) => {
    const {stderr} = await execa('sh', ['-c', line], {
      cwd: folder,
      reject: false,
      env: {PATH: `${folder}/bin:${process.env.PATH}`, HOME: folder, GITHUB_ACTIONS: '', LC_ALL: 'C.UTF-8'},
    });
    expect(stderr).not.toMatch(/^(?:error|Internal error)\b/m);
  });
});

test('most examples are among them', () => {
  expect(harmless.length).toBeGreaterThan(25);
});
