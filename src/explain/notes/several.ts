import type {Evidence} from '../evidence/evidence.ts';
import type {Outside} from '../outside/row.ts';
import type {Weighted} from '../score.ts';

/** Log-odds of a message that few other causes share: a failure of its own, and no other reading of the same line. */
const ofItsOwn = 3.5;

/** Where a text holds several failures: which, in the order in which they stand there. The first often brings about the others. */
export function severalFailures(likely: readonly Weighted[], {lines}: Evidence): string[] {
  const found = likely.flatMap(({cause: {label}, strength, matched}) => {
    const at = lines.findIndex(({shown}) => shown === matched[0]);
    const shared = likely.some(
      (other) => other.cause.label !== label && other.matched.some((line) => matched.includes(line)),
    );
    return strength >= ofItsOwn && at >= 0 && !shared && label !== 'benign-warning-not-a-failure'
      ? [{label, at, line: matched[0] ?? ''}]
      : [];
  });
  if (found.length < 2) return [];
  const named = found.sort((a, b) => a.at - b.at).map(({label, line}) => `${label} ("${short(line)}")`);
  return [
    `Several causes have a message of their own here, in this order: ${named.join(', ')}. What failed first may have brought about the rest.`,
  ];
}

/** What stops any work and stands before the likeliest cause: that may be no more than what it led to. */
export function stoppedBefore(stop: Outside | undefined, {matched}: Weighted, {lines}: Evidence): string[] {
  const at = stop && !stop.vague ? lines.findIndex(({text}) => stop.messages.test(text)) : -1;
  const best = lines.findIndex(({shown}) => shown === matched[0]);
  return stop && at >= 0 && at < best
    ? [`What stands before it may have brought it about: ${stop.title} ("${short(lines[at]?.shown ?? '')}").`]
    : [];
}

const short = (line: string): string => (line.length > 80 ? `${line.slice(0, 80)}...` : line);
