import {existsSync, lstatSync, statSync} from 'node:fs';
import path from 'node:path';
import {isShared, isTrusted, userName} from '../hosts/caller.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';

/** What a policy is called where none is named. */
export const policyNames = ['ebpf.yml', 'ebpf.yaml', '.ebpf.yml', '.ebpf.yaml'] as const;

/**
 * The policy of the working directory or of a folder above it, up to the root of its repository, as seen from there: `../ebpf.yml`. Outside
 * of a repository nothing above is looked at: there a policy may be anybody's.
 * @throws Failure where a folder has two.
 */
export const findPolicy = (start = workingDirectory()): string | undefined => {
  if (start === undefined) return undefined;
  for (const folder of upToRoot(start)) {
    const [found, other] = policyNames.filter((name) => isThere(path.join(folder, name)));
    if (other) throw twoPolicies(folder, found ?? '', other);
    if (!found) continue;
    if (isForeign(folder, found)) throw foreignPolicy(folder, found);
    if (!statSync(path.join(folder, found), {throwIfNoEntry: false})?.isFile()) throw notAFile(folder, found);
    return path.join(path.relative(start, folder), found);
  }
  return undefined;
};

/** Also of a link whose target is gone: nobody laid it there for nothing. */
const isThere = (file: string): boolean => lstatSync(file, {throwIfNoEntry: false}) !== undefined;

/** Whether another user has laid it where anybody may lay something, as in /tmp: whoever works there, or below, never meant it. */
const isForeign = (folder: string, name: string): boolean => {
  const {uid} = lstatSync(path.join(folder, name), {throwIfNoEntry: false}) ?? {uid: 0};
  return !isTrusted(uid) && isShared(statSync(folder));
};

/** Undefined where it is gone, or may not be entered. */
const workingDirectory = (): string | undefined => {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
};

/** The folder, and those above it if one of them is a repository's root; nearest first. */
const upToRoot = (start: string): readonly string[] => {
  const folders = [start];
  for (let folder = start; !isRepository(folder); folders.push(folder)) {
    const above = path.dirname(folder);
    if (above === folder) return [start];
    folder = above;
  }
  return folders;
};

const isRepository = (folder: string): boolean => existsSync(path.join(folder, '.git')) && !isForeign(folder, '.git');

const foreignPolicy = (folder: string, name: string): Failure =>
  new Failure({
    what: `The policy ${name} in ${folder} belongs to ${userName(lstatSync(path.join(folder, name)).uid)}.`,
    why: 'Anybody may put files there.',
    todo: 'Change to a folder of your own, or name the policy to follow with --policy.',
    exitCode: exitCodes.usage,
  });

const notAFile = (folder: string, name: string): Failure =>
  new Failure({
    what: `The policy ${name} in ${folder} is not a file.`,
    todo: 'Repair or remove it, or name the one to follow with --policy.',
    exitCode: exitCodes.usage,
  });

const twoPolicies = (folder: string, one: string, other: string): Failure =>
  new Failure({
    what: `There are two policies in ${folder}: ${one} and ${other}.`,
    todo: 'Remove one of them, or name the one to follow with --policy.',
    exitCode: exitCodes.usage,
  });
