import {catalogue} from '../../src/checks/catalogue.ts';
import type {Check} from '../../src/checks/check.ts';
import {groupOf, groups} from '../../src/checks/groups.ts';
import {profiles} from '../../src/profiles/catalogue.ts';
import {severityOf} from '../../src/profiles/severity.ts';

/** The catalogue as a page of Markdown, for docs/. */
export const checksPage = (): string =>
  [
    '# Checks',
    '',
    'Written by `npm run docs` from the catalogue in `src/checks/`. `ebpf checks ID` says the same on the command line.',
    '',
    '| profile | for | required | recommended | only told |',
    '|---|---|---:|---:|---:|',
    ...profiles.map(
      ({name, title, required, recommended, info}) =>
        `| \`${name}\` | ${title} | ${required.length} | ${recommended.length} | ${info.length} |`,
    ),
    ...Object.entries(groups).flatMap(([group, title]) => {
      const checks = catalogue.filter(({id}) => groupOf(id) === group);
      return checks.length > 0 ? ['', `## ${title}`, ...checks.flatMap(entry)] : [];
    }),
    '',
  ].join('\n');

const entry = ({id, title, why, reads, sources}: Check): string[] => [
  '',
  `### ${id}`,
  '',
  `**${title}.** ${why}`,
  '',
  `- Reads: ${reads}`,
  `- Matters to: ${profiles
    .flatMap((profile) => {
      const severity = severityOf(id, [profile]);
      return severity ? [`${profile.name} (${severity})`] : [];
    })
    .join(', ')}`,
  `- Source: ${sources.join(', ')}`,
];
