import {randomBytes} from 'node:crypto';
import {cleanLine} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {packageFile} from '../hosts/package-files.ts';
import {sha256} from '../hosts/sha256.ts';
import {trimEndOf} from '../hosts/trim-end.ts';
import {giveBack, requireOwn} from './owners.ts';
import {parseMarker, renderMarker} from './project-marker.ts';
import {inspectScript, writeScript} from './project-scripts.ts';

/** What became of the files of a project. */
export interface ProjectResult {
  readonly written: readonly string[];
  readonly untouched: readonly string[];
  /** Files that the user has changed since they were written. */
  readonly kept: readonly string[];
}

/** A project's files: each name with the template it is made from, a path in this package. Those that begin with `#!` may be executed. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** How a project is written. */
export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** The directory must not be there yet: of several runs at once one writes, and the others are refused. */
  readonly isNew?: boolean | undefined;
}

/** The same with the text of each file. */
export type ProjectTexts = ReadonlyMap<string, string>;

/** Remembers what was written, so that a user's changes are told from ours, and our project from somebody else's files. */
export const projectMarker = '.ebpf-hello.json';

/**
 * Writes the hello project into a directory of the host, which is created if need be. What is there already stays as it is, file by
 * file: the same content, or what the user made of it. Either all files are put in place or none.
 * @throws Failure when files of the same names are not ours, others could change them, or the directory can't be written.
 */
export const writeProject = async (
  host: Host,
  directory: string,
  files: ProjectFiles | ProjectTexts,
  {signal, isNew = false}: WriteOptions = {},
): Promise<ProjectResult> => {
  await requireOwn(host, directory);
  const template = isTexts(files) ? files : readTemplate(files);
  const folder = scriptPath(directory);
  const found = await inspect(host, directory, folder, [...template.keys()], signal);
  if (isNew && found.states.size > 0) throw thereFailure(directory);
  const plan = decide(template, found, directory);
  const hashes = Object.fromEntries(
    [...template].map(([name, content]) => [
      name,
      plan.kept.includes(name) ? (found.marked[name] ?? '') : sha256(content),
    ]),
  );
  const markerText = renderMarker(hashes);
  const written = plan.written.map((name) => [name, template.get(name) ?? ''] as const);
  if (markerText === found.markerText && written.length === 0) return plan;
  await put(host, directory, folder, [...written, [projectMarker, markerText]], {signal, isNew});
  await giveBack(host, directory);
  return plan;
};

const isTexts = (files: ProjectFiles | ProjectTexts): files is ProjectTexts => files instanceof Map;

const readTemplate = (files: ProjectFiles): ProjectTexts =>
  new Map(Object.entries(files).map(([name, stored]) => [name, packageFile(`templates/${stored}`)]));

/** Such that it can't be taken for an option, always has a slash, and never ends with one. */
const scriptPath = (directory: string): string =>
  trimEndOf(directory.startsWith('/') ? directory : `./${directory}`, '/') || '/';

/** What is in the directory: by name a hash, `absent` or `other`; nothing where there is no directory. */
interface Found {
  readonly states: ReadonlyMap<string, string>;
  readonly markerText: string;
  /** Hashes of the files as they were written; empty when the project is not ours. */
  readonly marked: Readonly<Record<string, string>>;
}

const inspect = async (
  host: Host,
  directory: string,
  folder: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Found> => {
  const {exitCode, stdout, stderr} = await host.run(
    ['sh', '-c', inspectScript, 'sh', folder, projectMarker, projectMarker, ...names],
    {
      ...(signal && {signal}),
      environment: {LC_ALL: 'C'},
    },
  );
  signal?.throwIfAborted();
  if (exitCode !== 0) throw writeFailure(directory, exitCode, stderr);
  const [listing = '', markerText = ''] = stdout.toString('utf8').split(/^marker\n/m);
  const lines = listing.split('\n').map((line) => line.split(' ', 2) as [string, string?]);
  return {
    states: new Map(lines.flatMap(([state, name]) => (name ? [[name, state]] : []))),
    markerText,
    marked: parseMarker(markerText),
  };
};

const decide = (template: ReadonlyMap<string, string>, {states, marked}: Found, directory: string): ProjectResult => {
  const names = [...template.keys()];
  const state = (name: string) => states.get(name) ?? 'absent';
  const same = (name: string) => state(name) === sha256(template.get(name) ?? '');
  const present = names.filter((name) => state(name) !== 'absent');
  const foreign = [
    ...present.filter((name) => !same(name) && (state(name) === 'other' || !marked[name])),
    ...(state(projectMarker) === 'other' ? [projectMarker] : []),
  ];
  if (foreign.length > 0) throw foreignFailure(directory, foreign);
  const kept = present.filter((name) => !same(name) && state(name) !== marked[name]);
  // A project that its user has changed is his: a newer template might not fit what he made of it. Only what is missing is added.
  const renewed = kept.length > 0 ? [] : present.filter((name) => !same(name));
  const written = names.filter((name) => state(name) === 'absent' || renewed.includes(name));
  return {written, kept, untouched: names.filter((name) => !written.includes(name) && !kept.includes(name))};
};

const foreignFailure = (directory: string, files: readonly string[]): Failure =>
  new Failure({
    what: `${directory} already holds ${files.join(', ')}, and ebpf did not write ${files.length > 1 ? 'them' : 'it'}.`,
    why: 'Nothing was changed there.',
    todo: 'Give the hello project a directory of its own: --dir DIR.',
  });

const put = async (
  host: Host,
  directory: string,
  folder: string,
  files: readonly (readonly [name: string, content: string])[],
  {signal, isNew}: WriteOptions,
): Promise<void> => {
  const suffix = `.${randomBytes(8).toString('hex')}`;
  const {exitCode, stderr} = await host.run(
    ['sh', '-c', writeScript, 'sh', folder, suffix, isNew ? 'new' : '', ...files.flat()],
    {
      ...(signal && {signal}),
      environment: {LC_ALL: 'C'},
    },
  );
  signal?.throwIfAborted();
  if (exitCode === 3) throw thereFailure(directory);
  if (exitCode !== 0) throw writeFailure(directory, exitCode, stderr);
};

/** A project that is to be new has no directory yet. */
export const thereFailure = (directory: string): Failure =>
  new Failure({
    what: `There is a ${directory} already.`,
    why: 'Nothing was changed there.',
    todo: 'Choose another name, or another directory with --dir DIR.',
    exitCode: exitCodes.usage,
  });

const writeFailure = (directory: string, exitCode: number | undefined, stderr: string): Failure => {
  const why = cleanLine(stderr.split('\n')[0] ?? '').replace(/^sh: (?:(?:line )?\d+: )?/, '');
  return new Failure({
    what: `The hello project could not be written to ${directory}.${exitCode === 1 ? ' Nothing was changed there.' : ''}`,
    ...(why && {why}),
    todo: /No space left|quota|not what is there/i.test(stderr)
      ? 'The disk is full, it seems: make room, or choose a directory on another one with --dir DIR.'
      : 'Choose a directory that you may write to: --dir DIR.',
  });
};
