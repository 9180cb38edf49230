import {shortLine} from './clean.ts';
import {exitCodes, Failure} from './failure.ts';
import {quote} from './quote.ts';
import {parseDestination} from './ssh/destination.ts';
import {withoutPassword} from './without-login.ts';

/** Wrong lines that are named before the rest is only counted. */
const named = 5;

/**
 * Reads a list of hosts: one destination a line; `#` begins a comment; a host that stands there twice counts once. Throws a Failure
 * with the lines that are no destinations.
 */
export function parseHostsFile(text: string, file: string): string[] {
  refuseInventory(text, file);
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
        wrong.push(`${file}:${index + 1}: ${shortLine(withoutPassword(host), 60)}: ${error.why}`);
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
  throw new Failure({
    what: `${file} names no host.`,
    todo: 'Write one on each line, as you would name it to ssh.',
    exitCode: exitCodes.usage,
  });
}

/** Inventories of Ansible and ranges of hosts are not read, but known: their own tool makes the list of them. */
function refuseInventory(text: string, file: string): void {
  const yaml = /^(?:---|[\w-]+:)[ \t]*\r?\n(?:[^\n]*\n){0,20}? +(?:hosts|children):/m.test(text.slice(0, 20_000));
  const ini = /^\[[\w-]+(?::(?:vars|children))?\][ \t]*\r?$|^[^\s#][^\n]* ansible_\w+=/m.test(text);
  if (yaml || ini) {
    const name = file === '-' ? 'INVENTORY' : quote(file);
    throw new Failure({
      what: `${file} looks like an inventory of Ansible`,
      why: 'Groups, variables and ranges are for Ansible to read.',
      todo: `Let it make the list: ansible all -i ${name} --list-hosts | sed 1d >hosts.txt, then --hosts hosts.txt. Users, ports and keys belong in your ssh_config.`,
      exitCode: exitCodes.usage,
    });
  }
  const range = /^[ \t]*([\w.@-]*)[[{](\w{1,9})(?::|-|\.\.)(\w{1,9})[\]}]([\w.-]*)[ \t\r]*$/m.exec(text);
  if (!range) return;
  const [whole, before = '', from, to, after = ''] = range;
  throw new Failure({
    what: `${file}: ${shortLine(whole.trim(), 60)} is a range of hosts`,
    why: 'A list has one host a line.',
    todo: `Let bash make the list: for host in ${before}{${from}..${to}}${after}; do echo $host; done >hosts.txt`,
    exitCode: exitCodes.usage,
  });
}
