import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Told} from './usage.ts';

/** @throws Failure for a value of a flag that takes none: oclif would take it for an argument. */
export const refuseValues = (argv: readonly string[], {id, flags, baseFlags}: Told): void => {
  const known: Told['flags'] = {...baseFlags, ...flags, json: {type: 'boolean'}};
  const words = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  for (const word of words) {
    const [, flag = ''] = /^--([a-z-]+)=/.exec(word) ?? [];
    if (known?.[flag]?.type === 'boolean')
      throw new Failure({
        what: `--${flag} takes no value.`,
        todo: `See "ebpf ${id.replaceAll(':', ' ')} --help".`,
        exitCode: exitCodes.usage,
      });
  }
};
