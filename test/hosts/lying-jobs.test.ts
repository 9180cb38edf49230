import {followJob, runningJobs} from '../../src/hosts/job.ts';
import {scriptedHost} from '../setup/scripted-host.ts';

const asRoot = true;

test('a host that puts off its answer again and again is left', async () => {
  const host = scriptedHost([[/sent=0/, {stderr: 'job-more -\n'}]], {local: false});
  await expect(followJob(host, {id: 'a', asRoot})).rejects.toMatchObject({
    exitCode: 3,
    why: 'The host puts off its answer without a reason.',
  });
  expect(host.ran).toHaveLength(1);
});

test('a job that is over without a code has not ended well', async () => {
  const host = scriptedHost([[/sent=0/, {stderr: 'job-over \n'}]], {local: false});
  expect(await followJob(host, {id: 'a', asRoot})).not.toBe(0);
});

test('names that are none of ours are no jobs, and there are few', async () => {
  const names = ['setup-a', `setup-${'a'.repeat(80)}`, '-x', 'a b', '', '../x'];
  const some = scriptedHost([[/for job in/, {stdout: names.join('\n')}]], {local: false});
  expect(await runningJobs(some, {asRoot})).toEqual(['setup-a']);
  const many = scriptedHost([[/for job in/, {stdout: 'setup-a\n'.repeat(100_000)}]], {local: false});
  expect((await runningJobs(many, {asRoot})).length).toBeLessThan(100);
});
