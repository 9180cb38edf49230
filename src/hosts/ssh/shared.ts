import {Jumps} from './jumps.ts';
import type {KeyRing} from './keys.ts';
import type {KnownHostsFiles} from './known-hosts.ts';
import {Logins} from './logins.ts';
import {Remembered} from './remembered.ts';
import {Configurations} from './resolve-config.ts';
import {SeenKeys} from './seen-keys.ts';

/** What the hosts of one run share: it is read, unlocked or connected once, however many they are. */
export interface Shared {
  readonly configurations: Configurations;
  readonly jumps: Jumps;
  /** Key rings by the settings that they were gathered for. */
  readonly rings: Map<string, Promise<KeyRing>>;
  /** known_hosts files by path. */
  readonly knownHosts: KnownHostsFiles;
  readonly seen: SeenKeys;
  readonly logins: Logins;
  readonly remembered: Remembered;
  /** Ends every attempt to connect, and the wait for one. */
  readonly signal: AbortSignal | undefined;
}

/** `configFile` is read in place of the user's ssh_config, as `ssh -F`; `connectTimeout`, in milliseconds, outranks what it says. */
export const newShared = (configFile?: string, signal?: AbortSignal, connectTimeout?: number): Shared => ({
  configurations: new Configurations(configFile, connectTimeout),
  jumps: new Jumps(),
  rings: new Map(),
  knownHosts: new Map(),
  seen: new SeenKeys(),
  logins: new Logins(),
  remembered: new Remembered(),
  signal,
});
