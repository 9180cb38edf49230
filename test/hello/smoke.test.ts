import {copyFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import type {Outcome} from '../../src/hello/stage.ts';
import type {Host} from '../../src/hosts/host.ts';
import {localHost} from '../../src/hosts/local.ts';
import '../lab/alone.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {build, smoke, smokeStages, writeProject} from './libbpf.ts';
import {
  asNobody,
  asRoot,
  cleanUp,
  hiding,
  inPidNamespace,
  installToolchain,
  smallDisk,
  temporary,
  withoutTracefs,
  withTracefs,
} from './machine.ts';

const failedStage = ({stages}: Outcome) => stages.find(({ok}) => !ok)?.name;

type Listed = readonly {readonly name?: string; readonly id: number}[];

/** What hello has in the kernel, by `prog 17` and `map 18`: other programs may come and go beside it. */
const loaded = async (): Promise<readonly string[]> => {
  const list = async (what: string, ours: string) =>
    (JSON.parse((await execa('bpftool', ['--json', what, 'list'])).stdout) as Listed)
      .filter(({name}) => name === ours)
      .map(({id}) => `${what} ${id}`);
  return [...(await list('prog', 'on_execve')), ...(await list('map', 'events'))];
};

/** What is there that was not there before, once the kernel has had a moment: it frees maps after a grace period. */
const left = async (before: readonly string[]): Promise<readonly string[]> => {
  for (let tries = 50; ; tries -= 1) {
    const added = (await loaded()).filter((entry) => !before.includes(entry));
    if (added.length === 0 || tries === 0) return added;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

asRoot('on the real kernel, as root', () => {
  /** Made once: a built project. */
  let directory: string;

  beforeAll(async () => {
    await installToolchain();
    directory = path.join(await temporary(), 'pro ject');
    const host = localHost();
    await writeProject(host, directory);
    const {trouble} = await build({host, directory});
    if (trouble) throw new Error(trouble.why);
  });

  afterAll(cleanUp);

  const run = (host: Host, options = {}) => smoke({host, directory}, options);

  test('proves that the program traces, stage by stage, and leaves nothing loaded', async () => {
    const before = await loaded();
    const progress: string[] = [];
    const result = await smoke({host: withTracefs(), directory, onProgress: (stage) => progress.push(stage)});
    expect(result.trouble).toBeUndefined();
    expect(result.stages.map(({name, ok}) => [name, ok])).toEqual(smokeStages.map((name) => [name, true]));
    expect(progress).toEqual(['load', 'trigger', 'observe', 'detach']);
    expect(result.lines?.at(-1)).toMatch(/^\d\d:\d\d:\d\d +\d+ +\d+ +\S+ +\/nonexistent\/ebpf-hello-[0-9a-f-]{36}$/);
    expect(await left(before)).toEqual([]);
  });

  test('the program and its map are in the kernel until it is stopped', async () => {
    const before = await loaded();
    let during: Promise<readonly string[]> = Promise.resolve([]);
    const controller = new AbortController();
    await withTracefs().run(['./hello'], {
      directory,
      signal: controller.signal,
      onLine: (line) => {
        if (line.startsWith('Tracing')) during = loaded().finally(() => controller.abort());
      },
    });
    const added = (await during).filter((entry) => !before.includes(entry));
    expect(added).toEqual([expect.stringMatching(/^prog/), expect.stringMatching(/^map/)]);
    expect(await left(before)).toEqual([]);
  });

  test('a trace_pipe that somebody else reads does not matter', async () => {
    const reader = execa(
      'unshare',
      ['--mount', 'sh', '-c', 'mount -t tracefs nodev /sys/kernel/tracing; exec cat /sys/kernel/tracing/trace_pipe'],
      {reject: false, buffer: false},
    );
    try {
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect((await run(withTracefs())).trouble).toBeUndefined();
    } finally {
      reader.kill('SIGKILL');
      await reader;
    }
  });

  test('works in a PID namespace, where the kernel reports other PIDs than the shell knows', async () => {
    expect((await run(inPidNamespace())).trouble).toBeUndefined();
  });

  test('works under the shell of busybox', async () => {
    const host = withTracefs();
    const busybox: Host = {...host, run: ([_sh, ...args], options) => host.run(['busybox', 'ash', ...args], options)};
    expect((await run(busybox)).trouble).toBeUndefined();
  });

  test('hundreds of programs started at the same time neither hide ours nor show up', async () => {
    const busy = execa('sh', ['-c', 'for i in $(seq 300); do /bin/true; done']);
    const {trouble, lines} = await run(withTracefs());
    expect(trouble).toBeUndefined();
    expect(lines?.filter((line) => line.includes('/bin/true'))).toEqual([]);
    await busy;
  });

  test('no tracefs: attach fails, and the next step is to mount it', async () => {
    const result = await run(withoutTracefs());
    expect(failedStage(result)).toBe('attach');
    expect(result.trouble).toMatchObject({
      what: expect.stringMatching(/^tracefs \(for older libraries: debugfs\) is not mounted/),
      cause: {cause: 'tracefs-not-mounted'},
    });
    expect(result.trouble?.why).toMatch(/No such file or directory/);
    expect(result.trouble?.todo).toContain('mount -t tracefs tracefs /sys/kernel/tracing');
  });

  test('tracefs without syscall tracepoints (an empty directory hides them): attach fails for another reason', async () => {
    const result = await run(hiding('/sys/kernel/tracing/events/syscalls'));
    expect(failedStage(result)).toBe('attach');
    expect(result.trouble?.todo).toMatch(/CONFIG_FTRACE_SYSCALLS/);
  });

  test('not root: load fails, and says that it takes root', async () => {
    await execa('chmod', ['-R', 'o+rX', path.dirname(directory)]);
    const result = await run(asNobody());
    expect(failedStage(result)).toBe('load');
    expect(result.trouble?.what).toMatch(/root/);
    expect(result.trouble?.why).toMatch(/Operation not permitted/);
    expect(result.trouble?.todo).toMatch(/^Run it with sudo/);
  });

  test('no BTF: load fails, and says so', async () => {
    const result = await run(hiding('/sys/kernel/btf'));
    expect(failedStage(result)).toBe('load');
    expect(result.trouble?.what).toBe('The running kernel has no BTF.');
  });

  test('a program that the verifier refuses: load fails and its log is shown', async () => {
    const where = await temporary();
    const host = localHost();
    await writeProject(host, where);
    const file = path.join(where, 'hello.bpf.c');
    const source = (await execa('sed', ['s/event->pid = pid;/event->pid = *(int *)(long)pid;/', file])).stdout;
    await writeFile(file, `${source}\n`);
    expect((await build({host, directory: where})).trouble).toBeUndefined();
    const result = await smoke({host: withTracefs(), directory: where});
    expect(failedStage(result)).toBe('load');
    expect(result.trouble?.what).toMatch(/verifier/);
    expect(result.trouble?.why).toMatch(/invalid mem access/);
  });

  test('a file system mounted noexec', async () => {
    const disk = await smallDisk(4096, 'noexec');
    await copyFile(path.join(directory, 'hello'), path.join(disk, 'hello'));
    const result = await smoke({host: localHost(), directory: disk});
    expect(failedStage(result)).toBe('open');
    expect(result.trouble?.todo).toMatch(/noexec/);
  });

  test('a program that is not there', async () => {
    const result = await run(localHost(), {command: ['./absent']});
    expect([failedStage(result), result.trouble?.what]).toEqual(['open', 'The program is not there.']);
  });

  test('a program whose library is not there', async () => {
    const result = await run(hiding('/usr/lib/*-linux-gnu/libbpf.so.1*'));
    expect(failedStage(result)).toBe('open');
    expect(result.trouble?.what).toMatch(/library/);
  });

  describeWith(lacking('cc', 'pgrep'))('with made-up programs in place of hello', () => {
    /** A C program; `tracing` prints the ready line. */
    const program = async (body: string): Promise<string> => {
      const where = await temporary();
      const source = `
        #include <signal.h>
        #include <stdio.h>
        #include <string.h>
        #include <unistd.h>
        static volatile sig_atomic_t stopping;
        static void stop(int number) { stopping = number; }
        static void tracing(void) { puts("Tracing execve... press Ctrl-C to stop."); fflush(stdout); }
        int main(void) { (void)stop; (void)tracing; ${body} }`;
      await writeFile(path.join(where, 'p.c'), source);
      await execa('cc', ['-o', path.join(where, 'hello'), path.join(where, 'p.c')]);
      return where;
    };
    const attempt = async (body: string, signal?: AbortSignal) => {
      const where = await program(body);
      const result = await smoke({host: localHost(), directory: where, ...(signal && {signal})}, {limit: 1});
      return {stage: failedStage(result), what: result.trouble?.what};
    };
    /** PIDs of programs started from a directory. */
    const survivors = async (where: string): Promise<string> =>
      (await execa('pgrep', ['-f', where], {reject: false})).stdout;

    test('one that never says that it traces', async () => {
      expect(await attempt('pause();')).toEqual({
        stage: 'open',
        what: expect.stringMatching(/did not say that it traces/),
      });
    });

    test('one that does not report our execve', async () => {
      expect(await attempt('signal(SIGINT, stop); tracing(); while (!stopping) usleep(10000); return 0;')).toEqual({
        stage: 'observe',
        what: expect.stringMatching(/did not report our execve/),
      });
    });

    test('one that ends by itself while tracing', async () => {
      expect(await attempt('tracing(); return 3;')).toEqual({
        stage: 'observe',
        what: expect.stringMatching(/ended by itself.*exit code 3/),
      });
    });

    test('one that ends before it traces', async () => {
      expect(await attempt('return 1;')).toEqual({stage: 'open', what: expect.stringMatching(/ended before/)});
    });

    test.each(['dash', 'busybox ash'])(
      'one that fails at once is never taken for one that hangs, under %s',
      async (shell) => {
        const script = 'for i in $(seq 40); do $0 scripts/smoke.sh token 20 Tracing /bin/false; done'.replace(
          '$0',
          shell,
        );
        const {stdout} = await execa('sh', ['-c', script]);
        expect(stdout.match(/exit 1$/gm)).toHaveLength(40);
        expect(stdout).not.toMatch(/timeout/);
      },
    );

    test('one that reports any execve, and ignores Ctrl-C', async () => {
      // Our parent is the shell that runs smoke.sh: its fourth argument is the token.
      const echo = `signal(SIGINT, SIG_IGN); tracing();
        char name[64], text[4096] = "", *token = text;
        snprintf(name, sizeof name, "/proc/%d/cmdline", getppid());
        FILE *file = fopen(name, "r");
        if (file) fread(text, 1, sizeof text - 1, file);
        for (int i = 0; i < 3; i++) token += strlen(token) + 1;
        printf("/nonexistent/ebpf-hello-%s\\n", token); fflush(stdout); for (;;) pause();`;
      expect(await attempt(echo)).toEqual({
        stage: 'detach',
        what: expect.stringMatching(/did not stop on Ctrl-C.*killed/),
      });
    });

    test('an aborted test ends at once and leaves no process', async () => {
      const where = await program(
        'signal(SIGINT, stop); puts("quiet"); fflush(stdout); while (!stopping) usleep(10000); return 0;',
      );
      const controller = new AbortController();
      const running = smoke(
        {host: localHost(), directory: where, signal: controller.signal},
        {command: [path.join(where, 'hello')]},
      );
      setTimeout(() => controller.abort('enough'), 300);
      await expect(running).rejects.toBe('enough');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await survivors(where)).toBe('');
    });
  });
});
