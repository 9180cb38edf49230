/** What one way of using eBPF needs. Severity comes from here alone: a check doesn't know how much it matters. */
export interface Profile {
  readonly name: string;
  readonly title: string;
  /** Ids of checks without which it does not work. */
  readonly required: readonly string[];
  /** Ids of checks without which it works less well. */
  readonly recommended: readonly string[];
  /** Ids of checks shown for what they tell. */
  readonly info: readonly string[];
}

/** How much a check matters to a profile: whether it decides, counts with --strict, or is only told. */
export type Severity = 'required' | 'recommended' | 'info';

/** Whether a host is ready for a profile; `unknown` where a required check could not look. */
export type Readiness = 'ready' | 'not-ready' | 'unknown';
