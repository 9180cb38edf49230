import type {Ask} from '../ask.ts';
import type {FileOptions, Host, RunOptions, RunResult} from '../host.ts';
import {persist} from '../persist.ts';
import {readThrough, writeThrough} from '../transfer.ts';
import {unlessAborted} from '../unless-aborted.ts';
import type {LineFor} from './carry.ts';
import {BeyondSsh2} from './connect.ts';
import {type Destination, parseDestination} from './destination.ts';
import {openSshHasMore} from './openssh-keys.ts';
import {connect} from './route.ts';
import {runOn} from './run.ts';
import {Sessions} from './sessions.ts';
import {newShared, type Shared} from './shared.ts';
import {ssh2Transport} from './ssh2-transport.ts';
import {systemTransport} from './system.ts';
import type {Channel, Transport} from './transport.ts';

export interface SshSettings {
  /** Asks about unknown host keys, for passphrases and passwords. Without it nothing is asked, and what is unknown is refused. */
  readonly ask?: Ask | undefined;
  /** Trust and remember the key of a host that was never seen. A changed key is refused all the same. */
  readonly acceptNewHostKeys?: boolean | undefined;
  /** Made with newShared(), for hosts of one run: it also says which ssh_config is read. */
  readonly shared?: Shared | undefined;
}

interface Connection {
  readonly transport: Transport;
  readonly sessions: Sessions;
}

/** A machine reached over SSH. It connects at the first command, and again at the next one after the connection was lost. */
class SshHost implements Host {
  readonly name: string;
  readonly local = false;
  reached = false;
  readonly #destination: Destination;
  readonly #settings: SshSettings;
  readonly #shared: Shared;
  #current: Connection | undefined;
  #opening: Promise<Connection> | undefined;

  constructor(name: string, settings: SshSettings) {
    this.name = name;
    this.#destination = parseDestination(name);
    this.#settings = settings;
    this.#shared = settings.shared ?? newShared();
  }

  async #transport(): Promise<Transport> {
    const {ask, acceptNewHostKeys: acceptNew} = this.#settings;
    const shared = this.#shared;
    const policy = {ask, acceptNew};
    try {
      return ssh2Transport(await connect(this.#destination, {policy, shared, owner: this}));
    } catch (error) {
      if (!(error instanceof BeyondSsh2)) throw error;
      if (error.denied && !(await openSshHasMore(error.denied))) throw error.failure;
      return systemTransport(this.#destination, {policy, shared});
    }
  }

  async #connected(): Promise<Connection> {
    if (this.#current?.transport.alive()) return this.#current;
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = undefined;
    });
    return unlessAborted(this.#opening, this.#shared.signal);
  }

  async #connect(): Promise<Connection> {
    const transport = await this.#transport();
    this.reached = true;
    this.#current = {transport, sessions: new Sessions(transport, this.name)};
    return this.#current;
  }

  async run(command: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const {name} = this;
    const {ask} = this.#settings;
    const {remembered} = this.#shared;
    const open = async (lineFor: LineFor): Promise<Channel> => {
      const {transport, sessions} = await this.#connected();
      return sessions.open(lineFor(transport.longestCommand));
    };
    return runOn({name, ask, secrets: remembered.for(['sudo', name]), open}, command, options);
  }

  async elevate(): Promise<void> {
    await persist(() => this.run(['true'], {asRoot: true}), {first: !this.reached});
  }

  read(path: string, options: FileOptions = {}): Promise<Buffer> {
    return readThrough(this, path, options);
  }

  write(path: string, data: string | Uint8Array, mode: number, options: FileOptions = {}): Promise<void> {
    return writeThrough(this, path, data, mode, options);
  }

  async close(): Promise<void> {
    await this.#opening?.catch(() => {});
    const current = this.#current;
    this.#current = undefined;
    await current?.transport.close();
  }
}

/** The host of a destination: `[user@]host[:port]`, ssh://, or an alias of ssh_config. Throws a Failure when it is none; connects later. */
export function sshHost(destination: string, settings: SshSettings = {}): Host {
  return new SshHost(destination, settings);
}
