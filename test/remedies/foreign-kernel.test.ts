import btf from '../../src/checks/btf/vmlinux.ts';
import {evaluateCheck} from '../../src/checks/evaluate.ts';
import {absent, known} from '../../src/facts/fact.ts';
import {advise, bootAnother} from '../../src/remedies/remedy.ts';
import {resolveRemedy} from '../../src/remedies/resolve.ts';
import {changed, savedFacts} from '../saved.ts';

const host = (version: string, signs: readonly string[] = []) =>
  changed(savedFacts('debian-12-cloud-6.1'), {
    kernel: {release: known(version), version: known(`Linux version ${version}`)},
    environment: {signs: known(signs)},
  });

const remedy = bootAnother('Boot another.');

test.each([
  [
    'a container',
    host('6.1.0-37-amd64', ['/.dockerenv']),
    /^Boot another\. This is a container: .* on the host itself/,
  ],
  ['WSL2', host('5.10.16.3-microsoft-standard-WSL2'), /^Boot another\. This is WSL2: .*wsl --update/],
  ['WSL1', host('4.4.0-19041-Microsoft'), /^This is WSL1, which has no Linux kernel\. .*--set-version/],
  ['gVisor', host('4.19.0-gvisor'), /^There is no Linux kernel here: this is gVisor .*another runtime/],
])('in %s another kernel is not for it to boot: who can is said', (_, facts, text) => {
  expect(resolveRemedy(remedy, facts)).toMatchObject({text: expect.stringMatching(text), fixedBy: 'kernel'});
});

test('BTF that is missing under gVisor is no reason to boot another kernel', () => {
  const facts = changed(host('4.19.0-gvisor'), {btf: {vmlinux: absent}, kernel: {config: absent}});
  expect(evaluateCheck(btf, facts)).toMatchObject({
    verdict: 'fail',
    remedy: {text: expect.stringMatching(/^There is no Linux kernel here/)},
  });
});

test('a machine boots it, and other advice stays as it is', () => {
  expect(resolveRemedy(remedy, host('6.1.0-37-amd64')).text).toBe('Boot another.');
  expect(resolveRemedy(advise('Wait.'), host('4.19.0-gvisor')).text).toBe('Wait.');
});
