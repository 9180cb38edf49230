import {assess} from '../../../src/assess/assess.ts';
import {versionCheck} from '../../../src/policy/versions.ts';
import {chooseProfiles} from '../../../src/profiles/choose.ts';
import {makePlan} from '../../../src/remedies/plan.ts';
import {withoutKernel} from '../../../src/setup/kernel/without-kernel.ts';
import {withoutBtf} from '../../kernels/situation.ts';

const profiles = chooseProfiles([]);
const facts = withoutBtf('debian-12-cloud-6.1');
const none = {groups: [], required: [], ignored: [], programs: [], profileOrigins: {}};
const rules = {...none, checks: [versionCheck('kernel', [{range: '>=6.10', origin: 'ebpf.yml:3:5'}])]};
const plan = makePlan(facts, assess(facts, {profiles, rules}).findings);

const left = (release?: string) =>
  withoutKernel(plan, facts, {profiles, rules}, release).manual.filter(({check}) =>
    ['btf.vmlinux', 'policy.kernel'].includes(check),
  );

test('both the missing BTF and the version that the policy asks for are for a person to fix', () => {
  expect(plan.manual.map(({check}) => check)).toEqual(expect.arrayContaining(['btf.vmlinux', 'policy.kernel']));
});

test('a kernel of such a version fixes both; before one is chosen that is assumed', () => {
  expect(left('6.12.95-061295-generic')).toEqual([]);
  expect(left()).toEqual([]);
});

test('one of another version leaves what the policy asks for', () => {
  expect(left('6.1.0-50-cloud-amd64')).toMatchObject([
    {check: 'policy.kernel', text: expect.stringContaining('6.1.0-50-cloud-amd64, which would be booted, is not')},
  ]);
});
