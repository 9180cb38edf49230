import type {Host} from '../../hosts/host.ts';

/**
 * Of installed packages and what they depend on, those whose files are gone or spoilt although dpkg lists them: installing them changes
 * nothing, only installing them again does.
 */
export const damagedPackages = async (host: Host, installed: readonly string[]): Promise<readonly string[]> => {
  if (installed.length === 0) return [];
  const words = async (...command: readonly string[]): Promise<string> =>
    (await host.run(command, {environment: {LC_ALL: 'C'}})).stdout.toString('utf8');
  const depends = await words('apt-cache', 'depends', '--recurse', '--important', '--installed', ...installed);
  const names = [...new Set([...installed, ...[...depends.matchAll(/^(\w[\w.+:-]*)$/gm)].map(([name]) => name)])];
  const files = damagedFiles(await words('dpkg', '--verify', ...names));
  if (files.length === 0) return [];
  const owners = await words('dpkg-query', '--search', ...files);
  // "libc6:amd64, libc6:i386: /path"; diversions are told in lines of another form.
  return [
    ...new Set(
      [...owners.matchAll(/^([\w.+:-]+(?:, [\w.+:-]+)*): \//gm)].flatMap(([, owner = '']) => owner.split(', ')),
    ),
  ];
};

/** How many files are asked for by name; one is enough to know its package. */
const most = 200;

/** Files that `dpkg --verify` misses or finds changed. Configuration is its owner's, and images leave documentation out. */
export const damagedFiles = (text: string): readonly string[] =>
  [...text.matchAll(/^(?:missing|..5......) +(?:(c) )?(\/.*)$/gm)]
    .filter(([, configuration, path = '']) => !configuration && !leftOut.test(path))
    .map(([, , path = '']) => path)
    .slice(0, most);

const leftOut = /^\/usr\/share\/(?:doc|man|info|locale|lintian|linda|groff|help|gnome)\//;
