import {spawnSync} from 'node:child_process';
import {flagsForHosts} from '../../src/hosts/short-run.ts';

test('V8 knows the flags that are set for a look at hosts', () => {
  const {status, stderr} = spawnSync(process.execPath, [...flagsForHosts.split(' '), '--eval', '0'], {
    encoding: 'utf8',
  });
  expect({status, stderr}).toEqual({status: 0, stderr: ''});
});
