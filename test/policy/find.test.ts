import {chmodSync, lchownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {findPolicy, policyNames} from '../../src/policy/find.ts';
import {describeWith, notRoot} from '../lab/needs.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'ebpf-find-'));
  mkdirSync(path.join(root, 'repository/src/bpf'), {recursive: true});
});
afterEach(() => rmSync(root, {recursive: true}));
const at = (...parts: string[]) => path.join(root, ...parts);
const inRepository = (...parts: string[]) => at('repository', ...parts);

test.each(policyNames)('%s is followed, in the folder and from below it up to the root of the repository', (name) => {
  writeFileSync(inRepository(name), '');
  expect(findPolicy(inRepository())).toBe(name);
  expect(findPolicy(inRepository('src/bpf'))).toBeUndefined();
  mkdirSync(inRepository('.git'));
  expect(findPolicy(inRepository('src/bpf'))).toBe(`../../${name}`);
});

test('the nearest policy is followed, and none above the root', () => {
  writeFileSync(at('ebpf.yml'), '');
  // As in a work tree or a submodule.
  writeFileSync(inRepository('.git'), 'gitdir: elsewhere');
  expect(findPolicy(inRepository('src'))).toBeUndefined();
  writeFileSync(inRepository('.ebpf.yml'), '');
  writeFileSync(inRepository('src/ebpf.yaml'), '');
  expect(findPolicy(inRepository('src/bpf'))).toBe('../ebpf.yaml');
});

test('two policies in one folder are refused, whichever was meant', () => {
  writeFileSync(at('ebpf.yml'), '');
  writeFileSync(at('.ebpf.yaml'), '');
  expect(() => findPolicy(root)).toThrow(/two policies in .*: ebpf\.yml and \.ebpf\.yaml/);
});

test('a link that leads nowhere, a folder and a device are refused, not left out for a policy above', () => {
  mkdirSync(inRepository('.git'));
  writeFileSync(inRepository('ebpf.yml'), '');
  const policy = inRepository('src/ebpf.yml');
  for (const make of [
    () => symlinkSync('gone.yml', policy),
    () => mkdirSync(policy),
    () => symlinkSync('/dev/zero', policy),
  ]) {
    make();
    expect(() => findPolicy(inRepository('src/bpf'))).toThrow(/The policy ebpf\.yml in .* is not a file/);
    rmSync(policy, {recursive: true});
  }
});

describeWith(notRoot)('where anybody may put files', () => {
  const mallory = 65534;
  const plant = (name: string) => {
    writeFileSync(at(name), '');
    lchownSync(at(name), mallory, mallory);
  };
  beforeEach(() => chmodSync(root, 0o1777));

  test('the policy of another user is refused, and so is a link of his to one of ours', () => {
    plant('ebpf.yml');
    expect(() => findPolicy(root)).toThrow(/The policy ebpf\.yml in .* belongs to nobody/);
    rmSync(at('ebpf.yml'));
    writeFileSync(inRepository('ebpf.yml'), '');
    symlinkSync(inRepository('ebpf.yml'), at('ebpf.yml'));
    lchownSync(at('ebpf.yml'), mallory, mallory);
    expect(() => findPolicy(root)).toThrow(/belongs to nobody/);
    rmSync(at('ebpf.yml'));
    writeFileSync(at('ebpf.yml'), '');
    expect(findPolicy(root)).toBe('ebpf.yml');
  });

  test('another user makes it no repository, of which the policy would reach down', () => {
    plant('.git');
    plant('ebpf.yml');
    expect(findPolicy(inRepository('src'))).toBeUndefined();
  });

  test('a checkout that belongs to another user, as in containers of CI systems, has its policy', () => {
    chmodSync(root, 0o755);
    lchownSync(root, mallory, mallory);
    plant('ebpf.yml');
    expect(findPolicy(root)).toBe('ebpf.yml');
  });
});
