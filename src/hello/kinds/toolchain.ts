import type {Named} from '../program-name.ts';
import type {Cost, RouteOptions, Step} from '../route.ts';
import type {SmokeOptions} from '../smoke.ts';
import type {Kind, KindName} from './kind.ts';

/** A toolchain that `ebpf new` writes projects for. */
export interface ProjectToolchain {
  /** As its profile. */
  readonly name: string;
  /** Kinds that make sense with it. */
  readonly kinds: readonly KindName[];
  /** The files of a project of that kind and name, each with its text. */
  readonly files: (kind: Kind, name: string) => ReadonlyMap<string, string>;
  /** What builds a project in the directory of the options; nothing for scripts. */
  readonly build: (options: RouteOptions) => readonly Step[];
  /** What the user calls to build it; empty for scripts. */
  readonly make: string;
  /** What its user has renamed the hello to. */
  readonly named: Named;
  /** What it takes beside the packages. */
  readonly cost?: Cost;
  /** What is run. */
  readonly run: (name: string) => Pick<SmokeOptions, 'command' | 'loading' | 'limit'>;
}
