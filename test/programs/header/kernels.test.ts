import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {localHost} from '../../../src/hosts/local.ts';
import {readTypes} from '../../../src/kernels/types/read.ts';
import {writeHeader} from '../../../src/programs/header/header.ts';
import {compileHeader, compilers} from '../../lab/compile-header.ts';
import {madeOnce} from '../../lab/made-once.ts';
import {describeWith, lacking} from '../../lab/needs.ts';
import {assertionsOf} from './asserts.ts';

const missing = lacking('apt-get', 'dpkg-deb', 'gcc', 'clang-14', 'lz4', 'zstd');
const unfit = !process.env.CI && !process.env.EBPF_LAB && 'it fetches kernels of 250 MB once: set EBPF_LAB=1';
const lab = path.join(import.meta.dirname, '../../../.lab');

describeWith(missing, unfit)("Debian's kernels, from their packages", () => {
  let packages = '';
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ebpf-header-'));
    packages = await madeOnce(lab, 'kernel-packages', 1, async (draft) => {
      await execa('bash', [path.join(import.meta.dirname, '../../lab/kernel-packages.sh'), draft]);
    });
  });
  afterAll(() => rm(folder, {recursive: true, force: true}));

  test.each(
    ['amd64', 'arm64'].flatMap((arch) => ['bullseye', 'bookworm', 'trixie', 'sid'].map((suite) => `${arch}-${suite}`)),
  )('%s: each struct has its size and each member its offset, for clang and gcc', async (name) => {
    const btf = await readTypes(localHost(), {from: path.join(packages, `${name}.deb`)});
    const assertions = assertionsOf(btf);
    expect(assertions.length).toBeGreaterThan(40_000);
    const header = writeHeader(btf);
    for (const compiler of compilers) expect(compileHeader(folder, header, assertions, compiler)).toBe('');
  });
});
