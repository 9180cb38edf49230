import {expect} from '@jest/globals';
import {known} from '../../../src/facts/fact.ts';
import {judgeLockdown} from '../../../src/programs/judge/lockdown.ts';
import {savedFacts} from '../../saved.ts';

const facts = savedFacts('debian-12-microvm-6.18');
const told = (mode: 'none' | 'integrity' | 'confidentiality', id: number, release = '6.18.0') =>
  judgeLockdown(
    {
      name: 'one',
      facts: {
        ...facts,
        kernel: {...facts.kernel, release: known(release)},
        security: {...facts.security, lockdown: known(mode)},
      },
    },
    id,
  )?.verdict;

/** probe_write_user, probe_read_kernel, probe_read_user. */
const [writes, reads, readsUser] = [36, 113, 112];

test('a kernel that is locked down hides what writes to programs, and what reads the kernel', () => {
  expect([writes, reads, readsUser].map((id) => told('none', id))).toEqual([undefined, undefined, undefined]);
  expect([writes, reads, readsUser].map((id) => told('integrity', id))).toEqual(['fail', undefined, undefined]);
  expect([writes, reads, readsUser].map((id) => told('confidentiality', id))).toEqual(['fail', 'fail', undefined]);
  expect(told('integrity', writes, '5.10.0')).toBe('unknown');
  expect(judgeLockdown({name: 'types alone'}, writes)).toBeUndefined();
});
