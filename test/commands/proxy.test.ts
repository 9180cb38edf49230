import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import {type AddressInfo, connect} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {page} from '../kernels/mainline/page.ts';
import {ebpf} from './run.ts';

/** What a proxy was asked: `CONNECT localhost:443`, `GET http://...`. */
const asked: string[] = [];
let folder: string;
let archive: https.Server;
let plain: http.Server;
let proxy: http.Server;
const portOf = (server: http.Server | https.Server) => (server.address() as AddressInfo).port;
const listen = (server: http.Server | https.Server) =>
  new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ebpf-proxy-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    {
      stdio: 'ignore',
    },
  );
  const index = Buffer.from(await page('index.html'));
  const serve: http.RequestListener = (_, response) => response.end(index);
  archive = https.createServer({key: readFileSync(key), cert: readFileSync(cert)}, serve);
  plain = http.createServer(serve);
  proxy = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    // For plain http it asks itself.
    http.get(request.url ?? '', (answer) => answer.pipe(response));
  });
  proxy.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (request.headers['proxy-authorization'] === `Basic ${Buffer.from('u:wrong').toString('base64')}`) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const there = connect(portOf(archive), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    there.on('error', () => socket.destroy());
    socket.on('error', () => there.destroy());
  });
  await Promise.all([archive, plain, proxy].map(listen));
});

afterAll(() => {
  for (const server of [archive, plain, proxy]) {
    server?.closeAllConnections();
    server?.close();
  }
  rmSync(folder, {recursive: true, force: true});
});

const list = (address: string, env: Record<string, string>) => {
  asked.length = 0;
  const cache = mkdtempSync(path.join(folder, 'cache-'));
  const all = {NODE_EXTRA_CA_CERTS: path.join(folder, 'cert.pem'), XDG_CACHE_HOME: cache, ...env};
  return ebpf(['kernel', 'list', '--archive', address, '--range', '6.0.x'], {env: all});
};

// The name resolves nowhere: only the proxy leads there.
const elsewhere = () => `https://localhost:${portOf(archive)}/`;
const through = () => `http://127.0.0.1:${portOf(proxy)}`;

test('the archive is reached through the proxy that the environment names, checked end to end', async () => {
  const {exitCode, stdout, stderr} = await list(elsewhere(), {https_proxy: through()});
  expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
  expect(stdout).toMatch(/^v6\.0 /);
  expect(asked).toEqual([`CONNECT localhost:${portOf(archive)}`]);
  // Who stands in the middle has no say in which certificate is right.
  const other = await list(elsewhere(), {https_proxy: through(), NODE_EXTRA_CA_CERTS: ''});
  expect(other).toMatchObject({exitCode: 1, stderr: expect.stringContaining('SELF_SIGNED')});
});

test('plain http is asked of the proxy itself, and no_proxy goes by it', async () => {
  const address = `http://localhost:${portOf(plain)}/`;
  expect((await list(address, {http_proxy: through()})).exitCode).toBe(0);
  expect(asked).toEqual([`GET ${address}`]);
  expect((await list(address, {http_proxy: through(), no_proxy: 'localhost'})).exitCode).toBe(0);
  expect(asked).toEqual([]);
});

test('a proxy that refuses, or is not there, is named without the password', async () => {
  const refused = await list(elsewhere(), {https_proxy: through().replace('//', '//u:wrong@')});
  expect(refused).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/407[\s\S]*the proxy that the environment names \(127\.0\.0\.1:/),
  });
  expect(refused.stderr).not.toContain('wrong');
  const gone = await list(elsewhere(), {https_proxy: 'http://127.0.0.1:1'});
  expect(gone).toMatchObject({exitCode: 1, stderr: expect.stringMatching(/ECONNREFUSED[\s\S]*\(127\.0\.0\.1:1;/)});
  const none = await list('https://localhost:1/', {});
  expect(none.stderr).toContain('https_proxy=http://PROXY:PORT');
});
