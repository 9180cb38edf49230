import type {Host} from '../../../src/hosts/host.ts';
import {wentHome} from '../../../src/kernels/guard.ts';
import {noteSeen, parseTrial, type Trial} from '../../../src/kernels/trial.ts';
import {reviewTrial} from '../../../src/setup/kernel/plan-text.ts';

const trial: Trial = {release: '6.12.0-1-amd64', from: '6.1.0-50-amd64', bootId: 'first'};

/** A pretended host that keeps the trial's file, and runs the old kernel in a further boot. */
const backOnTheOld = (local: boolean, words = '') => {
  let file = JSON.stringify(trial);
  const ran: string[] = [];
  const run = async ([program, ...args]: readonly string[], options: {input?: unknown} = {}) => {
    ran.push([program, ...args].join(' '));
    if (options.input !== undefined) file = String(options.input);
    const read = args[0] === wentHome ? words : file;
    const stdout = program === 'cat' ? read : args.join(' ').includes('boot_id') ? 'second\n6.1.0-50-amd64\n' : '';
    return {exitCode: 0, stdout: Buffer.from(stdout), stderr: ''};
  };
  return {host: {name: 'host.example', local, run} as unknown as Host, ran};
};

test.each([
  [true, 'ebpf kernel remove 6.12.0-1-amd64'],
  [false, 'ebpf kernel remove 6.12.0-1-amd64 --remote host.example'],
])(
  'a kernel that never ran is said not to have come up, and is removed where it is (here: %p)',
  async (local, line) => {
    const {host} = backOnTheOld(local);
    expect((await reviewTrial(host))?.fallen).toMatchObject({
      what: '6.12.0-1-amd64 did not come up: 6.1.0-50-amd64 runs again.',
      todo: `Nothing is lost: 6.1.0-50-amd64 stays the default. Remove the new one: ${line}`,
      exitCode: 1,
    });
  },
);

test('one that was seen to run is not', async () => {
  const {host, ran} = backOnTheOld(true);
  await noteSeen(host, trial);
  // What would reboot the host is stopped by whoever sees the new kernel.
  expect(ran[0]).toContain('guard.sh end');
  expect((await reviewTrial(host))?.fallen?.what).toBe(
    '6.12.0-1-amd64 came up and has not passed verification: 6.1.0-50-amd64 runs again.',
  );
});

test('one that nobody could reach says what it looked like from inside', async () => {
  const words =
    '6.12.0-1-amd64 ran for 600 s and nobody confirmed it.\nAddresses: none\nLinks: lo wan0\nFailed units: none\n';
  const fallen = (await reviewTrial(backOnTheOld(true, words).host))?.fallen;
  expect(fallen).toMatchObject({
    what: '6.12.0-1-amd64 came up and was not reached in time: 6.1.0-50-amd64 runs again.',
    why: words.trim(),
  });
  // Those of another trial are not taken for this one's.
  const other = (await reviewTrial(backOnTheOld(true, words.replace('6.12', '6.13')).host))?.fallen;
  expect(other?.what).toContain('did not come up');
});

test('what is noted of a trial is read again, and nothing else is taken', () => {
  expect(parseTrial(JSON.stringify({...trial, seen: true}))).toEqual({...trial, seen: true});
  expect(parseTrial(JSON.stringify({...trial, seen: 'yes'}))).toEqual(trial);
});
