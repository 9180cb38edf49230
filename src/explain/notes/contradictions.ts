import type {Context} from '../evidence/context.ts';
import type {Evidence} from '../evidence/evidence.ts';
import {compareVersions, parseRelease, releasesIn} from '../evidence/kernel-release.ts';

/** Where the context says one thing of the host and the text another. */
export function contradictions({text}: Evidence, context: Context | undefined): string[] {
  const stated = context?.kernel ? parseRelease(context.kernel) : undefined;
  if (!stated || /install|build/i.test(context?.kernel ?? '')) return [];
  const named = releasesIn(text);
  const other = named.find((release) => {
    const parsed = parseRelease(release);
    return parsed && compareVersions(parsed.version, stated.version.join('.')) !== 0;
  });
  const same = named.some((release) => release.startsWith(stated.release) || stated.release.startsWith(release));
  return other && !same
    ? [
        `The context says kernel ${stated.release}, the text speaks of ${other}: if they are not of one host, the answer may be wrong.`,
      ]
    : [];
}
