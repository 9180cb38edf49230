import {parseIndex} from '../../../src/kernels/mainline/index-page.ts';
import {parseVersionPage} from '../../../src/kernels/mainline/version-page.ts';
import {page} from './page.ts';

test('reads every version of the index, oldest first, with its date, and nothing else', async () => {
  const entries = parseIndex(await page('index.html'));
  expect(entries.map(({version}) => version.name)).toEqual([
    'v2.6.27.61',
    'v2.6.27.62',
    'v3.1.8-precise',
    'v4.2-rc1-unstable',
    'v4.2.8-ckt7-wily',
    'v4.4-rc2+cod1',
    'v4.4.10-xenial',
    'v5.7-new',
    'v5.9',
    'v5.10.9',
    'v5.12-rc1-dontuse',
    'v5.15.178',
    'v5.16',
    'v6.0-rc5',
    'v6.0',
    'v6.1.9',
    'v6.1.10',
    'v6.2-rc1',
    'v6.19.10',
  ]);
  expect(entries.at(-1)?.changed).toBe('2026-03-25 11:52');
});

test('reads a listing without a table, and names with an encoded plus', () => {
  const html =
    '<ul>\n<li><a href="v6.12.95/">v6.12.95/</a></li>\n<li><a href="v4.4-rc2%2bcod1/">v4.4-rc2+cod1/</a></li>\n<li><a href="v%/">v%/</a></li></ul>';
  expect(parseIndex(html)).toEqual([
    {version: expect.objectContaining({name: 'v4.4-rc2+cod1'})},
    {version: expect.objectContaining({name: 'v6.12.95'})},
  ]);
});

test('finds no version in a page that is no index', () => {
  expect(parseIndex('<html><body>502 Bad Gateway <a href="/">home</a></body></html>')).toEqual([]);
});

test('reads the page of a version since 5.6.18: failed self-tests are no failed build', async () => {
  const {layout, builds, packages} = parseVersionPage(await page('v5.17.html'));
  expect(layout).toBe('arch');
  expect(builds).toEqual({amd64: 'succeeded', arm64: 'failed'});
  expect(packages).toHaveLength(4);
  expect(packages).toContain('linux-modules-5.17.0-051700-generic_5.17.0-051700.202203202130_amd64.deb');
});

test('reads the page of a version before 5.6.18, where all files lie beside each other', async () => {
  const {layout, builds, packages} = parseVersionPage(await page('v4.19.html'));
  expect(layout).toBe('flat');
  expect(builds).toEqual({amd64: 'succeeded', i386: 'failed'});
  expect(packages).toHaveLength(7);
});
