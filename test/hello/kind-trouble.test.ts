import {kindOf} from '../../src/hello/kinds/catalogue.ts';
import {explainKind} from '../../src/hello/kinds/trouble.ts';

test('a kernel without kprobes, as it was seen: whatever the program said', () => {
  const observed = (facts: Record<string, string>) => ({
    ...{lines: ['hello: attach failed'], program: './hello', facts: new Map(Object.entries(facts)), started: true},
    ...{ready: false, triggered: false, observed: false, timedOut: false, exitCode: 1, scriptExit: 0},
  });
  const explain = (kind: 'kprobe' | 'tracepoint', facts: Record<string, string>) =>
    explainKind(kindOf(kind), 'attach', observed(facts))?.what;
  expect(explain('kprobe', {uid: '0'})).toBe('This kernel has no kprobes.');
  expect(explain('kprobe', {uid: '0', kprobe: ''})).toBe('The kprobe program could not be attached.');
  expect(explain('tracepoint', {uid: '0'})).toBeUndefined();
});
