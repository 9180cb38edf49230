import {Failure} from '../../hosts/failure.ts';
import {type HelloResult, runHello} from '../hello.ts';
import type {Route, RouteOptions} from '../route.ts';
import {lookAtGiven} from './files.ts';
import type {Outdated} from './outdated.ts';
import {givenRoute, guideRoute} from './route.ts';

/** A hello of the user's own files, with what is out of date in them. */
export interface FromResult extends HelloResult {
  readonly outdated: readonly Outdated[];
}

/**
 * Builds and runs the programs in a folder that the user gave, and sees whether they trace: in `directory` where one is named, else in
 * a temporary folder that is removed again.
 * Instructions without a program are read for lines that are out of date.
 * @throws Failure when the folder holds neither.
 */
export const runHelloFrom = async (
  from: string,
  {directory, ...options}: Omit<RouteOptions, 'directory'> & {readonly directory?: string | undefined},
  each: (result: FromResult, route: Route) => void,
): Promise<readonly FromResult[]> => {
  const {host} = options;
  const {programs, outdated} = await lookAtGiven(host, from);
  const routes =
    programs.length > 0 ? programs.map((given) => givenRoute(given, from, outdated)) : [guideRoute(from, outdated)];
  const results: FromResult[] = [];
  for (const route of routes) {
    const folder = directory ?? (await temporary(options));
    try {
      const hello = await runHello(route, {...options, directory: folder});
      const result = {...(directory === undefined ? withoutPath(hello, folder) : hello), outdated};
      results.push(result);
      each(result, route);
    } finally {
      if (directory === undefined) await host.run(['rm', '-rf', '--', folder]);
    }
  }
  return results;
};

/** What was done in a folder that is gone now: whoever is told to do something there gets one that stays. */
const withoutPath = (result: HelloResult, folder: string): HelloResult => {
  const plain = (text: string): string => text.replaceAll(folder, 'DIR');
  const {trouble, stages, notes} = result;
  return {
    ...result,
    directory: 'a temporary folder',
    stages: stages.map((stage) => (stage.message === undefined ? stage : {...stage, message: plain(stage.message)})),
    notes: notes.map(plain),
    ...(trouble && {
      trouble: {
        ...trouble,
        what: plain(trouble.what),
        ...(trouble.why !== undefined && {why: plain(trouble.why)}),
        todo: trouble.todo.includes(folder)
          ? `With --dir DIR what is built stays there. ${plain(trouble.todo)}`
          : trouble.todo,
      },
    }),
  };
};

const temporary = async ({host}: Omit<RouteOptions, 'directory'>): Promise<string> => {
  const {stdout, stderr} = await host.run(['sh', '-c', 'mktemp -d "${TMPDIR:-/var/tmp}/ebpf-from-XXXXXX"']);
  const folder = stdout.toString('utf8').trim();
  if (folder.startsWith('/')) return folder;
  throw new Failure({what: 'No temporary folder could be made.', why: stderr, todo: 'Name a directory: --dir DIR.'});
};
