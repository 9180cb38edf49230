import type {RankedCause} from '../explain/diagnosis.ts';
import type {Host} from '../hosts/host.ts';
import type {Elevation} from '../remedies/elevation.ts';
import type {ProjectResult} from './project.ts';

/** What a hello's program does, in its order. A program that is compiled as it starts has `compile` in place of `open` and `load`. */
export type SmokeStage = 'open' | 'load' | 'compile' | 'attach' | 'trigger' | 'observe' | 'detach';

/** What comes before: getting what is built, writing the project, building. Each route has its own, in its order. */
export type BuildStage =
  | 'given'
  | 'clone'
  | 'submodules'
  | 'source'
  | 'config'
  | 'prepare'
  | 'headers'
  | 'libbpf'
  | 'bpftool'
  | 'vmlinux.h'
  | 'modules'
  | 'crates'
  | 'BPF'
  | 'GEN-SKEL'
  | 'CC'
  | 'BINARY';

/** From writing the project to seeing that nothing stays loaded. */
export type StageName = 'project' | BuildStage | SmokeStage;

/** How one stage went. Stages after a failed one are not listed. */
export interface Stage {
  readonly name: StageName;
  readonly ok: boolean;
  /** From the end of the stage before; absent where that can't be told, or where there was nothing to do. */
  readonly milliseconds?: number;
  /** What it did, or what went wrong, in one line. */
  readonly message?: string;
}

/** Why a stage failed: `what` happened, the tool's own lines, and what to do next. */
export interface Trouble {
  readonly what: string;
  readonly why?: string;
  /** The tool's own words alone. */
  readonly said?: string;
  readonly todo: string;
  /** The cause that `ebpf explain` knows of those words; `what` and `todo` are then its own. */
  readonly cause?: RankedCause;
}

/** The result of a step. */
export interface Outcome {
  readonly stages: readonly Stage[];
  readonly trouble?: Trouble;
  /**
   * Where the words of a tool are to be explained: what was seen of the host, in the words of src/explain/evidence/fact-lines.ts; as `stage` the
   * one that spoke, where that is another than the one that failed.
   */
  readonly seen?: Readonly<Record<string, string>>;
  /** Whether the step changed something on the host that stays. */
  readonly changed?: boolean;
  /** What became of the project's files, by the step that wrote them. */
  readonly project?: ProjectResult;
  /** What the project's program is called, where its user has renamed it. */
  readonly program?: string;
  /** What the program printed, by the step that ran it. */
  readonly lines?: readonly string[];
  /** The one of `lines` that reports our own execve. */
  readonly proof?: string;
  /** What the user should know although it went well. */
  readonly notes?: readonly string[];
}

/** What a step came to that is one stage, begun at `start` by the clock of `performance`. */
export const oneStage = (name: StageName, start: number, message: string, changed: boolean): Outcome => ({
  stages: [{name, ok: true, milliseconds: Math.round(performance.now() - start), message}],
  changed,
});

/** Where and how a project is built and run. */
export interface Work {
  readonly host: Host;
  readonly directory: string;
  /** What the user of the host writes before a command for root. */
  readonly elevation?: Elevation | undefined;
  /** Called when a stage begins, and while a long one goes on. */
  readonly onProgress?: ((stage: StageName, text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
