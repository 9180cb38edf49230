import type {PackageStep} from '../../../src/remedies/step.ts';
import {availablePackages, installation} from '../../../src/setup/apt/available.ts';
import {damagedFiles} from '../../../src/setup/apt/damaged.ts';
import {type Scene, scriptedHost} from '../scripted-host.ts';

const step: PackageStep = {
  kind: 'packages',
  title: 'Install clang',
  checks: ['tool.clang'],
  packages: ['clang'],
  needs: {clang: [['clang']], make: [['make']]},
  commands: [],
  needsRoot: true,
};
const policy = (clang: string): Scene => [
  /^apt-cache policy/,
  {stdout: `clang:\n  Installed: ${clang}\n  Candidate: 1:14.0-55\nmake:\n  Installed: (none)\n  Candidate: 4.3-4.1\n`},
];
const depends: Scene = [
  /^apt-cache depends/,
  {stdout: 'clang\n  Depends: clang-14\nclang-14\n  Depends: libc6\nlibc6\n'},
];

test('on a scripted host: what dpkg lists and whose files are gone is installed again, with what it depends on', async () => {
  const host = scriptedHost([
    policy('1:14.0-55'),
    depends,
    [/^dpkg --verify clang clang-14 libc6$/, {exitCode: 2, stdout: 'missing     /usr/lib/llvm-14/bin/clang\n'}],
    [/^dpkg-query --search \/usr\/lib\/llvm-14\/bin\/clang$/, {stdout: 'clang-14: /usr/lib/llvm-14/bin/clang\n'}],
  ]);
  const available = await availablePackages(host, step);
  expect(available).toEqual({packages: ['clang', 'make'], missing: [], damaged: ['clang-14']});
  expect(installation(available).join(' ')).toBe(
    'apt-get install --yes --no-install-recommends --reinstall clang make clang-14',
  );
});

test('on a scripted host: what is not installed, or whole, is not', async () => {
  const missing = await availablePackages(scriptedHost([policy('(none)')]), step);
  expect(installation(missing)).not.toContain('--reinstall');
  const whole = await availablePackages(scriptedHost([policy('1:14.0-55'), depends, [/^dpkg --verify/, {}]]), step);
  expect(installation(whole)).not.toContain('--reinstall');
});

test('changed configuration and documentation that images leave out are no damage', () => {
  const text = [
    'missing   c /etc/clang/old.cfg',
    'missing     /usr/share/doc/clang/copyright',
    '??5?????? c /etc/bash.bashrc',
    '??5??????   /usr/sbin/bpftool',
    'missing     /usr/bin/make',
  ].join('\n');
  expect(damagedFiles(text)).toEqual(['/usr/sbin/bpftool', '/usr/bin/make']);
});
