import check from '../../../src/checks/tool/clang-bpf-target.ts';
import {absent, known} from '../../../src/facts/fact.ts';
import {changed} from '../../saved.ts';
import {base} from '../cases.ts';

const remedyOf = (path: string, output: string, id = 'nixos') => {
  const os = known({id, idLike: [], prettyName: id});
  const tools = {clang: known({path, exitCode: 1, version: '16.0.6', output}), 'clang-newest': absent};
  return check.evaluate(changed(base, {os, tools})).remedy;
};

test.each([
  'clang: error: unsupported option -fzero-call-used-regs=used-gpr for target bpf',
  "clang: error: unsupported option '-fzero-call-used-regs=used-gpr' for target 'bpf'",
  "error: option 'cf-protection=return' cannot be specified on this target",
])('a wrapper that adds a flag is not mended by a package: %s', (line) => {
  const nix = remedyOf('/run/current-system/sw/bin/clang', `clang version 16.0.6\n${line}`);
  expect(nix).toMatchObject({commands: [], text: expect.stringMatching(/clang-unwrapped.*hardeningDisable/)});
  expect(nix?.needs).toBeUndefined();
  expect(remedyOf('/usr/bin/clang', `clang version 16.0.6\n${line}`, 'gentoo')?.text).toMatch(/--no-default-config/);
});

test('Nix is one on another distribution too', () => {
  const line = 'clang: error: unsupported option -fzero-call-used-regs=used-gpr for target bpf';
  expect(remedyOf('/home/ann/.nix-profile/bin/clang', line, 'ubuntu')?.text).toMatch(/clang-unwrapped/);
});

test('a clang without the back end is another package', () => {
  expect(remedyOf('/usr/bin/clang', "error: unable to create target: 'No available targets'", 'debian')).toMatchObject({
    needs: ['clang'],
  });
});
