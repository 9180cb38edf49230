import {rm} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {makeCache, type Server, serve} from '../kernels/mainline/archive-server.ts';
import {page} from '../kernels/mainline/page.ts';

const program = path.join(import.meta.dirname, '../../bin/run.js');

let server: Server;
let cache: string;

beforeEach(async () => {
  server = await serve();
  cache = await makeCache();
  server.files.set('/', Buffer.from(await page('index.html')));
});

afterEach(async () => {
  await server.close();
  await rm(cache, {recursive: true, force: true});
});

const ebpf = (...args: string[]) =>
  execa(process.execPath, [program, 'kernel', ...args], {reject: false, env: {XDG_CACHE_HOME: cache, NO_COLOR: '1'}});

test('lists the versions of a range, newest first, as text and as JSON', async () => {
  const text = await ebpf('list', '--archive', server.url.href, '--range', '>=5.15 <6.2');
  expect(text.exitCode).toBe(0);
  expect(text.stdout.split('\n')).toEqual([
    'v6.1.10              2023-02-06 08:24',
    'v6.1.9               2023-02-01 08:53',
    'v6.0                 2022-10-03 00:53',
    'v5.16                2022-01-10 00:42',
    'v5.15.178            2025-02-01 19:50',
  ]);
  const json = JSON.parse((await ebpf('list', '--archive', server.url.href, '--range', '6.0.x', '--json')).stdout);
  expect(json).toEqual({
    archive: server.url.href,
    source: 'unchanged',
    versions: [{name: 'v6.0', version: '6.0.0', changed: '2022-10-03 00:53'}],
  });
});

test('says of each version whether it was built for an architecture', async () => {
  server.files.set('/v5.16/', Buffer.from(await page('v5.17.html')));
  const {stdout} = await ebpf('list', '--archive', server.url.href, '--range', '5.16.x', '--arch', 'arm64');
  expect(stdout).toBe('v5.16                2022-01-10 00:42   not built');
});

test.each([
  [['list', '--range', 'newest'], 'Not a range of versions: newest'],
  [['list', '--archive', 'http://mirror.example/'], 'http can be read and changed on the way'],
  [['install', 'newest please'], 'neither a way nor a version'],
  [['install'], 'Missing 1 required arg'],
])('%p is bad usage', async (args, message) => {
  const {exitCode, stderr} = await ebpf(...args);
  expect({exitCode, stderr}).toEqual({exitCode: 2, stderr: expect.stringContaining(message)});
  expect(stderr).not.toMatch(/\n {4}at /);
});
