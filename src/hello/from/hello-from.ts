import {Failure} from '../../hosts/failure.ts';
import {type HelloResult, runHello} from '../hello.ts';
import type {Route, RouteOptions} from '../route.ts';
import {lookAtGiven} from './files.ts';
import type {Outdated} from './outdated.ts';
import {givenRoute} from './route.ts';

/** A hello of the user's own files, with what is out of date in them. */
export interface FromResult extends HelloResult {
  readonly outdated: readonly Outdated[];
}

/**
 * Builds and runs the programs in a folder that the user gave, and sees whether they trace: in DIRECTORY where one is named, else in
 * a temporary folder that is removed again.
 * @throws Failure when the folder holds no program that is known.
 */
export const runHelloFrom = async (
  from: string,
  {directory, ...options}: Omit<RouteOptions, 'directory'> & {readonly directory?: string | undefined},
  each: (result: FromResult, route: Route) => void,
): Promise<readonly FromResult[]> => {
  const {host} = options;
  const {programs, outdated} = await lookAtGiven(host, from);
  const results: FromResult[] = [];
  for (const given of programs) {
    const route = givenRoute(given, from, outdated);
    const folder = directory ?? (await temporary(options));
    try {
      const result = {...(await runHello(route, {...options, directory: folder})), outdated};
      results.push(result);
      each(result, route);
    } finally {
      if (directory === undefined) await host.run(['rm', '-rf', '--', folder]);
    }
  }
  return results;
};

const temporary = async ({host}: Omit<RouteOptions, 'directory'>): Promise<string> => {
  const {stdout, stderr} = await host.run(['sh', '-c', 'mktemp -d "${TMPDIR:-/var/tmp}/ebpf-from-XXXXXX"']);
  const folder = stdout.toString('utf8').trim();
  if (folder.startsWith('/')) return folder;
  throw new Failure({what: 'No temporary folder could be made.', why: stderr, todo: 'Name a directory: --dir DIR.'});
};
