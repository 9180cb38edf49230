import type {Ending} from '../../hosts/run-through.ts';

/** What the end of a command tells beside its words. `name` is that of the program. */
export function endingNote(name: string, {exitCode, signal}: Ending): string {
  const by = signal ?? signals[exitCode - 128];
  const ended = by === undefined ? `${name} ended with exit code ${exitCode}.` : `${name} was ended by ${by}.`;
  const means = by === undefined ? codes[exitCode] : (fates[by] ?? '');
  return means ? `${ended} ${means}` : ended;
}

/** Of those that sh reports of a command of its own. */
const signals: Readonly<Record<number, string>> = {4: 'SIGILL', 6: 'SIGABRT', 7: 'SIGBUS', 9: 'SIGKILL', 11: 'SIGSEGV'};

const crashed =
  'The program crashed, which no host setting causes: `coredumpctl info` or gdb shows where, a newer version may help.';

const fates: Readonly<Record<string, string>> = {
  SIGKILL: 'Where nobody did so, the kernel ran out of memory: `dmesg | grep -i "killed process"` tells.',
  SIGSEGV: crashed,
  SIGBUS: crashed,
  SIGABRT: crashed,
  SIGILL: 'It holds instructions that this processor lacks: it was built for a newer one.',
};

/** Those that shells and make give a meaning. */
const codes: Readonly<Record<number, string>> = {
  1: 'Programs end so for whatever they call a failure; only their words tell which.',
  2: 'Many programs end so when they are called in a wrong way (see their --help), grep and diff when they could not read, make when a recipe failed.',
  126: 'A program that it calls could not be executed.',
  127: 'A program that it calls was not found.',
};
