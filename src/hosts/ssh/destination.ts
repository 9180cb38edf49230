import {shortLine} from '../clean.ts';
import {exitCodes, Failure} from '../failure.ts';
import {withoutPassword} from '../without-login.ts';

/** Where to connect, as far as the user said: the rest comes from ssh_config. */
export interface Destination {
  /** A host name, an address, or an alias of ssh_config. */
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
}

function refuse(text: string, why: string): never {
  throw new Failure({
    what: `Not a host: ${JSON.stringify(shortLine(withoutPassword(text), 80))}`,
    why,
    todo: 'Give [user@]host[:port], ssh://[user@]host[:port], or an alias of your ssh_config. IPv6 with a port: [::1]:22.',
    exitCode: exitCodes.usage,
  });
}

/** Names go into ProxyCommand lines and %-tokens: as OpenSSH 9.6 does, nothing that a shell would read (CVE-2023-51385). */
function checkHost(host: string, text: string): string {
  if (host === '') refuse(text, 'The host name is empty.');
  if (host.startsWith('-')) refuse(text, 'A host name that begins with "-" would be read as an option.');
  if (host.length > 255) refuse(text, 'A host name has 255 characters at most.');
  if (!/^[\p{L}\p{N}._:%-]+$/u.test(host))
    refuse(text, 'A host name holds letters, digits, ".", "_", "-", and ":" or "%" in an IPv6 address.');
  return host;
}

/** No user has a colon in his name: passwd(5). */
function refusePassword(user: string, text: string): void {
  if (user.includes(':'))
    refuse(text, 'A password does not belong on a command line: leave it out and it is asked for.');
}

function checkUser(user: string, text: string): string {
  if (user === '' || user.startsWith('-')) refuse(text, 'The user name is empty or would be read as an option.');
  // The characters that OpenSSH refuses in a user name (valid_ruser in ssh.c), and white space.
  if (/['`";&<>|(){}\s\\\p{C}$]/u.test(user)) refuse(text, 'The user name holds a character that a shell could read.');
  return user;
}

function checkPort(port: string, text: string): number {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65535) refuse(text, 'A port is a number from 1 to 65535.');
  return number;
}

/** Splits `host`, `host:port`, `[v6]`, `[v6]:port`; a bare address with several colons is IPv6 without a port. */
function splitPort(rest: string, text: string): {host: string; port?: number} {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(rest);
  if (bracketed) {
    const [, host = '', port] = bracketed;
    return port === undefined ? {host} : {host, port: checkPort(port, text)};
  }
  const colons = rest.split(':').length - 1;
  if (colons !== 1) return {host: rest};
  const [host = '', port = ''] = rest.split(':');
  return {host, port: checkPort(port, text)};
}

/** Reads a destination. A name that could be taken for an option, or could reach a shell, is refused with exit code 2. */
export function parseDestination(text: string): Destination {
  if (/[\p{C}\s]/u.test(text)) refuse(text, 'It holds a space or a control character.');
  const uri = /^ssh:\/\//i.test(text);
  const body = uri ? text.slice('ssh://'.length).replace(/\/$/, '') : text;
  if (uri && body.includes('/')) refuse(text, 'An ssh:// address has no path.');
  // As in OpenSSH the last @ counts: a user name may hold one.
  const at = body.lastIndexOf('@');
  let user = at < 0 ? undefined : body.slice(0, at);
  if (uri && user !== undefined) {
    user = user.split(';')[0] ?? ''; // connection parameters, which OpenSSH ignores too
    refusePassword(user, text);
    try {
      user = decodeURIComponent(user);
    } catch {
      refuse(text, 'The user name is not valid percent-encoding.');
    }
  }
  if (user !== undefined) refusePassword(user, text);
  const {host, port} = splitPort(body.slice(at + 1), text);
  return {
    host: checkHost(host, text),
    ...(user === undefined ? {} : {user: checkUser(user, text)}),
    ...(port === undefined ? {} : {port}),
  };
}
