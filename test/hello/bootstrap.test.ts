import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {chmod, mkdir, readdir, readFile, rename, rm, symlink, writeFile} from 'node:fs/promises';
import {type AddressInfo, createServer, type Server} from 'node:net';
import path from 'node:path';
import {execa} from 'execa';
import bootstrap from '../../src/hello/bootstrap/route.ts';
import {type HelloResult, runHello} from '../../src/hello/hello.ts';
import type {RouteOptions} from '../../src/hello/route.ts';
import {localHost} from '../../src/hosts/local.ts';
import {describeWith} from '../lab/needs.ts';
import {makeMirror} from './bootstrap-mirror.ts';
import {asNobody, cleanUp, hiding, smallDisk, temporary, withEnvironment, withTracefs} from './machine.ts';
import {withoutPackages} from './packages.ts';

describeWith(withoutPackages('git', 'clang', 'bpftool', 'libbpf-dev', 'make'))(
  'libbpf-bootstrap, from a stand-in of its repositories',
  () => {
    let root: string;
    let url: string;

    beforeAll(async () => {
      root = await temporary('ebpf-mirror-');
      url = await makeMirror(root);
    });

    afterAll(cleanUp);

    const run = async (options: Partial<RouteOptions>): Promise<HelloResult> =>
      runHello(bootstrap, {host: localHost(), directory: path.join(await temporary(), 'clone'), url, ...options});

    test('cloned, built, traced an execve; again, nothing is done; no file of upstream is touched', async () => {
      const directory = path.join(await temporary(), 'clone');
      const first = await run({host: withTracefs(), directory});
      expect(first.trouble).toBeUndefined();
      expect(first.stages.map(({name}) => name)).toEqual([
        ...['clone', 'submodules', 'project', 'libbpf', 'bpftool', 'BPF', 'GEN-SKEL', 'CC', 'BINARY'],
        ...['open', 'load', 'attach', 'trigger', 'observe', 'detach'],
      ]);
      expect(first.proof).toContain('/nonexistent/ebpf-hello-');
      const status = (await execa('git', ['-C', directory, 'status', '--porcelain'])).stdout;
      expect(status.split('\n').filter((line) => !line.startsWith('?? examples/c/'))).toEqual([]);

      const second = await run({host: withTracefs(), directory});
      expect(second.stages.slice(0, 4).map(({message}) => message)).toEqual([
        'there already',
        'there already',
        'unchanged',
        'up to date',
      ]);
      expect(second.ok).toBe(true);
    });

    test('an application that was renamed is verified under its name, committed to git or not', async () => {
      const directory = path.join(await temporary(), 'clone');
      await run({directory, host: asNobodyAtTheEnd()});
      const at = (name: string) => path.join(directory, 'examples/c', name);
      for (const end of ['.bpf.c', '.c', '.h']) {
        await writeFile(at(`mine${end}`), (await readFile(at(`hello${end}`), 'utf8')).replaceAll('hello', 'mine'));
        await rm(at(`hello${end}`));
      }
      for (const step of ['status', 'add']) {
        await execa('git', ['-C', directory, step, 'examples/c']);
        const result = await run({host: withTracefs(), directory});
        expect(result).toMatchObject({ok: true, program: 'mine'});
        expect(existsSync(at('hello.c'))).toBe(false);
      }
      expect(bootstrap.next(directory, 'sudo', 'mine')).toMatch(/make APPS=mine && sudo \.\/mine$/);
    });

    test('a clone that is there is not taken for one of another --ref or --url', async () => {
      const directory = path.join(await temporary(), 'clone');
      await execa('git', ['clone', '--quiet', url, directory]);
      const head = (await execa('git', ['-C', directory, 'rev-parse', 'HEAD'])).stdout;
      const other = (await run({directory, ref: 'v0.0.0'})).trouble;
      expect(other?.what).toBe(`${directory} is a clone of ${url} at ${head.slice(0, 12)}, not of ${url} at v0.0.0.`);
      expect(other?.todo).toMatch(
        /leave out --ref\. Or clone beside it: --dir DIR\. Or move it: git -C .+ fetch --depth 1 origin v0\.0\.0 && /,
      );
      const elsewhere = await run({directory, url: 'https://mirror.example/libbpf-bootstrap'});
      expect(elsewhere.trouble).toMatchObject({
        todo: 'Use it as it is: leave out --url. Or clone beside it: --dir DIR.',
      });
      expect(elsewhere.exitCode).toBe(2);
      for (const same of [{ref: head}, {url: `${url}/`}, {url: undefined}])
        expect((await run({directory, ...same})).stages[0]).toMatchObject({name: 'clone', ok: true});
    });

    test('a cargo in PATH is not called', async () => {
      const folder = await temporary();
      await writeFile(path.join(folder, 'cargo'), `#!/bin/sh\ntouch ${folder}/called\nexit 1\n`);
      await chmod(path.join(folder, 'cargo'), 0o755);
      const directory = path.join(await temporary(), 'clone');
      await run({host: withEnvironment({PATH: `${folder}:${process.env.PATH}`}), directory});
      expect(existsSync(path.join(directory, 'examples/c/hello'))).toBe(true);
      expect(existsSync(path.join(folder, 'called'))).toBe(false);
    });

    test('a tag, a commit, and a ref that is not there, of which nothing is left', async () => {
      const commit = (await execa('git', ['-C', `${url}.git`, 'rev-parse', 'HEAD'])).stdout;
      for (const ref of ['v1', commit]) {
        const result = await run({host: asNobodyAtTheEnd(), ref});
        expect(result.stages.find(({name}) => name === 'submodules')?.ok).toBe(true);
      }
      const directory = path.join(await temporary(), 'clone');
      const result = await run({directory, ref: 'no-such'});
      expect(result.trouble).toMatchObject({
        stage: 'clone',
        what: expect.stringMatching(/no such branch, tag or commit/),
      });
      expect(existsSync(directory)).toBe(false);
      const unknown = await run({directory, ref: '0123456789012345678901234567890123456789'});
      expect(unknown.trouble).toMatchObject({
        stage: 'clone',
        what: expect.stringMatching(/no such branch, tag or commit/),
      });
      expect(existsSync(directory)).toBe(false);
    });

    test('a submodule that does not come: what has arrived stays, and the next run goes on from there', async () => {
      const directory = path.join(await temporary(), 'clone');
      await rename(path.join(root, 'vmlinux.h.git'), path.join(root, 'away'));
      try {
        const cut = await run({directory});
        expect(cut.trouble).toMatchObject({stage: 'submodules', why: expect.stringMatching(/the next run goes on/)});
      } finally {
        await rename(path.join(root, 'away'), path.join(root, 'vmlinux.h.git'));
      }
      const {stages} = await run({host: withTracefs(), directory});
      expect(stages[0]).toMatchObject({name: 'clone', message: 'there already'});
      expect(stages[1]).toMatchObject({name: 'submodules', ok: true, message: 'vmlinux.h'});
      expect(existsSync(path.join(directory, 'bpftool/libbpf/src/libbpf.h'))).toBe(true);
      expect(stages.at(-1)).toMatchObject({name: 'detach', ok: true});
    });

    describe('over a connection that is cut off', () => {
      let server: Server;
      let overProxy = '';
      let cuts = 0;

      beforeAll(async () => {
        server = createServer((client) => {
          const git = spawn('git', ['daemon', '--inetd', '--export-all', `--base-path=${root}`], {
            stdio: ['pipe', 'pipe', 'ignore'],
          });
          const cut = cuts > 0;
          let seen = 0;
          client.on('error', () => git.kill());
          git.stdin.on('error', () => client.destroy());
          client.pipe(git.stdin);
          git.stdout.on('data', (data: Buffer) => {
            if (client.destroyed) return;
            seen += data.length;
            if (!cut || seen < 2500) return void client.write(data);
            cuts -= 1;
            client.destroy();
            git.kill();
          });
          git.stdout.on('end', () => client.end());
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        overProxy = `git://127.0.0.1:${(server.address() as AddressInfo).port}/libbpf-bootstrap`;
      });

      afterAll(() => void server.close());

      test('once: it is tried again by itself', async () => {
        cuts = 1;
        const result = await run({host: withTracefs(), url: overProxy});
        expect(result.trouble).toBeUndefined();
        expect(cuts).toBe(0);
      });

      test('always: it says so, leaves nothing, and says that it can be run again', async () => {
        cuts = 100;
        const directory = path.join(await temporary(), 'clone');
        const result = await run({directory, url: overProxy});
        expect(result.trouble).toMatchObject({
          stage: 'clone',
          what: expect.stringMatching(/^The download was cut off/),
          todo: expect.stringMatching(/Run it again/),
        });
        expect(existsSync(directory)).toBe(false);
        cuts = 0;
      });
    });

    test('a server that is not there, and a repository that is not', async () => {
      expect((await run({url: 'git://127.0.0.1:9/libbpf-bootstrap'})).trouble?.what).toMatch(/cannot be reached/);
      expect((await run({url: path.join(root, 'nothing')})).trouble?.what).toMatch(/no such repository/);
    });

    test('a full disk', async () => {
      const disk = await smallDisk(64);
      const result = await run({directory: path.join(disk, 'clone')});
      expect(result.trouble).toMatchObject({what: 'The disk is full.'});
      expect(existsSync(path.join(disk, 'clone/examples'))).toBe(false);
    });

    test('a directory with other files, and a repository that is something else', async () => {
      const directory = await temporary();
      await writeFile(path.join(directory, 'mine'), 'x');
      expect((await run({directory})).trouble?.what).toMatch(/holds other files/);
      expect(await readFile(path.join(directory, 'mine'), 'utf8')).toBe('x');
      const other = path.join(await temporary(), 'clone');
      const result = await run({directory: other, url: path.join(root, 'blazesym')});
      expect(result.trouble?.what).toMatch(/has no examples\/c\/Makefile/);
      expect(existsSync(other)).toBe(false);
    });

    test('a clone that was killed: it is made anew', async () => {
      const directory = path.join(await temporary(), 'clone');
      await mkdir(directory);
      await execa('git', ['-C', directory, 'init', '-q']);
      expect((await run({host: withTracefs(), directory})).ok).toBe(true);
      await rm(path.join(directory, 'examples/c/Makefile'));
      const result = await run({host: withTracefs(), directory});
      expect(result.stages[0]).toMatchObject({message: 'completed what was cut off'});
      expect(result.ok).toBe(true);
    });

    test('clang is gone halfway: the stage is named, and the next run goes on', async () => {
      const directory = path.join(await temporary(), 'clone');
      const without = await run({host: hiding('/usr/bin/clang'), directory});
      expect(without.trouble).toMatchObject({stage: 'BPF'});
      expect(without.trouble?.why).toMatch(/clang/);
      const result = await run({host: withTracefs(), directory});
      expect(result.stages.find(({name}) => name === 'libbpf')?.message).toBe('up to date');
      expect(result.ok).toBe(true);
    });

    test('no git', async () => {
      const programs = await temporary();
      for (const name of await readdir('/usr/bin'))
        if (name !== 'git') await symlink(`/usr/bin/${name}`, path.join(programs, name));
      const result = await run({host: withEnvironment({PATH: programs})});
      expect(result.trouble).toMatchObject({
        ...{stage: 'clone', what: 'git was not found.'},
        todo: expect.stringMatching(/apt-get install .*\bgit\b/),
      });
    });
  },
);

/** A host on which only the last stage fails: nobody may load programs. */
const asNobodyAtTheEnd = () => ({...localHost(), run: asRootFails});

const asRootFails: ReturnType<typeof localHost>['run'] = (command, options) =>
  options?.asRoot ? asNobody().run(command, options) : localHost().run(command, options);
