import {spawnSync} from 'node:child_process';
import {flagsForHosts} from '../../src/hosts/short-run.ts';

test('V8 knows the flags that are set for a look at hosts', () => {
  const flags = flagsForHosts().split(' ');
  expect(flags).toHaveLength(2);
  const {status, stderr} = spawnSync(process.execPath, [...flags, '--eval', '0'], {encoding: 'utf8'});
  expect({status, stderr}).toEqual({status: 0, stderr: ''});
});

test('of a version that is not known, no flag is set that it may not have', () => {
  expect(flagsForHosts(['99'])).toBe('--no-turbo-inlining');
});
