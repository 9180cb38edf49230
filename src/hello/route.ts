import {sized} from '../hosts/in-words.ts';
import type {Elevation} from '../remedies/elevation.ts';
import type {Tools} from './build.ts';
import type {Outcome, StageName, Work} from './stage.ts';

/** One way of writing eBPF, proved by a program of its own: what is done in `ebpf hello --for NAME` and at the end of a setup. */
export interface Route {
  /** As its profile. */
  readonly name: string;
  /** The profile whose setup installs what is missing, where it is not the name. */
  readonly profile?: string;
  /** Where the project goes when the user names no directory. */
  readonly directory: string;
  /** In order; each is done only after the one before went well. A second run does only what is left to do. */
  readonly steps: (options: RouteOptions) => readonly Step[];
  /**
   * How the user runs it next, as a shell command; `elevation` is what he writes before that of root, `program` what he calls it. Undefined
   * where there is only advice.
   */
  readonly next: (directory: string, elevation?: Elevation, program?: string) => string | undefined;
  /** What to know beside, a sentence. */
  readonly advice?: (directory: string) => string;
  /** What it traces, where that is not an execve. */
  readonly traces?: string;
  /** What it takes beside the packages. */
  readonly cost?: Cost;
}

/** What a way of writing eBPF is told; each takes what concerns it. */
export interface RouteOptions extends Work {
  readonly tools?: Tools | undefined;
  /** Make vmlinux.h anew from the running kernel, as a setup does, rather than only where there is none. */
  readonly refresh?: boolean | undefined;
  /** Where libbpf-bootstrap is cloned from, and which branch, tag or commit of it. */
  readonly url?: string | undefined;
  readonly ref?: string | undefined;
  /** Commits of history to clone; 0 for all. */
  readonly depth?: number | undefined;
  /** A kernel tree that is there already. */
  readonly source?: string | undefined;
  /** cilium-ebpf: where Go modules are fetched from, rather than taken from the distribution's packages. */
  readonly goProxy?: string | undefined;
  /** A program that was built elsewhere. */
  readonly program?: string | undefined;
}

/** A part of the proof, shown as one task. */
export interface Step {
  readonly title: string;
  /** The stage to blame when the step can't even begin. */
  readonly first: StageName;
  /**
   * Of the first step, which then only looks or writes the project: what setup does after it, so that a mistake is known before anything
   * large is changed. Unset: it needs all that setup does.
   */
  readonly before?: 'packages' | 'kernel';
  readonly run: (work: Work) => Promise<Outcome>;
}

/** What a route takes beside packages. */
export interface Cost {
  readonly what: string;
  /** Bytes over the network. */
  readonly download: number;
  /** Bytes on disk, built. */
  readonly disk: number;
  /** Of one core of 2023. */
  readonly seconds: number;
}

/** What a route takes beside packages, in words. */
export const costText = ({what, download, disk, seconds}: Cost): string =>
  `${what}: ${download > 0 ? `${sized(download)} to download, ` : ''}${sized(disk)} on disk, about ${seconds} s of one core`;
