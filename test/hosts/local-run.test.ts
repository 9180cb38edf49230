import {execFileSync} from 'node:child_process';
import {localHost} from '../../src/hosts/local.ts';

const {run, read} = localHost();

test('a command is given its input, also one that does not read it', async () => {
  expect(String((await run(['cat'], {input: 'words'})).stdout)).toBe('words');
  expect(await run(['true'], {input: 'x'.repeat(1e6)})).toMatchObject({exitCode: 0});
});

test('input that waits for something is sent after that, and not where it fails', async () => {
  const reads = ['sh', '-c', 'echo begun; read -r line && echo "$line"'];
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const sent = await run(reads, {input: 'go on\n', inputAfter: begun, onLine: begin});
  expect(String(sent.stdout)).toBe('begun\ngo on\n');
  const denied = await run(reads, {input: 'go on\n', inputAfter: Promise.reject(new Error('no'))});
  expect({code: denied.exitCode, said: String(denied.stdout)}).toEqual({code: 1, said: 'begun\n'});
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

test('files of sysfs and procfs, which tell no size or come page by page, are read whole and within a limit', async () => {
  for (const file of ['/sys/kernel/mm/transparent_hugepage/enabled', '/proc/version', '/sys/kernel/btf/vmlinux']) {
    const whole = execFileSync('cat', [file], {maxBuffer: 2 ** 28});
    expect((await read(file)).equals(whole)).toBe(true);
    await expect(read(file, {limit: 3})).rejects.toThrow('larger than 3 bytes');
  }
  await expect(read('/sys/kernel/btf')).rejects.toThrow("can't be read");
  await expect(read('/sys/no-such-file')).rejects.toThrow("can't be read");
});
