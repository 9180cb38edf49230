import {chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {jest} from '@jest/globals';
import {ownFolder} from '../../src/hosts/compiled.ts';
import {describeWith, notRoot} from '../lab/needs.ts';

describeWith(notRoot)('where compiled code is kept', () => {
  const user = 2601;
  let cache: string;
  let folder: string;
  let getuid: {mockRestore: () => void};

  beforeEach(() => {
    cache = mkdtempSync(path.join(tmpdir(), 'ebpf-compiled-'));
    process.env.XDG_CACHE_HOME = cache;
    folder = path.join(cache, 'ebpf/compiled');
    getuid = jest.spyOn(process as {getuid: () => number}, 'getuid').mockReturnValue(user);
  });
  afterEach(() => {
    getuid.mockRestore();
    delete process.env.XDG_CACHE_HOME;
    rmSync(cache, {recursive: true});
  });

  test('nowhere for root', () => {
    getuid.mockRestore();
    expect(ownFolder()).toBeUndefined();
    expect(() => lstatSync(folder)).toThrow('ENOENT');
  });

  test('in a folder of the user, made for him alone', () => {
    expect(ownFolder()).toBeUndefined();
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
    chownSync(folder, user, user);
    expect(ownFolder()).toBe(folder);
  });

  test.each([0o770, 0o702])('not where others may write (%o)', (mode) => {
    mkdirSync(folder, {recursive: true});
    chownSync(folder, user, user);
    chmodSync(folder, mode);
    expect(ownFolder()).toBeUndefined();
  });

  test('not below a folder that another may change', () => {
    mkdirSync(folder, {recursive: true, mode: 0o700});
    chownSync(folder, user, user);
    expect(ownFolder()).toBe(folder);
    chownSync(path.dirname(folder), user + 1, user + 1);
    expect(ownFolder()).toBeUndefined();
  });

  test('not behind a link, nor where nothing can be written', () => {
    mkdirSync(path.dirname(folder));
    symlinkSync(cache, folder);
    expect(ownFolder()).toBeUndefined();
    process.env.XDG_CACHE_HOME = '/proc';
    expect(ownFolder()).toBeUndefined();
  });
});
