import {shortLine} from './clean.ts';
import {exitCodes, Failure} from './failure.ts';
import {parseDestination} from './ssh/destination.ts';

/** Wrong lines that are named before the rest is only counted. */
const named = 5;

/**
 * Reads a list of hosts: one destination a line; `#` begins a comment; a host that stands there twice counts once. Throws a Failure
 * with the lines that are no destinations.
 */
export function parseHostsFile(text: string, file: string): string[] {
  const hosts = new Set<string>();
  const wrong: string[] = [];
  text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((line, index) => {
      const comment = line.search(/(?:^|\s)#/);
      const host = (comment < 0 ? line : line.slice(0, comment)).trim();
      if (host === '') return;
      try {
        parseDestination(host);
        hosts.add(host);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        wrong.push(`${file}:${index + 1}: ${shortLine(host, 60)}: ${error.why}`);
      }
    });
  if (wrong.length > 0) {
    const more = wrong.length - named;
    throw new Failure({
      what: `${file}: ${wrong.length === 1 ? 'a line is' : `${wrong.length} lines are`} not a host`,
      why: [...wrong.slice(0, named), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'),
      todo: 'One destination a line: [user@]host[:port], ssh://…, or an alias of your ssh_config.',
      exitCode: exitCodes.usage,
    });
  }
  if (hosts.size > 0) return [...hosts];
  throw new Failure({what: `${file} names no host`, exitCode: exitCodes.usage});
}
