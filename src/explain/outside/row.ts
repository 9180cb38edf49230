import type {Fix} from '../cause.ts';
import type {Evidence} from '../evidence/evidence.ts';

/**
 * Something that stops any work, not eBPF alone: a full disk, a network, a source that does not compile. It has no label: the list of
 * causes is about what a host lacks for eBPF.
 */
export interface Outside {
  readonly title: string;
  readonly why: string;
  readonly remedy: Fix;
  readonly decide: string;
  /** Whatever of the catalogue speaks of it. */
  readonly messages: RegExp;
  /** It says less than any cause that is as good as sure. */
  readonly vague?: true;
  /** Where one of these messages means this; else always. */
  readonly when?: (evidence: Evidence) => boolean;
}
