import {giveBack} from '../owners.ts';
import type {RouteOptions, Step} from '../route.ts';
import {oneStage, type Work} from '../stage.ts';
import {gitAgain, mirrorOptions, upstream} from './git.ts';
import {cloneFailure} from './trouble.ts';

/** libbpf, bpftool with its own libbpf, blazesym and vmlinux.h. Those that have arrived stay when another one is cut off. */
export const submodulesStep = ({url = upstream, depth = 1, directory}: RouteOptions): Step => ({
  title: 'Fetch its submodules',
  first: 'submodules',
  run: async (work) => {
    const start = performance.now();
    const missing = await missingSubmodules(work);
    if (missing.length === 0) return oneStage('submodules', start, 'there already', false);
    const options = await mirrorOptions(work, url);
    const shallow = depth > 0 ? ['--depth', String(depth)] : [];
    // One after the other: git checks none of them out before all are cloned, and so would lose those that came before a cut.
    for (const {path, unchecked} of missing) {
      const flags = ['--init', '--recursive', '--progress', ...(unchecked ? ['--force'] : []), ...shallow];
      const args = ['-C', directory, ...options, 'submodule', 'update', ...flags, '--', path];
      const result = await gitAgain(work, 'submodules', args);
      if (result.exitCode !== 0) throw cloneFailure(result, {url, directory, submodules: true});
    }
    await giveBack(work.host, directory);
    return oneStage('submodules', start, missing.map(({path}) => path).join(', '), true);
  },
});

/** Submodules that are not there (`-`), and those of which there is nothing but .git, because git was killed (`!`). */
const missingScript = `
cd "$1" || exit
git submodule status --recursive | sed -n 's/^-[0-9a-f]* \\([^ ]*\\).*/- \\1/p'
for entry in */.git */*/.git; do
  [ -f "$entry" ] && [ "$(ls -A "\${entry%/.git}")" = .git ] && echo "! \${entry%/.git}"
done
true
`;

/** By the submodule at the top. One that is at another commit is the user's doing, and left alone. */
const missingSubmodules = async ({host, directory, signal}: Work) => {
  const {stdout} = await host.run(['sh', '-c', missingScript, 'sh', directory], {
    environment: {LC_ALL: 'C'},
    ...(signal && {signal}),
  });
  const found = [...stdout.toString('utf8').matchAll(/^([-!]) ([^/\n]+)/gm)];
  const paths = [...new Set(found.map(([, , path = '']) => path))];
  return paths.map((path) => ({path, unchecked: found.some(([, mark, each]) => each === path && mark === '!')}));
};
