import {createHash, randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdir, readdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {lookAtBuilds} from '../../../src/kernels/mainline/built.ts';
import {download, sizeAt} from '../../../src/kernels/mainline/download.ts';
import {type FolderOptions, openFolder} from '../../../src/kernels/mainline/folder.ts';
import {readIndex} from '../../../src/kernels/mainline/index.ts';
import {findKey} from '../../../src/kernels/mainline/key.ts';
import {readKeys} from '../../../src/kernels/mainline/openpgp.ts';
import {parseMainlineName} from '../../../src/kernels/mainline/version.ts';
import {describeWith, lacking, notRoot, testWith} from '../../lab/needs.ts';
import {fileNames, makeCache, makeSigner, publish, type Server, type Signer, serve} from './archive-server.ts';
import {page} from './page.ts';

const names = fileNames('6.12.95-061295', '202511302339');
const contents = {
  [names.image]: randomBytes(300_000),
  [names.modules]: randomBytes(700_000),
  [names.headersAll]: randomBytes(1000),
  [names.headers]: randomBytes(1000),
};
const folder = '/v6.12.95/amd64/';

/** Image and modules of another version. */
const filesOf = (packages: string) => {
  const {image, modules} = fileNames(packages, '202511302339');
  return {[image]: Buffer.from('image'), [modules]: Buffer.from('modules')};
};

const quick = {pause: 1, patience: 2000};

/** Archives are signed for each test. */
const describeSigned = describeWith(lacking('gpg', 'gpgv'));

let server: Server;
let ours: Signer;
let theirs: Signer;
let cache: string;
let keyring: string;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeSigner('ours'), makeSigner('theirs')]);
});

afterAll(() => Promise.all([ours.close(), theirs.close()]));

beforeEach(async () => {
  server = await serve();
  cache = await makeCache();
  keyring = path.join(cache, 'ours.asc');
  await writeFile(keyring, ours.publicKey);
  await publish(server, folder, contents, ours);
});

afterEach(async () => {
  await server.close();
  await rm(cache, {recursive: true, force: true});
});

const version = (name: string) => {
  const parsed = parseMainlineName(name);
  if (!parsed) throw new Error(name);
  return parsed;
};

const open = (options: Partial<FolderOptions> = {}, name = 'v6.12.95') =>
  openFolder(version(name), {
    archive: server.url,
    cache,
    arch: 'amd64',
    keyring,
    fingerprint: ours.fingerprint,
    ...quick,
    ...options,
  });

/** Image and modules, as install gets them. */
const fetchAll = async () => {
  const build = await open();
  for (const file of [build.image, build.modules ?? '']) {
    await download(new URL(file, build.url), path.join(cache, file), {sha256: build.sums.get(file) ?? '', ...quick});
  }
  return build;
};

/** Compares whole: jest's toEqual takes a second for such a buffer. */
const expectSaved = async (file: string) => {
  const saved = await readFile(path.join(cache, file));
  expect(saved.equals(contents[file] as Buffer)).toBe(true);
};

describeSigned('a signed folder', () => {
  test('is opened with gpgv, and its files come as they were signed', async () => {
    const build = await fetchAll();
    expect(build.release).toBe('6.12.95-061295-generic');
    expect(build.headers).toEqual([names.headersAll, names.headers]);
    await expectSaved(names.image);
    await expectSaved(names.modules);
  });

  test('takes a binary keyring with other keys in it too', async () => {
    const both = [...readKeys(theirs.publicKey), ...readKeys(ours.publicKey)].map(({data}) => data);
    await writeFile(keyring, Buffer.concat(both));
    expect((await open()).image).toBe(names.image);
  });

  test('may be laid out flat, as before 5.6.18', async () => {
    await publish(server, '/v5.5/', filesOf('5.5.0-050500'), ours);
    expect((await open({}, 'v5.5')).url.pathname).toBe('/v5.5/');
  });

  test.each(['v6.12.96', 'v6.12.95-rc1', 'v7.0'])(
    'is refused in the place of %s, well signed as it is',
    async (name) => {
      await publish(server, `/${name}/amd64/`, contents, ours);
      await expect(open({}, name)).rejects.toMatchObject({
        what: expect.stringContaining(`holds another version than ${name}.`),
        why: 'The signed CHECKSUMS there is of 6.12.95-061295-generic.',
      });
    },
  );

  test.each([
    ['v6.10-rc2', '6.10.0-061000rc2'],
    ['v5.12-rc1-dontuse', '5.12.0-051200rc1'],
    ['v5.15.178', '5.15.178-0515178'],
  ])('%s may hold %s', async (name, packages) => {
    await publish(server, `/${name}/amd64/`, filesOf(packages), ours);
    expect((await open({}, name)).release).toBe(`${packages}-generic`);
  });

  test('is refused when CHECKSUMS was changed by one letter', async () => {
    const text = server.files.get(`${folder}CHECKSUMS`)?.toString('utf8') ?? '';
    server.files.set(`${folder}CHECKSUMS`, Buffer.from(text.replace('linux-image', 'linux-imagf')));
    await expect(open()).rejects.toMatchObject({
      what: expect.stringContaining('CHECKSUMS is not signed by the key'),
      why: expect.stringContaining('BAD signature'),
    });
  });

  test('is refused when another key has signed it', async () => {
    await publish(server, folder, contents, theirs);
    await expect(open()).rejects.toMatchObject({what: expect.stringContaining('CHECKSUMS is not signed by the key')});
  });

  test('is refused when the signature is no signature, or missing', async () => {
    server.files.set(`${folder}CHECKSUMS.gpg`, Buffer.from('<html>404</html>'));
    await expect(open()).rejects.toMatchObject({what: expect.stringContaining('CHECKSUMS is not signed')});
    server.files.delete(`${folder}CHECKSUMS.gpg`);
    await expect(open()).rejects.toMatchObject({why: 'CHECKSUMS.gpg is missing.'});
  });

  test('is refused when the text was signed in line, not apart', async () => {
    server.files.set(`${folder}CHECKSUMS.gpg`, ours.publicKey);
    await expect(open()).rejects.toMatchObject({what: expect.stringContaining('CHECKSUMS is not signed')});
  });

  test('says which architectures, flavours and failures there are instead', async () => {
    await expect(open({flavour: 'lowlatency'})).rejects.toMatchObject({
      why: 'There is no flavour "lowlatency" of it, only generic.',
      todo: 'Name one that there is: --flavour generic',
    });
    await publish(server, '/v6.5.12/amd64/', {[names.image]: Buffer.from('x')}, ours);
    await expect(open({}, 'v6.5.12')).rejects.toMatchObject({why: expect.stringContaining('its modules are not')});
    server.files.set('/v5.17/', Buffer.from(await page('v5.17.html')));
    await expect(open({arch: 'arm64'}, 'v5.17')).rejects.toMatchObject({
      why: 'Its page says that the build failed. There are builds for amd64.',
    });
    await expect(open({}, 'v5.17')).rejects.toMatchObject({
      why: 'Its page says that it was built, and no signed CHECKSUMS names its packages.',
    });
    await expect(open({}, 'v6.99')).rejects.toMatchObject({what: 'The archive has no v6.99.'});
  });
});

/** Where sqv is, for a PATH that has nothing else. */
const programs = (process.env.PATH ?? '').split(':');
const sqv = programs.map((each) => path.join(each, 'sqv')).find((each) => existsSync(each));

describeWith(lacking('gpg', 'gpgv', 'sqv'))('with sqv, where there is no gpgv', () => {
  const usual = process.env.PATH;

  beforeEach(async () => {
    await symlink(sqv ?? '', path.join(cache, 'sqv'));
    process.env.PATH = cache;
  });

  afterEach(() => {
    process.env.PATH = usual;
  });

  test('a good signature is taken, and a bad one is not', async () => {
    expect((await open()).image).toBe(names.image);
    server.files.set(
      `${folder}CHECKSUMS`,
      Buffer.concat([server.files.get(`${folder}CHECKSUMS`) as Buffer, Buffer.of(10)]),
    );
    await expect(open()).rejects.toMatchObject({what: `CHECKSUMS is not signed by the key ${ours.fingerprint}.`});
  });

  test('a key that sqv finds too old is told from a forged signature', async () => {
    process.env.PATH = usual;
    const old = await makeSigner('old', '--faked-system-time', '20080501T000000!', '--cert-digest-algo', 'SHA1');
    try {
      await publish(server, folder, contents, old);
      const file = path.join(cache, 'old.asc');
      await writeFile(file, old.publicKey);
      expect((await open({keyring: file, fingerprint: old.fingerprint})).image).toBe(names.image);
      process.env.PATH = cache;
      await expect(open({keyring: file, fingerprint: old.fingerprint})).rejects.toMatchObject({
        what: `sqv does not work with the key ${old.fingerprint}, so the signature could not be checked.`,
        todo: expect.stringContaining('apt-get install gpgv'),
      });
    } finally {
      process.env.PATH = usual;
      await old.close();
    }
  });
});

describeSigned('the key', () => {
  const keys = () => `/pks/lookup?op=get&options=mr&search=0x${ours.fingerprint}`;

  test('comes from a keyserver once, and then from the cache', async () => {
    server.files.set(keys(), ours.publicKey);
    const options = {cache, fingerprint: ours.fingerprint, keyserver: server.url, ...quick};
    expect((await findKey(options)).fingerprint).toBe(ours.fingerprint);
    server.files.delete(keys());
    expect((await findKey(options)).fingerprint).toBe(ours.fingerprint);
    expect(server.log.filter((line) => line.includes('pks'))).toHaveLength(1);
  });

  test('is refused from a keyserver that hands out another, and not kept', async () => {
    server.files.set(keys(), theirs.publicKey);
    const options = {cache, fingerprint: ours.fingerprint, keyserver: server.url, ...quick};
    await expect(findKey(options)).rejects.toMatchObject({
      why: `Wanted: ${ours.fingerprint}\nFound: ${theirs.fingerprint}`,
    });
    expect(await readdir(cache)).not.toContain('keys');
  });

  test('must have the pinned fingerprint unless the user names another', async () => {
    await expect(open({fingerprint: undefined})).rejects.toMatchObject({
      why: `Wanted: 60AA7B6F30434AE68E569963E50C6A0917C622B0\nFound: ${ours.fingerprint}`,
    });
  });

  test('is not named by a short id', async () => {
    await expect(open({fingerprint: ours.fingerprint.slice(-16)})).rejects.toMatchObject({exitCode: 2});
  });

  test('that can not be had means no install', async () => {
    const options = {cache, fingerprint: ours.fingerprint, keyserver: server.url, ...quick};
    await expect(findKey(options)).rejects.toMatchObject({
      what: expect.stringContaining('no signature can be checked'),
    });
    await writeFile(keyring, 'no key at all');
    await expect(open()).rejects.toMatchObject({why: expect.stringContaining('Found: no OpenPGP key')});
    await expect(open({keyring: '/nowhere/key.asc'})).rejects.toMatchObject({exitCode: 2});
  });
});

describeSigned('a download', () => {
  const image = `${folder}${names.image}`;

  test('that was swapped is refused and thrown away', async () => {
    server.files.set(image, randomBytes(300_000));
    await expect(fetchAll()).rejects.toMatchObject({what: `${names.image} is not the file that was signed.`});
    expect((await readdir(cache)).filter((name) => name.startsWith('linux-'))).toEqual([]);
  });

  test('that is shorter than it was signed is refused', async () => {
    server.files.set(image, (contents[names.image] as Buffer).subarray(0, 1000));
    await expect(fetchAll()).rejects.toMatchObject({why: expect.stringContaining('the 1000 bytes that came')});
  });

  test('that is missing says that the mirror is incomplete', async () => {
    server.files.delete(image);
    await expect(fetchAll()).rejects.toMatchObject({why: expect.stringContaining('the mirror is incomplete')});
  });

  test('goes on where the connection was cut', async () => {
    server.troubles.set(image, [{cutAfter: 100_000}]);
    await fetchAll();
    await expectSaved(names.image);
    expect(server.log.filter((line) => line.includes('image-unsigned'))).toEqual([
      `GET ${image} 200`,
      expect.stringMatching(/206 bytes=\d+-$/),
    ]);
  });

  test('that is cut again and again goes on for as long as something comes', async () => {
    server.troubles.set(
      image,
      Array.from({length: 6}, () => ({cutAfter: 95_000})),
    );
    const big = randomBytes(600_000);
    const sha256 = createHash('sha256').update(big).digest('hex');
    server.files.set(image, big);
    await download(new URL(image, server.url), path.join(cache, names.image), {sha256, ...quick});
    expect(server.log.filter((line) => line.includes('206'))).toHaveLength(6);
  });

  test('that is cut without anything coming is given up', async () => {
    server.troubles.set(
      image,
      Array.from({length: 9}, () => ({cutAfter: 10})),
    );
    await expect(fetchAll()).rejects.toMatchObject({why: expect.stringContaining('(5 tries)')});
  });

  test('goes on where an earlier run stopped', async () => {
    await writeFile(path.join(cache, `${names.image}.part`), (contents[names.image] as Buffer).subarray(0, 123_456));
    await fetchAll();
    await expectSaved(names.image);
    expect(server.log).toContain(`GET ${image} 206 bytes=123456-`);
  });

  test('starts over when what an earlier run left does not fit', async () => {
    await writeFile(path.join(cache, `${names.image}.part`), randomBytes(500));
    await fetchAll();
    await expectSaved(names.image);
    await rm(path.join(cache, names.image));
    await writeFile(path.join(cache, `${names.image}.part`), randomBytes(400_000));
    await fetchAll();
    await expectSaved(names.image);
  });

  test('that several hosts ask for at once is made once', async () => {
    const build = await open();
    const sha256 = build.sums.get(names.image) ?? '';
    const one = () => download(new URL(names.image, build.url), path.join(cache, names.image), {sha256, ...quick});
    await Promise.all([one(), one(), one()]);
    await expectSaved(names.image);
    expect(server.log.filter((line) => line.includes('image-unsigned'))).toEqual([`GET ${image} 200`]);
  });

  test('is not made twice, and what lies in the cache is looked at again', async () => {
    await fetchAll();
    const before = server.log.length;
    await fetchAll();
    expect(server.log.slice(before).filter((line) => line.includes('.deb'))).toEqual([]);
    await writeFile(path.join(cache, names.image), 'bent');
    await fetchAll();
    await expectSaved(names.image);
  });

  test('is tried again after 410, 503 and a stall, and not for ever', async () => {
    server.troubles.set(image, [{status: 410}, {status: 503}, {stall: true}]);
    const build = await open();
    const retries: string[] = [];
    await download(new URL(names.image, build.url), path.join(cache, names.image), {
      sha256: build.sums.get(names.image) ?? '',
      pause: 1,
      patience: 2000,
      onRetry: (why) => retries.push(why),
    });
    expect(retries).toEqual(['the server answered 410', 'the server answered 503', 'nothing came for 2 seconds']);
    server.troubles.set(
      `${folder}CHECKSUMS`,
      Array.from({length: 9}, () => ({status: 410})),
    );
    await expect(open()).rejects.toMatchObject({why: 'the server answered 410 (5 tries)'});
  });

  test('is not waited for where a byte comes now and then', async () => {
    server.troubles.set(
      `${folder}CHECKSUMS`,
      Array.from({length: 9}, () => ({drip: true as const})),
    );
    await expect(open({patience: 300})).rejects.toMatchObject({
      why: expect.stringMatching(/^no more than \d+ bytes came for 0.3 seconds \(5 tries\)$/),
    });
  });

  test('follows a redirect on the same server and none elsewhere', async () => {
    server.files.set('/pool/image.deb', contents[names.image] as Buffer);
    server.troubles.set(image, [{status: 301, location: '/pool/image.deb'}]);
    await fetchAll();
    await rm(path.join(cache, names.image));
    server.troubles.set(image, [{status: 302, location: 'http://127.0.0.2:9/image.deb'}]);
    await expect(fetchAll()).rejects.toMatchObject({
      why: 'It redirects elsewhere (http://127.0.0.2:9), which is not followed.',
    });
    server.troubles.set(image, [{status: 302, location: 'file:///etc/passwd'}]);
    await expect(fetchAll()).rejects.toMatchObject({
      why: 'It redirects elsewhere (file://), which is not followed.',
    });
    server.troubles.set(image, [{status: 302, location: `http://me:secret@${server.url.host}/pool/image.deb`}]);
    await expect(fetchAll()).rejects.toMatchObject({why: expect.not.stringContaining('secret')});
  });

  test('does not go round in circles', async () => {
    server.troubles.set(
      image,
      Array.from({length: 9}, () => ({status: 302, location: image})),
    );
    await expect(fetchAll()).rejects.toMatchObject({why: 'More than 5 redirects.'});
  });

  testWith(notRoot)('onto a full disk says so at once, and not that the network is at fault', async () => {
    const disk = path.join(cache, 'disk');
    await mkdir(disk);
    await execa('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'nodev', disk]);
    try {
      const target = path.join(disk, names.image);
      await expect(download(new URL(image, server.url), target, {sha256: '', ...quick})).rejects.toMatchObject({
        what: `Can't keep ${target}.part`,
        why: expect.stringContaining('ENOSPC'),
        todo: expect.stringContaining('Free some space there'),
      });
    } finally {
      await execa('umount', [disk]);
    }
    expect(server.log.filter((line) => line.includes('image-unsigned'))).toEqual([`GET ${image} 200`]);
  });

  test('into a folder that can not be says so', async () => {
    await writeFile(path.join(cache, 'file'), '');
    const target = path.join(cache, 'file/image.deb');
    await expect(download(server.url, target, {sha256: ''})).rejects.toMatchObject({
      what: `Can't keep ${target}`,
      todo: expect.stringContaining('XDG_CACHE_HOME=DIRECTORY'),
    });
  });

  test('stops at once when it is told to', async () => {
    const controller = new AbortController();
    server.troubles.set(image, [{stall: true}]);
    const build = await open();
    const going = download(new URL(names.image, build.url), path.join(cache, names.image), {
      sha256: '',
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error('stopped')), 50);
    await expect(going).rejects.toThrow('stopped');
  });

  test('reports progress, and its size beforehand', async () => {
    const seen: [number, number | undefined][] = [];
    const build = await open();
    await download(new URL(names.modules, build.url), path.join(cache, names.modules), {
      sha256: build.sums.get(names.modules) ?? '',
      onProgress: (received, total) => seen.push([received, total]),
    });
    expect(seen.at(-1)).toEqual([700_000, 700_000]);
    expect(await sizeAt(new URL(names.modules, build.url), quick)).toBe(700_000);
  });

  test('from a server that is not there fails at once', async () => {
    await server.close();
    await expect(open()).rejects.toMatchObject({why: expect.stringContaining('ECONNREFUSED')});
    await expect(open({archive: new URL('http://127.0.0.1:1/')})).rejects.toMatchObject({why: 'bad port'});
  });
});

describeSigned('the index', () => {
  test('is kept with its validators, and serves when the archive is away', async () => {
    server.files.set('/', Buffer.from(await page('index.html')));
    const first = await readIndex(server.url, cache, quick);
    expect(first).toMatchObject({source: 'fetched'});
    expect(first.entries).toHaveLength(19);
    expect(await readIndex(server.url, cache, quick)).toEqual({entries: first.entries, source: 'unchanged'});
    expect(server.log).toEqual(['GET / 200', 'GET / 304']);
    await server.close();
    expect(await readIndex(server.url, cache, quick)).toMatchObject({entries: first.entries, source: 'cached'});
  });

  test('is read without a cache too, where that can not be written', async () => {
    server.files.set('/', Buffer.from(await page('index.html')));
    const file = path.join(cache, 'file');
    await writeFile(file, '');
    expect(await readIndex(server.url, file, quick)).toMatchObject({source: 'fetched'});
  });

  test('that is none is refused, and does not replace the copy', async () => {
    server.files.set('/', Buffer.from('<html>It works!</html>'));
    await expect(readIndex(server.url, cache, quick)).rejects.toMatchObject({exitCode: 2});
  });

  test('with --arch looks at each page once, and again when its folder has changed', async () => {
    server.files.set('/v5.17/', Buffer.from(await page('v5.17.html')));
    const entry = (changed: string) => [{version: version('v5.17'), changed}];
    const look = async (arch: string, changed: string) =>
      (await lookAtBuilds(entry(changed), {archive: server.url, cache, arch, ...quick})).get('v5.17');
    expect(await look('amd64', '2022-03-20 22:05')).toBe('built');
    expect(await look('arm64', '2022-03-20 22:05')).toBe('not built');
    expect(server.log).toHaveLength(1);
    await look('arm64', '2022-04-20 22:05');
    expect(server.log).toHaveLength(2);
  });
});
