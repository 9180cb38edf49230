import type {Family, KernelRow, PackageRow} from '../../src/remedies/families/family.ts';
import {families} from '../../src/remedies/families.ts';
import {images} from '../../src/remedies/images.ts';
import {installCommand} from '../../src/remedies/managers.ts';
import {labelOf, type Need} from '../../src/remedies/remedy.ts';
import {showCommand} from '../../src/remedies/show.ts';

/** Who is told to install what, as a page of Markdown, for docs/. */
export const packagesPage = (): string =>
  [
    '# Packages',
    '',
    'Written by `npm run docs` from `src/remedies/`. What `doctor` and `explain` tell a host to install, and how: the manager is the first of its',
    'family that is in PATH, the names are those of the family. The family is that of `ID` in os-release, else of the first of `ID_LIKE`; a',
    'host that names none, or whose family has no manager here, is of the family of the manager that is in PATH. No command is printed without its manager, onto a root that is read-only, or for',
    'a kernel that this release of the distribution never built; in a container, for none that its maker brought to the host. `sudo` or `doas` stands before it for a user that has one of them. `setup` installs with apt alone.',
    ...families.flatMap(familyText),
    '',
    '## Systems that are an image',
    '',
    '| system | `ID`, `VARIANT_ID` or sign | what is said | source |',
    '|---|---|---|---|',
    ...images.map(({title, ids, variants, sign, program, folder, kernel, manager, advice, source}) =>
      row(
        title,
        [
          ...ids.map(code),
          ...(variants ? [code(variants.source)] : []),
          ...[sign, program, folder].flatMap((each) => (each ? [code(each)] : [])),
          ...(kernel ? [`\`uname -r\` ${code(kernel.source)}`] : []),
        ].join(', '),
        [...(manager ? [code(showCommand(installCommand(manager, ['NAMES'])))] : []), cell(advice('NAMES'))].join(
          '<br>',
        ),
        `[source](${source})`,
      ),
    ),
    '',
  ].join('\n');

const familyText = ({title, ids, managers, packages, kernels, own}: Family): string[] => [
  '',
  `## ${title}`,
  '',
  `\`ID\`: ${ids.map(code).join(', ')}.`,
  '',
  ...managers.map((manager) => `    ${showCommand(installCommand(manager, ['NAMES']))}`),
  '',
  '| for | packages | |',
  '|---|---|---|',
  ...Object.entries(packages).map(([need, each]) => packageText(need, each)),
  ...(kernels.length > 0
    ? ['', '| `uname -r`, for example | its headers | |', '|---|---|---|', ...kernels.map(kernelText)]
    : ['', own ? `No package has the headers of a kernel: ${own}` : 'No package has the headers of a kernel.']),
];

const packageText = (need: string, {names, source, since, crb, before}: PackageRow): string =>
  row(
    labelOf(need as Need),
    [
      names.map((alternative) => code(alternative.join(' '))).join(' or '),
      ...(since ? [`since release ${since}`] : []),
      ...(crb ? ['in CRB, PowerTools or CodeReady'] : []),
      ...(before ? [`before release ${before.version}: ${before.note}`] : []),
    ].join('; '),
    `[source](${source})`,
  );

const kernelText = ({example, kernel, headers, repository, ids, before, source}: KernelRow): string =>
  row(
    `${code(example)}${ids ? ` (${ids.map(code).join(', ')}${before ? `, before ${before}` : ''})` : ''}`,
    `${code(example.replace(kernel, headers))}${repository ? `, from ${code(repository)}` : ''}`,
    `[source](${source})`,
  );

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const code = (text: string): string => `\`${cell(text)}\``;

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);
