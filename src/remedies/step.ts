import type {Command, Need} from '../checks/check.ts';

/** What an installation takes. */
export interface Size {
  readonly packages: number;
  /** Bytes. */
  readonly download: number;
  /** Bytes. */
  readonly disk: number;
}

/** One change to the host. */
export type Step = CommandStep | PackageStep | HeadersStep;

interface StepBase {
  readonly title: string;
  /** Ids of the checks that ask for it. */
  readonly checks: readonly string[];
  /** Exactly what is run. */
  readonly commands: readonly Command[];
  readonly needsRoot: boolean;
}

export interface CommandStep extends StepBase {
  readonly kind: 'command';
}

export interface PackageStep extends StepBase {
  readonly kind: 'packages';
  readonly packages: readonly string[];
  /** As the host's own apt computes it; missing where it can't be told yet, because package lists must be fetched first. */
  readonly size?: Size;
  /** Each need with the names to try, best first: what `packages` was chosen from. */
  readonly needs: Readonly<Partial<Record<Need, readonly (readonly string[])[]>>>;
}

/** Links the headers of another kernel in where the archive has none for the running one. */
export interface HeadersStep extends StepBase {
  readonly kind: 'headers';
}
