import type {Command, Need} from './remedy.ts';

/** What an installation takes. */
export interface Size {
  readonly packages: number;
  /** Bytes. */
  readonly download: number;
  /** Bytes. */
  readonly disk: number;
}

/** One change to the host. */
export type Step = CommandStep | RepairStep | PackageStep | HeadersStep;

/** What every change has. */
export interface StepBase {
  readonly title: string;
  /** Ids of the checks that ask for it. */
  readonly checks: readonly string[];
  /** Exactly what is run. */
  readonly commands: readonly Command[];
  readonly needsRoot: boolean;
}

/** Commands that are run as they stand. */
export interface CommandStep extends StepBase {
  readonly kind: 'command';
}

/** Completes what dpkg was interrupted in. A command may fail over what the next one repairs: what counts is how dpkg is at the end. */
export interface RepairStep extends StepBase {
  readonly kind: 'repair';
}

/** Packages to install. */
export interface PackageStep extends StepBase {
  readonly kind: 'packages';
  readonly packages: readonly string[];
  /** The host's own apt has these; missing where package lists must be fetched first. */
  readonly chosenByApt?: true;
  /** As the host's own apt computes it; missing where package lists must be fetched first, and where nobody is asked: then the step tells it. */
  readonly size?: Size;
  /** Versions that needs must reach to work on this kernel; what is older is not worth installing. */
  readonly atLeast?: Readonly<Partial<Record<Need, string>>>;
  /** Each need with the names to try, best first: what `packages` was chosen from. */
  readonly needs: Readonly<Partial<Record<Need, readonly (readonly string[])[]>>>;
}

/** Links the headers of another kernel in where the archive has none for the running one. */
export interface HeadersStep extends StepBase {
  readonly kind: 'headers';
  /** What they are not good for. */
  readonly warning: string;
}

/** What a step needs to know of the finding that asks for it. */
export interface StepFinding {
  readonly id: string;
  readonly title: string;
  readonly remedy?: {readonly text: string; readonly commands: readonly Command[]; readonly needsRoot: boolean};
}

/** The commands of a remedy, as they stand. */
export const commandStep = ({id, title, remedy}: StepFinding): CommandStep => ({
  kind: 'command',
  title: (remedy?.text ?? title).replace(/\.$/, ''),
  checks: [id],
  commands: remedy?.commands ?? [],
  needsRoot: remedy?.needsRoot ?? false,
});
