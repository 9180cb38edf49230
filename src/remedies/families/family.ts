import type {Manager} from '../managers.ts';
import type {Need} from '../remedy.ts';

/** Distributions that call their packages the same. */
export interface Family {
  /** Who belongs to it, for people. */
  readonly title: string;
  /** `ID` in os-release(5), in lower case; those that name one of these in `ID_LIKE` belong to it too. */
  readonly ids: readonly string[];
  /** How people write its distributions, where only a report tells of a host. */
  readonly words: RegExp;
  /** What installs packages of these names, best first. */
  readonly managers: readonly Manager[];
  readonly packages: Packages;
  /** The kernels that it builds, and the package with the headers of each. A kernel that no row knows is somebody else's. */
  readonly kernels: readonly KernelRow[];
  /** Where headers come from, where kernels are built on the host. */
  readonly own?: string;
}

/** What each need is called; a need that is missing has no package. */
export type Packages = Readonly<Partial<Record<Need, PackageRow>>>;

/** A need's packages. */
export interface PackageRow {
  /** Best first; each is a list of names that belong together. */
  readonly names: readonly (readonly string[])[];
  /** Where the name was looked up. */
  readonly source: string;
  /** The first release of the distribution that has it. */
  readonly since?: string;
  /** It is in the repository of what is built and not supported: CRB, PowerTools, CodeReady. */
  readonly crb?: boolean;
  /** What to know of it in releases before another. */
  readonly before?: {readonly version: string; readonly note: string};
}

/** Kernels of one flavour. */
export interface KernelRow {
  /** Matches the whole of `uname -r`. */
  readonly kernel: RegExp;
  /** A release that it matches. */
  readonly example: string;
  /** The package with its headers, as a replacement for the match: `$&` is the release. */
  readonly headers: string;
  readonly source: string;
  /** A repository that is not enabled by default. */
  readonly repository?: string;
  /** `ID` of the distributions of the family that have it; all where it is missing. */
  readonly ids?: readonly string[];
  /** The first release of Debian that has it no more. */
  readonly before?: string;
  /** It comes from a repository of its maker, which a container on such a machine has not. */
  readonly visiting?: true;
}

/**
 * A table of packages from short notes: `a b` are packages that belong together, `a | b` alternatives.
 * Their source is the page that `page` names for the first, where a row has no other.
 */
export const table = (page: (name: string) => string, notes: Notes): Packages =>
  Object.fromEntries(
    Object.entries(notes).map(([need, note]: [string, string | Note]) => {
      const {names: text, ...rest}: Note = typeof note === 'string' ? {names: note} : note;
      const names = text.split(' | ').map((alternative) => alternative.split(' '));
      return [need, {names, source: page(names[0]?.[0] ?? ''), ...rest}];
    }),
  );

type Notes = Readonly<Partial<Record<Need, string | Note>>>;

type Note = Omit<PackageRow, 'names' | 'source'> & {readonly names: string; readonly source?: string};
