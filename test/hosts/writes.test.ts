import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

const source = path.join(import.meta.dirname, '../../src');

/** Who opens files to write beside safe-file.ts, and why that is safe. */
const allowed: Readonly<Record<string, string>> = {
  'hosts/compiled.ts': 'never as root; makes folders where only the user may',
  'hosts/folder.ts': 'makes folders, each below an open one',
  'hosts/safe-file.ts': 'the one place',
  'hosts/ssh/host-key.ts': 'makes ~/.ssh',
  'hosts/ssh/system.ts': 'removes a temporary folder of its own',
  'kernels/mainline/signature.ts': 'in a temporary folder of its own',
  'kernels/mainline/download.ts': 'renames and removes in a folder that safe-file.ts found to be its own',
  'kernels/types/unpack.ts': 'in a temporary folder of its own',
  'hello/build-here.ts': 'copies into a temporary folder of its own',
};

const writers =
  /\b(?:writeFile|appendFile|createWriteStream|copyFile|cp|mkdir|mkdtemp|rename|rm|unlink|symlink|link|chmod|chown|truncate|utimes)(?:Sync)?\b/;

test('no other file of the source writes to this machine by itself', () => {
  const found = readdirSync(source, {recursive: true})
    .map(String)
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => {
      const text = readFileSync(path.join(source, name), 'utf8');
      const imports = [...text.matchAll(/^import \{([^}]*)\} from 'node:fs(?:\/promises)?';$/gm)];
      return imports.some(([, names = '']) => writers.test(names));
    });
  expect(found.sort()).toEqual(Object.keys(allowed).sort());
});

test('temporary folders are made by what looks whose TMPDIR is', () => {
  const makers = readdirSync(source, {recursive: true})
    .map(String)
    .filter(
      (name) => name.endsWith('.ts') && /\bmkdtemp(?:Sync)?\(/.test(readFileSync(path.join(source, name), 'utf8')),
    );
  expect(makers).toEqual(['hosts/safe-file.ts']);
});
