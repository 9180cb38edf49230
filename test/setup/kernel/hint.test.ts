import {assess} from '../../../src/assess/assess.ts';
import {known} from '../../../src/facts/fact.ts';
import type {Facts} from '../../../src/facts/facts.ts';
import {chooseProfiles} from '../../../src/profiles/choose.ts';
import {makePlan} from '../../../src/remedies/plan.ts';
import {withKernelHint} from '../../../src/setup/kernel/hint.ts';
import {withoutBtf} from '../../kernels/situation.ts';
import {changed} from '../../saved.ts';

const profiles = chooseProfiles([]);

const textOf = (facts: Facts) =>
  withKernelHint(makePlan(facts, assess(facts, {profiles}).findings), facts, profiles).manual.find(
    ({check}) => check === 'btf.vmlinux',
  )?.text;

test('a setup that may not change the kernel says how to come by another, and by BTF alone', () => {
  const text = textOf(withoutBtf('debian-12-cloud-6.1'));
  expect(text).toContain('ebpf setup --kernel auto');
  expect(text).toContain('pahole --btf_encode_detached=');
});

test("where the kernel is not the host's own it says whose it is", () => {
  const facts = changed(withoutBtf('debian-12-cloud-6.1'), {
    kernel: {version: known('Linux version 5.15.153.1-microsoft-standard-WSL2')},
  });
  expect(textOf(facts)).toContain('In Windows: wsl --update.');
  expect(textOf(facts)).not.toContain('--kernel auto');
});
