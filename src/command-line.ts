import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {answerAtOnce} from './home.ts';
import {keepCompiled} from './hosts/compiled.ts';
import {exitCodes, Failure, internalError} from './hosts/failure.ts';
import {closeLostTerminal} from './terminal/lost-terminal.ts';

/** Runs the command that the command line names. `root` is the folder that holds the built commands and their manifest. */
export const run = async (root: string): Promise<void> => {
  // A reader that has seen enough (`ebpf doctor | head`) is no error.
  process.stdout.prependListener('error', ({code, message}: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit();
    process.stderr.write(`The output could not be written: ${message}\n`);
    process.exit(wasStopped() ? process.exitCode : exitCodes.unknown);
  });
  // Nor is a terminal that goes away while apt is at work: without anybody to tell, setup still comes to its end.
  process.stderr.on('error', () => {});
  process.once('exit', closeLostTerminal);
  const words = process.argv.slice(2);
  const answer = answerAtOnce(words, process.stdout.columns);
  if (answer !== undefined) {
    process.stdout.write(answer);
    return;
  }
  const [first, ...others] = words;
  // `ebpf help doctor` is `ebpf doctor --help`.
  const argv = first === 'help' ? [...others, '--help'] : words;
  keepCompiled();
  try {
    await (await import('./run-command.ts')).runCommand(argv, root);
  } catch (error) {
    await report(error, words, root);
  }
  // Who stopped a run does not wait for a name server that nobody needs any more.
  if (wasStopped()) process.stdout.write('', () => process.exit());
};

/** A signal has ended the run, which says it by its exit code as shells do. */
const wasStopped = (): boolean => Number(process.exitCode) > 128;

/** What comes here has no command that could explain it: an unknown command, or oclif's own help and exits. */
const report = async (error: unknown, words: readonly string[], root: string): Promise<void> => {
  const {oclif, message = String(error)} = error as {oclif?: {exit?: number}; message?: string};
  process.exitCode = oclif?.exit ?? exitCodes.internal;
  if (process.exitCode === 0) return;
  const wrong = /^command (\S+) not found/i.exec(message)?.[1]?.replaceAll(':', ' ');
  const unexpected = oclif?.exit === undefined ? internalError(error) : new Failure({what: message});
  const {failureText, noCommand} = await import('./no-command.ts');
  const {what, todo} =
    wrong === undefined ? unexpected : new Failure(noCommand(wrong, words, await commandNames(root)));
  if (words.includes('--json')) {
    process.stdout.write(`${JSON.stringify({error: {what, todo}, exitCode: process.exitCode}, undefined, 2)}\n`);
  } else process.stderr.write(`${failureText({what, todo})}\n`);
};

/** The commands of the manifest that the build writes. */
const commandNames = async (root: string): Promise<readonly string[]> => {
  const manifest = JSON.parse(await readFile(path.join(root, 'oclif.manifest.json'), 'utf8')) as {commands: object};
  return Object.keys(manifest.commands).map((name) => name.replaceAll(':', ' '));
};
