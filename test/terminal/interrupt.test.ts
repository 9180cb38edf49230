import {jest} from '@jest/globals';
import {interruptible, interruptionIn} from '../../src/terminal/interrupt.ts';

test('a signal that nobody has used has no reason, and is no interruption', () => {
  expect(interruptionIn(undefined)).toBeUndefined();
  expect(interruptionIn(new Error('other'))).toBeUndefined();
});

describe('Ctrl-C', () => {
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = names.map((name) => process.listeners(name));
  const exit = jest.spyOn(process, 'exit').mockImplementation((() => {}) as never);
  afterEach(() => {
    exit.mockClear();
    names.forEach((name, index) => {
      for (const each of process.listeners(name)) if (!before[index]?.includes(each)) process.off(name, each);
    });
  });
  afterAll(() => exit.mockRestore());

  test('elsewhere leaves at once when it is pressed for the third time', () => {
    const said: string[] = [];
    const signal = interruptible((text) => said.push(text), {elsewhere: true});
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGINT', 'SIGINT');
    expect(signal.aborted).toBe(true);
    expect(said.at(-1)).toContain('Once more leaves now');
    expect(exit).not.toHaveBeenCalled();
    process.emit('SIGINT', 'SIGINT');
    expect(exit.mock.calls).toEqual([[130]]);
  });

  test('here waits for the package manager, however often it is pressed', () => {
    interruptible(() => {});
    for (let times = 0; times < 5; times++) process.emit('SIGINT', 'SIGINT');
    expect(exit).not.toHaveBeenCalled();
  });
});
