import {localHost} from '../../src/hosts/local.ts';

const {run} = localHost();

test('a command is given its input, also one that does not read it', async () => {
  expect(String((await run(['cat'], {input: 'words'})).stdout)).toBe('words');
  expect(await run(['true'], {input: 'x'.repeat(1e6)})).toMatchObject({exitCode: 0});
});

test.each([
  ['takes too long', ['sleep', '600'], {timeout: 200}, {timedOut: true}],
  ['ignores SIGTERM', ['sh', '-c', 'trap "" TERM; while :; do sleep 1; done'], {timeout: 200}, {timedOut: true}],
  ['prints without end', ['yes'], {limit: 1000}, {overflowed: true}],
  ['is stopped', ['sleep', '600'], {signal: AbortSignal.timeout(200)}, {timedOut: false}],
  ['was stopped before', ['sleep', '600'], {signal: AbortSignal.abort()}, {timedOut: false}],
] as const)('a command that %s is ended', async (_, command, options, how) => {
  const result = await run(command, options);
  expect(result).toMatchObject({exitCode: undefined, ...how});
  expect(result.stdout.length).toBeLessThanOrEqual(1000);
});

test('what a command leaves behind is not waited for', async () => {
  expect(String((await run(['sh', '-c', 'sleep 20 & echo $!'])).stdout)).toMatch(/^\d+\n$/);
});

test.each([
  [['no-such-command'], {}, 'There is no such program.'],
  [['true'], {directory: '/no/such/folder'}, 'There is no such program or directory.'],
  [['/etc/passwd'], {}, expect.stringContaining('EACCES')],
  [['true', 'x'.repeat(3e6)], {}, expect.stringContaining('E2BIG')],
])('why %j can not be started', async (command, options, why) => {
  await expect(run(command, options)).rejects.toMatchObject({why});
});
