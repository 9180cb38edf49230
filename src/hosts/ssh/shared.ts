import {Jumps} from './jumps.ts';
import type {KeyRing} from './keys.ts';
import type {KnownHostsFile} from './known-hosts.ts';
import {Configurations} from './resolve-config.ts';

/** What the hosts of one run share: it is read, unlocked or connected once, however many they are. */
export interface Shared {
  readonly configurations: Configurations;
  readonly jumps: Jumps;
  /** Key rings by the settings that they were gathered for. */
  readonly rings: Map<string, Promise<KeyRing>>;
  /** known_hosts files by path. */
  readonly knownHosts: Map<string, KnownHostsFile>;
}

/** CONFIGFILE is read in place of the user's ssh_config, as `ssh -F`. */
export const newShared = (configFile?: string): Shared => ({
  configurations: new Configurations(configFile),
  jumps: new Jumps(),
  rings: new Map(),
  knownHosts: new Map(),
});
