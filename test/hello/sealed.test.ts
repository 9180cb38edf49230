import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {sealedIfPossible} from '../../src/hello/sealed.ts';
import {describeWith, lacking, notRoot} from '../lab/needs.ts';
import {cleanUp, temporary} from './machine.ts';

afterEach(cleanUp);

/** A project beside a secret of the same user. */
const prepare = async () => {
  const folder = await temporary('ebpf-');
  const [root, project, secret] = ['root', 'project', 'secret'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(root);
  await mkdir(project);
  await writeFile(secret, 'TOPSECRET');
  await writeFile(path.join(project, 'main.c'), 'int main(void) { return 0; }\n');
  await writeFile(path.join(project, 'leak.c'), `__asm__(".incbin \\"${secret}\\"");\nint main(void) { return 0; }\n`);
  return {root, project, secret};
};

describeWith(notRoot ?? lacking('gcc', 'make'))('as root', () => {
  test('a compiler sees the project and its own files, and nothing else of this machine', async () => {
    const {root, project, secret} = await prepare();
    const {host, obstacle} = await sealedIfPossible(root, project, ['make', 'gcc']);
    expect(obstacle).toBeUndefined();
    const compiled = await host.run(['gcc', 'main.c', '-o', 'main']);
    expect([compiled.exitCode, compiled.stderr]).toEqual([0, '']);
    const leaking = await host.run(['gcc', 'leak.c', '-o', 'leak']);
    expect(leaking.exitCode).not.toBe(0);
    expect(leaking.stderr).toContain('secret');
    for (const file of [secret, '/etc/passwd', '/etc/shadow', '/proc/self/environ', '/root', '/home', '/sys'])
      expect((await host.run(['test', '-e', file])).exitCode).toBe(1);
    expect((await host.run(['sh', '-c', 'ls /sys/class/net; env'])).stdout.toString()).not.toMatch(/eth|HOME=|SSH_/);
  });
});

test('where a tool lies elsewhere, this machine is used as it is, and the reason is told', async () => {
  const {root, project, secret} = await prepare();
  const {host, obstacle} = await sealedIfPossible(root, project, [secret]);
  expect(obstacle).toMatch(/secret is not in \/usr|not permitted|allowed/);
  expect((await host.run(['test', '-e', secret])).exitCode).toBe(0);
});
