import type {Host} from '../../../src/hosts/host.ts';
import {noteSeen, parseTrial, type Trial} from '../../../src/kernels/trial.ts';
import {reviewTrial} from '../../../src/setup/kernel/plan-text.ts';

const trial: Trial = {release: '6.12.0-1-amd64', from: '6.1.0-50-amd64', bootId: 'first'};

/** A pretended host that keeps the trial's file, and runs the old kernel in a further boot. */
const backOnTheOld = (local: boolean) => {
  let file = JSON.stringify(trial);
  const run = async ([program, ...args]: readonly string[], options: {input?: unknown} = {}) => {
    if (options.input !== undefined) file = String(options.input);
    const stdout = program === 'cat' ? file : args.join(' ').includes('boot_id') ? 'second\n6.1.0-50-amd64\n' : '';
    return {exitCode: 0, stdout: Buffer.from(stdout), stderr: ''};
  };
  return {name: 'host.example', local, run} as unknown as Host;
};

test.each([
  [true, 'ebpf kernel remove 6.12.0-1-amd64'],
  [false, 'ebpf kernel remove 6.12.0-1-amd64 --remote host.example'],
])(
  'a kernel that never ran is said not to have come up, and is removed where it is (here: %p)',
  async (local, line) => {
    await expect(reviewTrial(backOnTheOld(local))).rejects.toMatchObject({
      what: '6.12.0-1-amd64 did not come up: 6.1.0-50-amd64 runs again.',
      todo: `Nothing is lost: 6.1.0-50-amd64 stays the default. Remove the new one: ${line}`,
      exitCode: 1,
    });
  },
);

test('one that was seen to run is not', async () => {
  const host = backOnTheOld(true);
  await noteSeen(host, trial);
  await expect(reviewTrial(host)).rejects.toMatchObject({
    what: '6.12.0-1-amd64 came up and has not passed verification: 6.1.0-50-amd64 runs again.',
  });
});

test('what is noted of a trial is read again, and nothing else is taken', () => {
  expect(parseTrial(JSON.stringify({...trial, seen: true}))).toEqual({...trial, seen: true});
  expect(parseTrial(JSON.stringify({...trial, seen: 'yes'}))).toEqual(trial);
});
