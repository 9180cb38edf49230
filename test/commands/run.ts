import path from 'node:path';
import {execa} from 'execa';

const root = path.join(import.meta.dirname, '../..');

/** Runs the built command line; what it prints and its exit code. Variables of CI systems are not handed on. */
export const ebpf = async (args: readonly string[], options: {cwd?: string; env?: Record<string, string>} = {}) => {
  const {stdout, stderr, exitCode} = await execa('node', [path.join(root, 'bin/run.js'), ...args], {
    reject: false,
    cwd: options.cwd ?? root,
    env: {GITHUB_ACTIONS: '', LC_ALL: 'C.UTF-8', ...options.env},
    stdin: 'ignore',
  });
  return {stdout, stderr, exitCode};
};

/** The path of a saved host's facts. */
export const hostFile = (name: string): string => path.join(root, 'test/saved', `${name}.json`);
