import {known} from '../../src/facts/fact.ts';
import {debianArchitecture} from '../../src/remedies/apt.ts';
import {changed, savedFacts} from '../saved.ts';

test.each([
  ['x86_64', 'amd64'],
  ['s390x', 's390x'],
  // A host's word, not a property that every object has.
  ['constructor', 'constructor'],
])('a machine of %s is called %s by Debian', (machine, name) => {
  expect(debianArchitecture(changed(savedFacts('debian-12-cloud-6.1'), {kernel: {arch: known(machine)}}))).toBe(name);
});
