import type {Remedy} from '../remedies/remedy.ts';
import type {Label} from './label.ts';

/** `ebpf.diagnosis/1`: what an error text tells. Changes within the major are additive. */
export interface Diagnosis {
  readonly schema: 'ebpf.diagnosis/1';
  /** Best first. When nothing fits there is one entry without `cause` that says so; empty when nothing failed. */
  readonly causes: readonly RankedCause[];
  /** Lines that look like trouble and are none. */
  readonly harmless: readonly Remark[];
  /** Advice in the text that is wrong here. */
  readonly misleading: readonly Remark[];
  /** What else the reader should know: a context that contradicts the text, lines left out. */
  readonly notes: readonly string[];
  /** Causes that the message allows and the facts exclude. */
  readonly ruledOut: readonly {readonly cause: Label; readonly because: string}[];
  /** Nothing in the text is a failure. */
  readonly success: boolean;
}

export interface RankedCause {
  /** A label, the name of a file in causes/; absent: nothing fits, or ebpf itself said it. */
  readonly cause?: Label;
  readonly title: string;
  /** 0 to 1: how often an answer this sure is right; see docs/explain.md for the measurement. */
  readonly confidence: number;
  /** The lines of the text, and the facts, that gave it away. */
  readonly matched: readonly string[];
  readonly why: string;
  readonly remedy: Remedy;
  /** A command whose output would settle it. */
  readonly decide: string;
}

/** A line of the text with what is to be said of it. */
export interface Remark {
  readonly line: string;
  readonly why: string;
}
