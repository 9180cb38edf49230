import type {Facts} from '../../facts/facts.ts';
import type {Context} from '../evidence/context.ts';
import type {Evidence} from '../evidence/evidence.ts';
import {compareVersions, parseRelease, releasesIn} from '../evidence/kernel-release.ts';
import {normalise} from '../read/normalise.ts';

/** Where the context, or else the facts, say one thing of the host and the text another. */
export function contradictions({text}: Evidence, context: Context | undefined, facts: Facts | undefined): string[] {
  const probed = facts?.kernel.release.state === 'known' ? facts.kernel.release.value : '';
  const stated = context?.kernel || probed;
  // "installing 6.5.3" and "building 5.10" name a kernel that does not run.
  if (/install|build|compil/i.test(stated)) return [];
  const other = otherRelease(text, stated);
  return other
    ? [
        `${context?.kernel ? 'The context says' : 'The facts say'} kernel ${stated}, the text speaks of ${other}: if they are of two hosts, the answer may be wrong.`,
      ]
    : [];
}

/** Why the facts of a machine do not belong to a text, or undefined when they may. */
export function foreignTo(text: string, facts: Facts): string | undefined {
  if (facts.kernel.release.state !== 'known') return undefined;
  const here = facts.kernel.release.value;
  const plain = normalise(text)
    .map((line) => line.text)
    .join('\n');
  const other = otherRelease(plain, here);
  return other && `The text speaks of kernel ${other}, ${facts.host} runs ${here}: its facts were left out.`;
}

/** A release that the text names when it never names the given one. */
function otherRelease(text: string, release: string): string | undefined {
  const stated = parseRelease(release);
  if (!stated) return undefined;
  const named = releasesIn(text);
  const same = named.some((name) => name.startsWith(stated.release) || stated.release.startsWith(name));
  return same
    ? undefined
    : named.find((name) => compareVersions(parseRelease(name)?.version ?? [], stated.version.join('.')) !== 0);
}
