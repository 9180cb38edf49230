import {chooseProfiles} from '../../../src/profiles/choose.ts';
import {commandStep} from '../../../src/remedies/step.ts';
import {waitsFor} from '../../../src/setup/kernel/first-steps.ts';
import {withoutBtf} from '../../kernels/situation.ts';
import {savedFacts} from '../../saved.ts';

const profiles = chooseProfiles([]);
const facts = withoutBtf('debian-12-cloud-6.1');
const remedy = {text: 'Fetch the lists', commands: [['apt-get', 'update']], needsRoot: true};
const steps = [commandStep({id: 'apt.lists', title: 'Package lists', remedy})];

test('a choice that apt has a part in waits until apt can be asked, also in a dry run', () => {
  expect(waitsFor(steps, {facts, profiles, preference: 'auto'})).toBe(true);
  expect(waitsFor(steps, {facts: savedFacts('debian-12-cloud-6.1'), profiles, preference: 'distro'})).toBe(true);
});

test('others do not: mainline was asked for, no kernel is needed, apt is ready', () => {
  expect(waitsFor(steps, {facts, profiles, preference: {version: 'v6.12.95'}})).toBe(false);
  expect(waitsFor(steps, {facts: savedFacts('debian-12-cloud-6.1'), profiles, preference: 'auto'})).toBe(false);
  expect(waitsFor([], {facts, profiles, preference: 'auto'})).toBe(false);
});
