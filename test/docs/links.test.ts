import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {families} from '../../src/remedies/families.ts';

const root = path.join(import.meta.dirname, '../..');

/** Pages that people read in the repository. */
const pages: readonly string[] = ['.', '.github', 'docs', 'integrations', 'site', 'templates'].flatMap((folder) =>
  readdirSync(path.join(root, folder), {recursive: folder !== '.' && folder !== 'site', encoding: 'utf8'})
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);

const read = (page: string): string => readFileSync(path.join(root, page), 'utf8');

/** Markdown without code, in which brackets are no links. */
const prose = (text: string): string => text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').replace(/`[^`\n]+`/g, 'code');

/** What GitHub calls the anchors of a page. */
const anchors = (text: string): ReadonlySet<string> => {
  const seen = new Map<string, number>();
  const headings = text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').matchAll(/^#{1,6} +(.+?) *$/gm);
  return new Set(
    [...headings].map(([, heading = '']) => {
      const slug = heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
        .replaceAll(' ', '-');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
};

/** Targets of links and pictures: `[text](target)`, `<img src="target">`, `<a href="target">`. */
const targets = (text: string): readonly string[] =>
  [...prose(text).matchAll(/\]\(<?([^\s)>]+)[^)]*\)|\b(?:href|src|srcset)="([^"]+)"/g)].map(
    ([, markdown, html]) => markdown ?? html ?? '',
  );

/** The links of a page that lead nowhere. */
const dead = (page: string, text: string): readonly string[] =>
  targets(text).filter((target) => {
    if (/^[a-z]+:/i.test(target)) return false;
    const [file = '', anchor] = decodeURIComponent(target).split('#');
    const found = file === '' ? page : path.join(path.dirname(page), file);
    if (found.startsWith('..') || !existsSync(path.join(root, found))) return true;
    return Boolean(anchor) && found.endsWith('.md') && !anchors(file === '' ? text : read(found)).has(anchor ?? '');
  });

test.each(pages)('%s: each link to a file or a heading leads there', (page) => {
  expect(dead(page, read(page))).toEqual([]);
});

test('what leads nowhere is found', () => {
  const text =
    '# A `b` heading!\n[1](#a-b-heading) [2](#b) [3](none.md) [4](docs/ci.md#formats) [5](docs/ci.md#none) `[6](x)`';
  expect(dead('README.md', text)).toEqual(['#b', 'none.md', 'docs/ci.md#none']);
  expect(pages.length).toBeGreaterThan(25);
});

test('the index of the docs names every page of them', () => {
  const listed = targets(read('docs/README.md'));
  const all = pages.filter((page) => /^docs\/[^/]+\.md$/.test(page) && page !== 'docs/README.md');
  expect(
    all.map((page) => path.basename(page)).filter((page) => !listed.some((link) => link.startsWith(page))),
  ).toEqual([]);
});

test('pages say how many families of distributions there are', () => {
  const said = ['README.md', 'README.zh-CN.md', 'docs/README.md'].map(
    (page) => /\[(\d+) (?:families|个发行版家族)/.exec(read(page))?.[1],
  );
  expect(said).toEqual(said.map(() => String(families.length)));
});
