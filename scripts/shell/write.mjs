// Writes what shells and man(1) read of the program: dist/completions and dist/man. Static, so that no Tab starts Node.
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {loadSource} from '../load-source.mjs';
import {bashCompletion} from './bash.mjs';
import {commandsOf} from './commands.mjs';
import {fishCompletion} from './fish.mjs';
import {commandPage, programPage} from './man.mjs';
import {zshCompletion} from './zsh.mjs';

/** `about`: version, description and date of the program. */
export const writeShell = async (manifest, about, dist) => {
  const {words} = await loadSource("export {words} from './scripts/shell/words.ts';");
  const commands = commandsOf(manifest, words);
  const files = [
    ['completions/ebpf.bash', bashCompletion(commands)],
    ['completions/_ebpf', zshCompletion(commands)],
    ['completions/ebpf.fish', fishCompletion(commands)],
    ['man/ebpf.1', programPage(commands, about)],
    ...commands.map((command) => [`man/ebpf-${command.names.join('-')}.1`, commandPage(command, about)]),
  ];
  for (const folder of ['completions', 'man']) await mkdir(path.join(dist, folder), {recursive: true});
  await Promise.all(files.map(([name, text]) => writeFile(path.join(dist, name), text)));
};
