import {appendFile, readdir, rename} from 'node:fs/promises';
import path from 'node:path';
import {runHello} from '../../src/hello/hello.ts';
import {bpftrace as toolchain} from '../../src/hello/kinds/bpftrace.ts';
import {toolchainHello} from '../../src/hello/kinds/hello.ts';
import {describeWith} from '../lab/needs.ts';
import {cleanUp, hiding, temporary, withoutTracefs, withTracefs} from './machine.ts';
import {withoutPackages} from './packages.ts';

const bpftrace = toolchainHello(toolchain);

afterEach(cleanUp);

describeWith(withoutPackages('bpftrace'))('bpftrace on the real kernel', () => {
  test('traces an execve of its own, and again without writing anything', async () => {
    const directory = path.join(await temporary(), 'hello');
    const first = await runHello(bpftrace, {host: withTracefs(), directory});
    expect(first.trouble).toBeUndefined();
    expect(first.stages.map(({name}) => name)).toEqual([
      'project',
      'compile',
      'attach',
      'trigger',
      'observe',
      'detach',
    ]);
    expect(first.proof).toMatch(/^\d+ +eh-\w+ +\/nonexistent\/ebpf-hello-/);
    // bpftrace may have been refused a higher limit: that is no line of what it traced.
    expect(first.lines.filter((line) => /RLIMIT_MEMLOCK/.test(line))).toEqual([]);
    const second = await runHello(bpftrace, {host: withTracefs(), directory});
    expect(second).toMatchObject({ok: true, route: 'bpftrace', project: {written: []}});
  });

  test('a script that was renamed is verified under its name', async () => {
    const directory = await temporary();
    await runHello(bpftrace, {host: withTracefs(), directory});
    await rename(path.join(directory, 'hello.bt'), path.join(directory, 'mine.bt'));
    const result = await runHello(bpftrace, {host: withTracefs(), directory});
    expect(result).toMatchObject({
      ok: true,
      stages: expect.arrayContaining([expect.objectContaining({name: 'project'})]),
    });
    expect((await readdir(directory)).sort()).toEqual(['.ebpf-hello.json', 'README.md', 'mine.bt']);
  });

  test('no tracefs', async () => {
    const result = await runHello(bpftrace, {host: withoutTracefs(), directory: await temporary()});
    expect(result.trouble?.todo).toContain('mount -t tracefs');
  });

  test('no bpftrace', async () => {
    const host = hiding('/usr/bin/bpftrace');
    const result = await runHello(bpftrace, {host, directory: await temporary()});
    expect(result.ok).toBe(false);
    expect(result.trouble?.what).toMatch(/bpftrace was not found|not there|may not be run/);
  });

  test('a script that the user broke: bpftrace names the line', async () => {
    const directory = await temporary();
    await runHello(bpftrace, {host: withTracefs(), directory});
    await appendFile(path.join(directory, 'hello.bt'), 'tracepoint:nonsense {\n');
    const result = await runHello(bpftrace, {host: withTracefs(), directory});
    expect(result.trouble).toMatchObject({stage: 'compile', what: expect.stringMatching(/does not accept the script/)});
    expect(result.trouble?.why).toMatch(/hello\.bt:\d+/);
  });
});
