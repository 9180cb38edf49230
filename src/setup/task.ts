/** One step of work with a name, for a person to follow. */
export interface Task {
  readonly title: string;
  /** `say` tells what is going on; the returned text is what came of it. */
  readonly run: (say: (text: string) => void) => Promise<string | undefined>;
}

export interface TaskResult {
  readonly title: string;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** What came of it, or what went wrong. */
  readonly message?: string;
}
