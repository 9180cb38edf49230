import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {environmentOfRoot} from '../../src/hosts/child-environment.ts';

const root = path.join(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');
const source = readdirSync(path.join(root, 'src'), {recursive: true})
  .map(String)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'))
  .join('\n');

test('it says of every command what it does as root', () => {
  const commands = readdirSync(path.join(root, 'src/commands'), {recursive: true})
    .map(String)
    .filter((name) => name.endsWith('.ts') && !/^base|^flags\//.test(name))
    .map((name) => name.replace(/\.ts$/, '').replaceAll('/', ' '));
  const [, table = ''] = /## What each command does as root\n(.*?)\n## /s.exec(page) ?? [];
  const told = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, names = '']) =>
    names.replaceAll('`', '').split(', '),
  );
  expect(told.sort()).toEqual(commands.sort());
});

test('every place where something stays is one of the source, and every file that it names is there', () => {
  const [, table = ''] = /## What stays\n(.*?)\n\n[A-Z]/s.exec(page) ?? [];
  const places = [...table.matchAll(/`(\/(?:var|etc)\/[^`]+)`/g)].map(([, place = '']) => place);
  expect(places).toHaveLength(6);
  for (const place of places) expect([place, source.includes(place)]).toEqual([place, true]);
  const files = [...page.matchAll(/`((?:src|native|scripts)\/[\w./-]+)`|\]\(((?!http)[^)#]+)/g)];
  for (const [, file, link] of files)
    expect([file ?? link, existsSync(path.join(root, file ?? link ?? ''))]).toEqual([file ?? link, true]);
});

test('what it says does not reach what root starts does not', () => {
  const [, names = ''] = /child-environment\.ts`\); (.*?) and the like do not/.exec(page) ?? [];
  const variables = [...names.matchAll(/`(\w+)\*?`/g)].map(([, name = '']) => name.replace(/_$/, '_SSH_COMMAND'));
  expect(variables).toEqual(['MAKEFILES', 'CC', 'GIT_SSH_COMMAND', 'APT_CONFIG', 'LD_PRELOAD']);
  const more =
    'MAKEFLAGS GNUMAKEFLAGS GIT_EXEC_PATH GIT_CONFIG_COUNT DPKG_ROOT LD_LIBRARY_PATH CLANG_CONFIG_FILE CCACHE_PREFIX PERL5OPT PYTHONSTARTUP PYTHONPATH BASH_ENV ENV NODE_OPTIONS IFS';
  const given = Object.fromEntries([...variables, ...more.split(' ')].map((name) => [name, 'x']));
  expect(environmentOfRoot({...given, PATH: '/bin', https_proxy: 'p', LC_ALL: 'C'})).toEqual({
    PATH: '/bin',
    https_proxy: 'p',
    LC_ALL: 'C',
  });
});

test('it invents no address', () => {
  expect(page).not.toMatch(/[\w.]+@[\w-]+\.\w+|mailto:/);
});
