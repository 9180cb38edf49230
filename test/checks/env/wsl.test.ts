import wsl2 from '../../../src/checks/env/wsl2.ts';
import {known} from '../../../src/facts/fact.ts';
import {hostKind} from '../../../src/facts/host-kind.ts';
import {foreignKernel} from '../../../src/remedies/foreign-kernel.ts';
import {changed} from '../../saved.ts';
import {base} from '../cases.ts';

const on = (release: string, version = `Linux version ${release}`) =>
  changed(base, {kernel: {release: known(release), version: known(version)}});

test.each([
  ['4.4.0-19041-Microsoft', 'Linux version 4.4.0-19041-Microsoft (Microsoft@Microsoft.com) (gcc version 5.4.0 (GCC) )'],
  ['4.4.0-22621-Microsoft', 'Linux version 4.4.0-22621-Microsoft'],
  ['3.4.0-Microsoft', 'Linux version 3.4.0-Microsoft (Microsoft@Microsoft.com)'],
])('%s is WSL1, which another version of WSL mends and no update', (release, version) => {
  const facts = on(release, version);
  expect(hostKind(facts).kind).toBe('WSL1');
  expect(wsl2.evaluate(facts)).toMatchObject({
    verdict: 'fail',
    found: expect.stringMatching(/^WSL1/),
    remedy: {text: expect.stringMatching(/wsl --set-version DISTRO 2/)},
  });
  expect(foreignKernel(facts)?.todo).toMatch(/--set-version/);
});

test.each(['5.15.167.4-microsoft-standard-WSL2', '4.19.84-microsoft-standard', '6.6.87.2-microsoft-standard-WSL2+'])(
  '%s is WSL2',
  (release) => expect(hostKind(on(release)).kind).toBe('WSL2'),
);

test('a kernel of WSL2 without BTF is updated', () => {
  expect(wsl2.evaluate(on('5.10.16.3-microsoft-standard-WSL2')).remedy?.text).toMatch(/wsl --update/);
});
