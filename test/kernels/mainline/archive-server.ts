import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** A throw-away key pair in a GnuPG home of its own. */
export interface Signer {
  readonly fingerprint: string;
  /** The public key, armoured. */
  readonly publicKey: Buffer;
  readonly sign: (data: Buffer) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

/** `options` are gpg's, for the key: `--cert-digest-algo`, `SHA1`. */
export const makeSigner = async (name: string, ...options: readonly string[]): Promise<Signer> => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'ebpf-gnupg-'));
  const gpg = async (...args: string[]) =>
    (await run('gpg', ['--homedir', home, '--batch', '--yes', '--quiet', ...args], {encoding: 'buffer'})).stdout;
  await gpg(
    ...options,
    '--passphrase',
    '',
    '--quick-gen-key',
    `${name} <${name}@localhost>`,
    'rsa2048',
    'sign',
    'never',
  );
  const listing = (await gpg('--with-colons', '--list-keys')).toString('utf8');
  return {
    fingerprint: /^fpr:+([0-9A-F]{40}):/m.exec(listing)?.[1] ?? '',
    publicKey: await gpg('--armor', '--export'),
    sign: async (data) => {
      const file = path.join(home, 'data');
      await writeFile(file, data);
      return gpg('--armor', '--detach-sign', '--output', '-', file);
    },
    close: async () => {
      await run('gpgconf', ['--homedir', home, '--kill', 'gpg-agent']).catch(() => {});
      await rm(home, {recursive: true, force: true});
    },
  };
};

/** What a request gets in place of the file: an answer, or a cut connection after so many bytes. */
export type Trouble =
  | {readonly status: number; readonly location?: string}
  | {readonly cutAfter: number}
  | {readonly replaceWith: Buffer}
  | {readonly stall: true}
  /** A byte now and then. */
  | {readonly drip: true};

export interface Server {
  readonly url: URL;
  /** Files by path; change them to tamper. */
  readonly files: Map<string, Buffer>;
  /** Troubles by path, used up one a GET: how often a HEAD asks for a size depends on how soon an idle connection is closed. */
  readonly troubles: Map<string, Trouble[]>;
  /** Requests so far: `GET /v6.1/ 206 bytes=10-`. */
  readonly log: string[];
  readonly close: () => Promise<void>;
}

/** A server on loopback that knows ranges and validators as Apache does. */
export const serve = async (): Promise<Server> => {
  const files = new Map<string, Buffer>();
  const troubles = new Map<string, Trouble[]>();
  const log: string[] = [];
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '/');
    const note = (status: number | string) =>
      log.push([request.method, name, status, request.headers.range].filter(Boolean).join(' '));
    const trouble = request.method === 'GET' ? troubles.get(name)?.shift() : undefined;
    if (trouble && 'status' in trouble) {
      note(trouble.status);
      response.writeHead(trouble.status, trouble.location ? {location: trouble.location} : {}).end();
      return;
    }
    if (trouble && 'stall' in trouble) {
      note('stall');
      return;
    }
    if (trouble && 'drip' in trouble) {
      note('drip');
      response.writeHead(200);
      const dripping = setInterval(() => response.write('x'), 20);
      response.once('close', () => clearInterval(dripping));
      return;
    }
    const file = trouble && 'replaceWith' in trouble ? trouble.replaceWith : files.get(name);
    if (!file) {
      note(404);
      response.writeHead(404).end('Not Found');
      return;
    }
    const etag = `"${createHash('md5').update(file).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) {
      note(304);
      response.writeHead(304, {etag}).end();
      return;
    }
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (start > 0 && start >= file.length) {
      note(416);
      response.writeHead(416, {'content-range': `bytes */${file.length}`}).end();
      return;
    }
    const body = file.subarray(start);
    note(start > 0 ? 206 : 200);
    response.writeHead(start > 0 ? 206 : 200, {
      etag,
      'content-length': body.length,
      ...(start > 0 && {'content-range': `bytes ${start}-${file.length - 1}/${file.length}`}),
    });
    if (request.method === 'HEAD') response.end();
    else if (trouble && 'cutAfter' in trouble)
      response.write(body.subarray(0, trouble.cutAfter), () => response.destroy());
    else response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as {port: number};
  return {
    url: new URL(`http://127.0.0.1:${port}/`),
    files,
    troubles,
    log,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

export const fileNames = (version: string, built: string) => ({
  image: `linux-image-unsigned-${version}-generic_${version}.${built}_amd64.deb`,
  modules: `linux-modules-${version}-generic_${version}.${built}_amd64.deb`,
  headersAll: `linux-headers-${version}_${version}.${built}_all.deb`,
  headers: `linux-headers-${version}-generic_${version}.${built}_amd64.deb`,
});

/** Lays files out as the archive does and signs them. */
export const publish = async (
  {files}: Server,
  folder: string,
  contents: Readonly<Record<string, Buffer>>,
  signer: Signer,
): Promise<void> => {
  for (const [name, data] of Object.entries(contents)) files.set(`${folder}${name}`, data);
  const lines = (algorithm: string) =>
    Object.entries(contents).map(([name, data]) => `${createHash(algorithm).update(data).digest('hex')}  ${name}`);
  const text = [
    '# Checksums, check with the command below:',
    '#     shasum -c CHECKSUMS',
    '#',
    '# Checksums-Sha1:',
    ...lines('sha1'),
    '#',
    '# Checksums-Sha256:',
    ...lines('sha256'),
    '',
  ].join('\n');
  files.set(`${folder}CHECKSUMS`, Buffer.from(text));
  files.set(`${folder}CHECKSUMS.gpg`, await signer.sign(Buffer.from(text)));
};

/** An empty folder for a cache; the caller removes it. */
export const makeCache = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ebpf-cache-'));
  await mkdir(folder, {recursive: true});
  return folder;
};
