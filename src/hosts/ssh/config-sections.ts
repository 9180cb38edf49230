import {matchesGlob} from '../glob.ts';

/** The `Host` sections of a configuration. */
export interface Sections {
  /** Names the sections that apply to `host`: what is the same for two hosts gives them the same settings, but for tokens. */
  applyingTo(host: string): string;
  /** Nothing in it could hold the host's own name. */
  readonly plain: boolean;
}

/**
 * Reads which sections there are; undefined where something else than the host's name decides what applies. What stands in a comment is
 * not in force.
 */
export function sectionsOf(text: string): Sections | undefined {
  const patterns = new Set<string>();
  let plain = true;
  for (const line of text.split('\n')) {
    const [word = '', ...values] = line.replace('=', ' ').trim().split(/\s+/);
    const keyword = word.toLowerCase();
    if (keyword.startsWith('#')) continue;
    if (keyword.startsWith('canonical')) return undefined;
    if (keyword === 'match' && values.join(' ').toLowerCase() !== 'all') return undefined;
    if (keyword === 'host') for (const value of values) patterns.add(value.replace(/^!?"?|"$/g, ''));
    plain &&= keyword !== 'hostname' && !line.includes('%');
  }
  patterns.delete('*');
  return {
    plain,
    applyingTo: (host) => [...patterns].filter((pattern) => matchesGlob(host, pattern)).join(' '),
  };
}
