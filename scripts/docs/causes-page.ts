import {groups, type Weighable} from '../../src/explain/cause.ts';
import {causes} from '../../src/explain/causes.ts';

/** The catalogue of causes as a page of Markdown, for docs/. */
export const causesPage = (): string =>
  [
    '# Causes',
    '',
    'Written by `npm run docs` from `src/explain/causes/`. `ebpf explain` answers with these labels; docs/explain.md says how.',
    ...groups.flatMap((name) => ['', `## ${name}`, ...causes.filter(({group}) => group === name).flatMap(entry)]),
    '',
  ].join('\n');

const entry = ({label, title, why, decide, sources, clues}: Weighable): string[] => {
  const list = (sign: number) =>
    [...new Set(clues.filter(({weight}) => weight * sign > 0).map(({because}) => because))].join('; ');
  const rows = [
    ['Speaks for it', list(1)],
    ['Speaks against it', list(-1)],
    ['Confirm with', `\`${decide}\``],
    ['Source', sources.join(', ')],
  ].filter(([, text]) => text);
  return ['', `### ${label}`, '', `**${title}.** ${why}`, '', ...rows.map(([name, text]) => `- ${name}: ${text}`)];
};
