import {exitCodes, Failure} from '../../hosts/failure.ts';

/** Standard input can be read once. @throws Failure where two flags want it. */
export const oneReader = (flags: Readonly<Record<string, string | undefined>>): void => {
  const readers = Object.entries(flags).filter(([, source]) => source === '-');
  if (readers.length < 2) return;
  throw new Failure({
    what: `${readers.map(([flag]) => `--${flag}`).join(' and ')} would both read standard input.`,
    todo: 'Give one of them a file.',
    exitCode: exitCodes.usage,
  });
};
