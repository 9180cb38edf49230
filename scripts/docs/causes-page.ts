import type {Weighable} from '../../src/explain/cause.ts';
import {causes} from '../../src/explain/causes.ts';
import {causeFiles} from './causes-list.ts';

/** The headings, in their order, by the folders of causes/. */
const groups = {
  btf: 'BTF of the kernel',
  build: 'Build tools and headers',
  headers: 'Kernel headers and BCC',
  kernel: 'Kernel configuration and age',
  rights: 'Permissions and security policy',
  mounts: 'Mounts',
  packages: 'Kernel installation and package manager',
  remote: 'Remote provisioning',
  program: 'The program or its build command',
  elsewhere: 'Not an environment fault',
} as const;

/** The catalogue of causes as a page of Markdown, for docs/. `folder` is that of the causes. */
export const causesPage = (folder: string): string => {
  const groupOf = new Map(causeFiles(folder).map(({group, label}) => [label as string, group]));
  const inGroup = (name: string) => causes.filter(({label}) => groupOf.get(label) === name);
  return [
    '# Causes',
    '',
    'Written by `npm run docs` from `src/explain/causes/`. `ebpf explain` answers with these labels; docs/explain.md says how.',
    ...Object.entries(groups).flatMap(([name, heading]) => ['', `## ${heading}`, ...inGroup(name).flatMap(entry)]),
    '',
  ].join('\n');
};

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
