import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';

test('an installation that lacks its files says so, and does not look for them for ever', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-partial-'));
  for (const name of ['bin', 'dist', 'package.json']) cpSync(name, path.join(folder, name), {recursive: true});
  const {exitCode, stderr} = await execa(path.join(folder, 'bin/run.js'), ['doctor'], {reject: false, timeout: 60_000});
  rmSync(folder, {recursive: true});
  expect({exitCode, stderr}).toMatchObject({exitCode: 3, stderr: expect.stringContaining('hint: Install it again.')});
});
