import {readdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import libbpf from '../../src/hello/libbpf/route.ts';
import {exitCodes, Failure} from '../../src/hosts/failure.ts';
import type {Host} from '../../src/hosts/host.ts';
import {localHost} from '../../src/hosts/local.ts';
import {helloText} from '../../src/reports/hello-text.ts';
import {buildStages, runHello, smokeStages} from './libbpf.ts';
import {asRoot, cleanUp, installToolchain, temporary, withoutTracefs, withTracefs} from './machine.ts';

const all = ['project', ...buildStages, ...smokeStages];

afterEach(cleanUp);

asRoot('on the real kernel, as root', () => {
  beforeAll(installToolchain);

  test('from nothing to a traced execve; again, it builds nothing and proves it anew', async () => {
    const directory = path.join(await temporary(), 'hello-ebpf');
    const seen: string[] = [];
    const first = await runHello({host: withTracefs(), directory, onProgress: (stage) => seen.push(stage)});
    expect(first.trouble).toBeUndefined();
    expect(first).toMatchObject({ok: true, exitCode: 0, directory, host: 'localhost'});
    expect(first.stages.map(({name}) => name)).toEqual(all);
    expect(seen).toEqual(['project', ...buildStages, 'load', 'trigger', 'observe', 'detach']);
    expect(first.lines.at(-1)).toContain('/nonexistent/ebpf-hello-');

    const second = await runHello({host: withTracefs(), directory});
    expect(second.ok).toBe(true);
    expect(second.project?.written).toEqual([]);
    expect(second.stages.slice(0, 6).map(({message}) => message)).toEqual([
      'unchanged',
      ...buildStages.map(() => 'up to date'),
    ]);
  });

  test('names the stage that failed, as JSON too', async () => {
    const directory = await temporary();
    const result = await runHello({host: withoutTracefs(), directory});
    expect(JSON.parse(JSON.stringify(result))).toMatchObject({
      ok: false,
      exitCode: 1,
      trouble: {stage: 'attach', what: expect.any(String), why: expect.any(String), todo: expect.any(String)},
    });
    expect(result.stages.at(-1)).toMatchObject({name: 'attach', ok: false});
  });

  test('a project that was renamed is verified under its name; hello does not come back, and nothing stale is run', async () => {
    const directory = await temporary();
    await runHello({host: withTracefs(), directory});
    for (const end of ['.bpf.c', '.c', '.h']) {
      const text = await readFile(path.join(directory, `hello${end}`), 'utf8');
      await writeFile(path.join(directory, `mine${end}`), text.replaceAll('hello', 'mine').replace('%-15s', '%-16s'));
      await rm(path.join(directory, `hello${end}`));
    }
    const makefile = await readFile(path.join(directory, 'Makefile'), 'utf8');
    await writeFile(path.join(directory, 'Makefile'), makefile.replace('APPS := hello', 'APPS := mine'));
    const result = await runHello({host: withTracefs(), directory});
    expect(result.trouble).toBeUndefined();
    expect(result.stages[0]?.message).toBe('unchanged; you have renamed it to mine');
    expect(helloText(result, libbpf, 'sudo', {colour: false, unicode: false})).toContain(
      `cd ${directory} && sudo ./mine`,
    );
    expect(await readdir(directory)).toEqual(expect.arrayContaining(['mine']));
    expect((await readdir(directory)).filter((name) => /^hello\.(?:bpf\.)?[ch]$/.test(name))).toEqual([]);
    await writeFile(path.join(directory, 'mine.h'), '#include "missing.h"\n');
    expect((await runHello({host: withTracefs(), directory})).trouble).toMatchObject({stage: 'BPF'});
    // A Makefile that knows nothing of mine would take what lies there for up to date.
    await writeFile(path.join(directory, 'Makefile'), makefile);
    expect((await runHello({host: withTracefs(), directory})).trouble).toMatchObject({stage: 'BPF'});
  });

  test('builds and traces what the user made of it, and says what was kept', async () => {
    const directory = await temporary();
    await runHello({host: withTracefs(), directory});
    await writeFile(path.join(directory, 'hello.h'), '#include "missing.h"\n');
    const result = await runHello({host: withTracefs(), directory});
    expect(result.trouble).toMatchObject({stage: 'BPF', what: expect.stringMatching(/does not compile/)});
    expect(result.stages[0]?.message).toMatch(/kept hello\.h, which you have changed/);
  });
});

test('files of others stop it before anything is built', async () => {
  const directory = await temporary();
  await writeFile(path.join(directory, 'Makefile'), 'all:\n');
  const result = await runHello({host: localHost(), directory});
  expect(result.trouble).toMatchObject({stage: 'project', what: expect.stringMatching(/Makefile/)});
  expect(result.exitCode).toBe(1);
  expect(await readdir(directory)).toEqual(['Makefile']);
});

test('a host that is lost is not a host that is not ready', async () => {
  const lost = new Failure({what: 'The connection broke.', exitCode: exitCodes.unknown});
  const host: Host = {...localHost(), run: () => Promise.reject(lost)};
  const result = await runHello({host, directory: 'hello'});
  expect(result).toMatchObject({ok: false, exitCode: 3, trouble: {stage: 'project', what: 'The connection broke.'}});
});

test('a defect of ours is thrown, not reported', async () => {
  const host: Host = {...localHost(), run: () => Promise.reject(new TypeError('oops'))};
  await expect(runHello({host, directory: 'hello'})).rejects.toThrow('oops');
});
