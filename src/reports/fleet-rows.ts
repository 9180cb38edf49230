import type {HostReport} from '../assess/report.ts';
import {verdictOf} from '../assess/verdict.ts';
import {sudoText} from '../assess/with-sudo.ts';
import {cleanLine} from '../hosts/clean.ts';
import {markOf, paint} from '../terminal/style.ts';
import {cells, cutTo, wrap} from '../terminal/wrap.ts';
import {isProblem} from './way-out.ts';
import type {Page} from './ways-text.ts';

/** Cells that what is wrong should have; columns that tell less go for it. */
const least = 18;

/** Cells of a host's name, where that tells the hosts apart. */
const short = 24;

/** Many hosts on a terminal, a row each that no terminal folds: host, verdict, what is wrong, and where there is room kernel and system. */
export const fleetRows = (hosts: readonly HostReport[], page: Page): readonly string[] => {
  const {style, width, columns} = page;
  const rows = hosts.map((host) => ({...host, verdict: verdictText(host), wrong: wrongText(host)}));
  if (!columns)
    return rows.flatMap((row) => {
      const {mark, tone} = markOf(markedOf(row), style);
      const [first = '', ...rest] = wrap(
        `${row.host}: ${[row.verdict, row.wrong].filter(Boolean).join(', ')}`,
        width - cells(mark) - 1,
      );
      return [`${paint(mark, tone, style)} ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  const longest = (texts: readonly string[], most: number): number =>
    Math.min(most, Math.max(0, ...texts.map((text) => cells(text))));
  const nothing = rows.every(({wrong}) => wrong === '');
  const alike = new Set(rows.map((row) => cutTo(row.host, short))).size < rows.length;
  const host = longest(['host', ...rows.map((row) => row.host)], nothing || alike ? 40 : short);
  const verdict = longest(['verdict', ...rows.map((row) => row.verdict)], 20);
  const kernel = longest(['kernel', ...rows.map((row) => row.kernel)], 20);
  const os = longest(['system', ...rows.map(({os: name}) => shortOs(name))], 20);
  const fits = (...beside: readonly number[]): boolean =>
    width - host - verdict - 4 - beside.reduce((sum, each) => sum + each + 2, 0) >= (nothing ? 0 : least);
  const withOs = fits(kernel, os);
  const withKernel = fits(kernel);
  const room = width - host - verdict - 4 - (withKernel ? kernel + 2 : 0) - (withOs ? os + 2 : 0);
  const wrong = nothing ? 0 : Math.min(room, longest(['in the way', ...rows.map((row) => row.wrong)], room));
  const line = (values: readonly (readonly [string, number, string?])[]): string =>
    values
      .filter(([, size]) => size > 0)
      .map(([text, size, painted = text]) => {
        const cut = cutTo(text, size);
        return `${painted.replace(text, () => cut)}${' '.repeat(size - cells(cut))}`;
      })
      .join('  ')
      .trimEnd();
  const sizes = [host, verdict, wrong, withKernel ? kernel : 0, withOs ? os : 0] as const;
  const heads = ['host', 'verdict', 'in the way', 'kernel', 'system'];
  return [
    paint(line(heads.map((head, index) => [head, sizes[index] ?? 0])), 'muted', style),
    ...rows.map((row) =>
      line([
        [cleanLine(row.host), sizes[0]],
        [row.verdict, sizes[1], paint(row.verdict, markOf(markedOf(row), style).tone, style)],
        [row.wrong, sizes[2]],
        [row.kernel, sizes[3]],
        [shortOs(row.os), sizes[4]],
      ]),
    ),
  ];
};

const verdictText = (host: HostReport): string => {
  const names = Object.keys(host.profiles);
  const verdict = verdictOf(host);
  const ready = names.filter((name) => host.profiles[name] === 'ready').length;
  if (verdict !== 'ready') return names.length > 1 && ready > 0 ? `${ready} of ${names.length} ready` : verdict;
  return `ready${sudoText(host, ...names)}`;
};

/** What is in the way, in few words: its cause alone, where others follow from it. */
const wrongText = ({reachable, error = '', findings}: HostReport): string => {
  if (!reachable) return cleanLine(error.split('\n')[1]?.trim() || (error.split('\n')[0] ?? ''));
  return findings
    .filter(isProblem)
    .map(({title}) => title)
    .join(', ');
};

const markedOf = (host: HostReport): Parameters<typeof markOf>[0] => {
  const verdict = verdictOf(host);
  return {
    verdict: verdict === 'ready' ? 'pass' : verdict === 'unknown' ? 'unknown' : 'fail',
    severity: 'required',
  };
};

/** `Debian 12`. */
const shortOs = (os: string): string => os.replace('GNU/Linux ', '').replace(/ ?\(.*$/, '');
