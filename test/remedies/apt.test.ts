import {known, unreadable} from '../../src/facts/fact.ts';
import {candidates, debianArchitecture, likelyPackages} from '../../src/remedies/apt.ts';
import {changed, savedFacts} from '../saved.ts';

test.each([
  ['x86_64', 'amd64'],
  ['s390x', 's390x'],
  // Its packages of kernels, not its port: ppc64el, armhf.
  ['ppc64le', 'powerpc64le'],
  ['armv7l', 'armmp'],
  // A host's word, not a property that every object has.
  ['constructor', 'constructor'],
])('a machine of %s is called %s by Debian', (machine, name) => {
  expect(debianArchitecture(changed(savedFacts('debian-12-cloud-6.1'), {kernel: {arch: known(machine)}}))).toBe(name);
});

test.each([
  [
    'release',
    {release: unreadable('not a release'), arch: known('x86_64')},
    ['linux-headers-amd64', 'linux-headers-generic'],
  ],
  [
    'machine',
    {release: known('6.1.0-37-cloud-amd64'), arch: unreadable('no name')},
    ['linux-headers-6.1.0-37-cloud-amd64', 'linux-headers-generic'],
  ],
  [
    'release nor a machine',
    {release: unreadable('not a release'), arch: unreadable('no name')},
    ['linux-headers-generic'],
  ],
])('a host without a %s is asked for no package that is named after it', (_, kernel, names) => {
  const host = changed(savedFacts('debian-12-cloud-6.1'), {kernel});
  expect(candidates('kernel-headers', host).flat()).toEqual(names);
});

test('what apt would remove, or take for another, is no name of a package', () => {
  const os = known({id: 'ubuntu', idLike: ['debian'], versionId: '22.04', prettyName: 'Ubuntu 22.04'});
  const host = changed(savedFacts('debian-12-cloud-6.1'), {os, kernel: {release: known('6.8.0-')}});
  expect(candidates('bpftool', host).flat()).not.toContain('linux-tools-6.8.0-');
  expect(likelyPackages(['bpftool'], host)).toEqual(['linux-tools-generic', 'linux-tools-common']);
});
