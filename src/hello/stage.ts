import type {Host} from '../hosts/host.ts';

/** What `make` does, in its order, by the labels that the Makefile prints. */
export const buildStages = ['vmlinux.h', 'BPF', 'GEN-SKEL', 'CC', 'BINARY'] as const;

/** What the program does, in its order. */
export const smokeStages = ['open', 'load', 'attach', 'trigger', 'observe', 'detach'] as const;

export type BuildStage = (typeof buildStages)[number];

export type SmokeStage = (typeof smokeStages)[number];

export type StageName = 'project' | BuildStage | SmokeStage;

/** How one stage went. Stages after a failed one are not listed. */
export interface Stage {
  readonly name: StageName;
  readonly ok: boolean;
  /** Since the stage before; undefined where a stage can't be told from the next by its end, or had nothing to do. */
  readonly milliseconds?: number;
  /** What it did, or what went wrong, in one line. */
  readonly message?: string;
}

/** Why a stage failed: `what` happened, the tool's own lines, and what to do next. */
export interface Trouble {
  readonly what: string;
  readonly why?: string;
  readonly todo: string;
}

export interface Outcome {
  readonly stages: readonly Stage[];
  readonly trouble?: Trouble;
}

/** Where and how a project is built and run. */
export interface Work {
  readonly host: Host;
  readonly directory: string;
  /** Called when a stage begins. */
  readonly onProgress?: ((stage: StageName, text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
