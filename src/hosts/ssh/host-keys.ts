import {canCheck} from './algorithms.ts';
import type {SshConfig} from './config.ts';
import {
  judgeKey,
  type KeyVerdict,
  type KnownHost,
  type KnownHostLines,
  type KnownHostsFiles,
  knownHostName,
  readKnownHosts,
} from './known-hosts.ts';

/** The lines that concern one host. */
interface Lines {
  readonly named: readonly KnownHost[];
  /** Those that hold its name without the port, where none trusts a key under its own. */
  readonly bare: readonly KnownHost[];
}

const trusts = ({marker}: KnownHost): boolean => marker === 'none';

/**
 * The known keys that concern one host. Most hosts show a key that is known, and then its name is compared with the hashed lines of that key alone: to hash
 * it for each line, for each host of a fleet, takes longer than all else. Whatever else they show, all lines are compared before anything is said of it.
 */
export class HostKeys {
  readonly name: string;
  /** Types of the keys filed under its name. While hashed names are not compared, those of all hashed lines count as well. */
  readonly types: readonly string[];
  /** A certificate authority vouches for it: a matter for OpenSSH itself. */
  readonly certified: boolean;
  readonly #bareName: string;
  readonly #files: readonly KnownHostLines[];
  readonly #lines: Lines;
  readonly #compared: boolean;

  constructor(files: readonly KnownHostLines[], name: string, bareName: string, compared = false) {
    this.name = name;
    this.#bareName = bareName;
    this.#files = files;
    this.#compared = compared;
    const {named, bare} = this.#linesBy((file, each) => (compared ? file.named(each) : file.readable(each)));
    this.#lines = {named, bare};
    const types = (named.length > 0 ? named : bare).filter(trusts).map(({type}) => type);
    this.types = [...new Set([...types, ...(compared ? [] : files.flatMap((file) => [...file.hashedTypes]))])];
    this.certified = files.some((file) => [name, bareName].some((each) => file.authoritiesFor(each).length > 0));
  }

  #linesBy(find: (file: KnownHostLines, name: string) => KnownHost[]): Lines {
    const under = (name: string) => this.#files.flatMap((file) => find(file, name));
    const named = under(this.name);
    return {named, bare: this.#bareName === this.name || named.some(trusts) ? [] : under(this.#bareName)};
  }

  /** The same after its name was compared with all lines. */
  compared(): HostKeys {
    return this.#compared ? this : new HostKeys(this.#files, this.name, this.#bareName, true);
  }

  /** A key for another port is asked for under the bare name too, where it can only confirm (check_host_key() in sshconnect.c). */
  judge(key: Buffer): KeyVerdict {
    const {named, bare} = this.#lines;
    if (this.#compared) {
      const judged = judgeKey(key, named);
      if (judged.verdict !== 'unknown') return judged;
      const confirmed = judgeKey(key, bare);
      return confirmed.verdict === 'changed' ? judged : confirmed;
    }
    const deciding = this.#files.flatMap((file) => file.deciding(key, this.name) ?? []);
    const judged = judgeKey(key, [...named, ...deciding]);
    return judged.verdict === 'known' ? judged : this.compared().judge(key);
  }
}

/** Reads every known_hosts file of the configuration and picks what concerns the host. */
export async function hostKeys(config: SshConfig, known: KnownHostsFiles): Promise<HostKeys> {
  const files = await readKnownHosts([...config.knownHosts, ...config.globalKnownHosts], known);
  const name = config.hostKeyAlias?.toLowerCase() ?? knownHostName(config.host, config.port);
  const keys = new HostKeys(files, name, config.hostKeyAlias ? name : knownHostName(config.host, 22));
  return canCheck(keys.types) ? keys : keys.compared();
}
