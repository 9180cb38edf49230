import {readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {Ajv} from 'ajv';
import {execa} from 'execa';
import type {KernelRemoval} from '../../src/kernels/remove.ts';
import type {KernelInstallation} from '../../src/setup/kernel/install.ts';
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
    'v6.1.10    2023-02-06 08:24  longterm until 2027-12',
    'v6.1.9     2023-02-01 08:53  longterm until 2027-12',
    'v6.0       2022-10-03 00:53',
    'v5.16      2022-01-10 00:42',
    'v5.15.178  2025-02-01 19:50  longterm until 2026-12',
  ]);
  const json = JSON.parse((await ebpf('list', '--archive', server.url.href, '--range', '6.0.x', '--json')).stdout);
  expect(json).toEqual({
    schema: 'ebpf.kernel-list/1',
    archive: server.url.href,
    source: 'unchanged',
    versions: [{name: 'v6.0', version: '6.0.0', changed: '2022-10-03 00:53'}],
  });
});

test('lists the longterm series', async () => {
  const {versions} = JSON.parse((await ebpf('list', '--archive', server.url.href, '--range', 'lts', '--json')).stdout);
  expect(versions[0]).toMatchObject({longtermUntil: expect.stringMatching(/^20\d\d-\d\d$/)});
  expect(versions.every((each: {longtermUntil?: string}) => each.longtermUntil)).toBe(true);
});

test('says of each version whether it was built for an architecture', async () => {
  server.files.set('/v5.16/', Buffer.from(await page('v5.17.html')));
  const {stdout} = await ebpf('list', '--archive', server.url.href, '--range', '5.16.x', '--arch', 'arm64');
  expect(stdout).toBe('v5.16  2022-01-10 00:42  not built');
});

test('knows candidates in a range as the archive writes them, and architectures as the kernel does', async () => {
  const {stdout} = await ebpf('list', '--archive', server.url.href, '--range', '>=6.2-rc1 <6.3', '--arch', 'x86_64');
  expect(stdout).toBe('v6.2-rc1  2022-12-26 01:10  unknown');
});

test.each([
  [['list', '--range', 'newest'], 'Not a range of versions: newest'],
  [['list', '--archive', 'http://mirror.example/'], 'http can be read and changed on the way'],
  [['list', '--range', ''], 'Not a range of versions'],
  [['list', '--arch', 'amd46'], 'Did you mean amd64?'],
  [['install', 'newest please'], 'neither a way nor a version'],
  [['install', 'distr'], 'Did you mean distro?'],
  [['install', 'never'], 'Say auto, distro, mainline, or a version'],
  [['install', ''], 'neither a way nor a version'],
  [['install', 'v6.1', '--fingerprint', '0x917C622B0'], 'Not the fingerprint of a key: 0x917C622B0'],
  [['install', 'v6.1', '--keyring', '/nowhere/key.asc'], "Can't read the keyring /nowhere/key.asc"],
  [['install'], 'needs WHAT: version, range, auto, distro or mainline.'],
])('%p is bad usage', async (args, message) => {
  const {exitCode, stderr} = await ebpf(...args);
  expect({exitCode, stderr}).toEqual({exitCode: 2, stderr: expect.stringContaining(message)});
  expect(stderr).not.toMatch(/\n {4}at /);
});

test.each([
  [['--kernel', 'atuo'], 'Did you mean auto?'],
  [['--kernel', ''], 'neither a way nor a version'],
  [['--kernel', 'auto', '--keyring', '/nowhere/key.asc'], "Can't read the keyring"],
  [['--kernel', 'auto', '--fingerprint', 'C622B0'], 'Not the fingerprint of a key'],
])('setup %p is bad usage, before the host is looked at', async (args, message) => {
  const {exitCode, stderr} = await execa(process.execPath, [program, 'setup', '--dry-run', ...args], {reject: false});
  expect({exitCode, stderr}).toEqual({exitCode: 2, stderr: expect.stringContaining(message)});
});

test('setup says of a kernel that it was told, and that is not needed, that it was not looked for, and how it is', async () => {
  const {stdout} = await execa(process.execPath, [program, 'setup', '--dry-run', '--kernel', '9.99', '--for', 'run']);
  expect(stdout).toMatch(/Whether 9\.99 can be had was not asked; this asks:\n +ebpf kernel install 9\.99 --dry-run$/);
});

const documents = {
  install: {
    schema: 'ebpf.kernel-install/1',
    host: 'localhost',
    release: '6.12.95-061295-generic',
    why: 'It was asked for.',
    passedOver: [{what: 'v6.12.96', why: 'It was never built, or not yet.'}],
    files: ['linux-image-unsigned-6.12.95-061295-generic_6.12.95-061295.202603251147_amd64.deb'],
    steps: [{title: 'Install 6.12.95-061295-generic', ok: true, milliseconds: 7500}],
    error: {what: '6.12.95-061295-generic is ready to be booted once; a reboot is needed.'},
    exitCode: 5,
  } satisfies KernelInstallation,
  remove: {
    schema: 'ebpf.kernel-remove/1',
    host: 'localhost',
    release: '6.1.0-50-amd64',
    packages: ['linux-image-6.1.0-50-amd64'],
    along: [],
    stays: ['6.12.0-1-amd64'],
    removed: false,
  } satisfies KernelRemoval,
};

test.each(['list', 'install', 'remove'] as const)('the JSON of kernel %s has a schema', async (name) => {
  const file = path.join(import.meta.dirname, `../../schemas/kernel-${name}-1.schema.json`);
  const validate = new Ajv({allErrors: true, strictTypes: false}).compile(JSON.parse(await readFile(file, 'utf8')));
  const listed = async () => JSON.parse((await ebpf('list', '--archive', server.url.href, '--json')).stdout);
  validate(name === 'list' ? await listed() : documents[name]);
  expect(validate.errors).toBeNull();
});
