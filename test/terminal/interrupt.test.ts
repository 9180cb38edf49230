import {interruptionIn} from '../../src/terminal/interrupt.ts';

test('a signal that nobody has used has no reason, and is no interruption', () => {
  expect(interruptionIn(undefined)).toBeUndefined();
  expect(interruptionIn(new Error('other'))).toBeUndefined();
});
