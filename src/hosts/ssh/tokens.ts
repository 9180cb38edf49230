import {createHash} from 'node:crypto';
import {hostname} from 'node:os';
import {exitCodes, Failure} from '../failure.ts';
import {homeHere, userHere} from '../user.ts';

/** What the %-tokens of ssh_config(5) stand for. */
export interface TokenValues {
  /** %n: the name as the user gave it. */
  readonly original: string;
  /** %h */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** %k; the host name when there is no alias. */
  readonly alias?: string;
  /** %j: the content of ProxyJump. */
  readonly jump?: string;
}

const tokens: Readonly<Record<string, (values: TokenValues) => string>> = {
  '%': () => '%',
  C: ({host, port, user, jump = ''}) =>
    createHash('sha1').update(`${hostname()}${host}${port}${user}${jump}`).digest('hex'),
  d: homeHere,
  h: ({host}) => host,
  i: () => String(process.getuid?.() ?? 0),
  j: ({jump = ''}) => jump,
  k: ({host, alias = host}) => alias,
  L: () => hostname().replace(/\..*/s, ''),
  l: () => hostname(),
  n: ({original}) => original,
  p: ({port}) => String(port),
  r: ({user}) => user,
  u: userHere,
};

/** Expands `%h` and its like as OpenSSH does; an unknown token is an error there too. */
export function expandTokens(text: string, values: TokenValues): string {
  return text.replace(/%(.?)/gs, (whole, letter: string) => {
    const token = Object.hasOwn(tokens, letter) ? tokens[letter] : undefined;
    if (token === undefined) {
      throw new Failure({
        what: `ssh_config: unknown token ${whole} in ${JSON.stringify(text)}`,
        exitCode: exitCodes.usage,
      });
    }
    return token(values);
  });
}

/** Expands a leading `~` and `${VARIABLE}`, then the tokens: for paths. */
export function expandPath(text: string, values: TokenValues): string {
  const home = text === '~' || text.startsWith('~/') ? homeHere() + text.slice(1) : text;
  const environment = home.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => process.env[name] ?? '');
  return expandTokens(environment, values);
}
