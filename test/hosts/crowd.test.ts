import {crowdFactor} from '../../src/hosts/crowd.ts';

test('a machine on which many processes wait is given more time, and no other', () => {
  expect(crowdFactor([8, 1, 1], 2)).toBe(1);
  expect(crowdFactor([30, 1, 1], 2)).toBe(4);
  expect(crowdFactor([30, 1, 1], 64)).toBe(1);
});
