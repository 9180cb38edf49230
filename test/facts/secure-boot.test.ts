import {absent, known} from '../../src/facts/fact.ts';
import {factsWith} from './facts-with.ts';

/** The EFI variable as od prints it: four bytes of attributes, then 1 or 0. Made up after the UEFI specification; test/vm reads real ones, off and on. */
test.each([
  ['   6   0   0   0   1', known(true)],
  ['   6   0   0   0   0', known(false)],
  ['  22   0   0   0   0', known(false)],
])('Secure Boot of %p is %p', (text, secureBoot) =>
  expect(factsWith({'text secure-boot ok': text}).security.secureBoot).toEqual(secureBoot),
);

test('without EFI there is no Secure Boot', () => expect(factsWith({}).security.secureBoot).toEqual(absent));
