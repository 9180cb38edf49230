import {spawnSync} from 'node:child_process';
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';
import {parseAttach} from '../../src/facts/attach.ts';
import {known} from '../../src/facts/fact.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Unpacks the committed prober of an architecture until the tests of this file are done; a path that can be run by anyone. */
export const unpackProber = (arch: 'x86_64' | 'aarch64'): string => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'prober-'));
  chmodSync(directory, 0o755);
  afterAll(() => rmSync(directory, {recursive: true}));
  const file = path.join(directory, arch);
  writeFileSync(
    file,
    gunzipSync(Buffer.from(readFileSync(path.join(root, `native/attach-${arch}.b64`), 'utf8'), 'base64')),
  );
  chmodSync(file, 0o755);
  return file;
};

/** Runs a command that prints what the prober prints, and reads it. */
export const run = (command: string, ...args: readonly string[]) => {
  const {stdout, status, signal, error} = spawnSync(command, args, {encoding: 'utf8', timeout: 30_000});
  if (error) throw error;
  const facts = parseAttach(known(stdout));
  if (facts.state !== 'known') throw new Error('not parsed');
  return {...facts.value, status, signal, stdout};
};

/** A step as one word: `ok`, an errno's name, or what else came of it. */
export const step = (attempt: {result: string; name?: string} | undefined): string | undefined =>
  attempt?.result === 'refused' ? attempt.name : attempt?.result;
