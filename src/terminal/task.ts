/** Tells what is going on. What is `lasting`, such as a wait, is shown even where passing progress is not. */
export type Say = (text: string, weight?: 'lasting') => void;

/** One step of work with a name, for a person to follow. */
export interface Task {
  readonly title: string;
  /** The returned text is what came of it. */
  readonly run: (say: Say) => Promise<string | undefined>;
}

/** What a task came to. */
export interface TaskResult {
  readonly title: string;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** What came of it, or what went wrong. */
  readonly message?: string;
}
