import {cleanLine} from '../../hosts/clean.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {quote} from '../../hosts/quote.ts';
import {trimEndOf} from '../../hosts/trim-end.ts';
import {withoutLogin} from '../../hosts/without-login.ts';
import {giveBack, requireOwn} from '../owners.ts';
import type {RouteOptions, Step} from '../route.ts';
import {type Outcome, oneStage, type Work} from '../stage.ts';
import {git, gitAgain, mirrorOptions, upstream} from './git.ts';
import {cloneFailure} from './trouble.ts';

/** What is at DIRECTORY: `absent`, `other`, `unfinished` (a clone that was killed), `clone`, or `foreign` (a tree without examples). */
const inspectScript = `
cd "$1" 2>/dev/null || { [ -e "$1" ] && echo other || echo absent; exit; }
[ -n "$(ls -A)" ] || { echo absent; exit; }
[ -d .git ] || { echo other; exit; }
git rev-parse -q --verify HEAD >/dev/null || { [ "$(ls -A)" = .git ] && echo unfinished || echo other; exit; }
[ -e examples/c/Makefile ] && { echo clone; exit; }
git cat-file -e HEAD:examples/c/Makefile 2>/dev/null && echo unchecked || echo foreign
`;

type State = 'absent' | 'other' | 'unfinished' | 'unchecked' | 'clone' | 'foreign';

/** `git clone` of what the options name. What is there already is kept as it is: a second run clones nothing. */
export const cloneStep = ({url: wanted, ref, depth = 1, directory}: RouteOptions): Step => ({
  title: `Clone ${withoutLogin(wanted ?? upstream)}`,
  first: 'clone',
  run: async (work) => {
    const start = performance.now();
    const url = wanted ?? upstream;
    await requireOwn(work.host, directory);
    const state = await inspect(work);
    if (state === 'clone') {
      await requireSame(work, wanted, ref);
      return done(start, 'there already', false);
    }
    if (state === 'other') throw inTheWay(directory);
    if (state === 'foreign') throw notBootstrap(directory, ref);
    if (state === 'unchecked') {
      // Only what is missing: a file that is there may be the user's.
      await work.host.run(['git', '-C', directory, 'checkout-index', '--all', '--quiet'], {environment: {LC_ALL: 'C'}});
      return done(start, 'completed what was cut off', true);
    }
    if (state === 'unfinished') await work.host.run(['rm', '-rf', '--', `${directory}/.git`]);
    work.onProgress?.('clone', withoutLogin(url));
    await clone(work, url, ref, depth);
    if ((await inspect(work)) !== 'clone') {
      await work.host.run(['rm', '-rf', '--', directory]);
      throw notBootstrap(directory, ref, url);
    }
    await giveBack(work.host, directory);
    return done(start, await describe(work), true);
  },
});

/** Where the clone at DIRECTORY is from, which commit it has, and which one REF names there; an empty line for what it does not know. */
const originScript = `
cd "$1" || exit
git config --get remote.origin.url || echo
git rev-parse -q --verify 'HEAD^{commit}' || echo
[ -z "$2" ] && exit
for ref in "refs/remotes/origin/$2" "refs/tags/$2" "$2"; do git rev-parse -q --verify "$ref^{commit}" && exit; done
echo
`;

/** @throws Failure where the clone that is there is of another repository or at another commit than the user named. */
const requireSame = async (work: Work, url: string | undefined, ref: string | undefined): Promise<void> => {
  if (url === undefined && ref === undefined) return;
  const {host, directory} = work;
  const {stdout} = await host.run(['sh', '-c', originScript, 'sh', directory, ref ?? ''], {environment: {LC_ALL: 'C'}});
  const [origin = '', head = '', named = ''] = stdout.toString('utf8').split('\n').map(cleanLine);
  const plain = (address: string): string => trimEndOf(address, '/').replace(/\.git$/, '');
  const foreign = url !== undefined && plain(origin) !== plain(url);
  if (!foreign && (ref === undefined || named === head)) return;
  const there = `${withoutLogin(origin) || 'no other repository'} at ${head.slice(0, 12)}`;
  const leave = [...(foreign ? ['--url'] : []), ...(ref === undefined ? [] : ['--ref'])].join(' and ');
  const change = foreign
    ? []
    : [
        `git -C ${quote(directory)} fetch --depth 1 origin ${quote(ref ?? '')}`,
        `git -C ${quote(directory)} checkout FETCH_HEAD`,
        `git -C ${quote(directory)} submodule update --init --recursive`,
      ];
  throw new Failure({
    what: `${directory} is a clone of ${there}, not of ${[withoutLogin(url ?? origin), ...(ref === undefined ? [] : [ref])].join(' at ')}.`,
    why: 'Nothing was changed there: what is there may be your own work.',
    todo: `Use it as it is: leave out ${leave}. Or clone beside it: --dir DIR.${change.length > 0 ? ` Or move it: ${change.join(' && ')}` : ''}`,
    exitCode: exitCodes.usage,
  });
};

const clone = async (work: Work, url: string, ref: string | undefined, depth: number): Promise<void> => {
  const {directory} = work;
  const options = await mirrorOptions(work, url);
  const shallow = depth > 0 ? ['--depth', String(depth)] : [];
  // `clone --branch` takes branches and tags; a commit has to be fetched.
  const commit = ref !== undefined && /^[0-9a-f]{40}$/.test(ref);
  const branch = ref === undefined || commit ? [] : ['--branch', ref];
  const result = await gitAgain(work, 'clone', [
    ...options,
    'clone',
    '--progress',
    ...shallow,
    ...branch,
    '--',
    url,
    directory,
  ]);
  // Git removes what it has made of a clone that fails.
  if (result.exitCode !== 0) throw cloneFailure(result, {url, ref, directory});
  if (!commit) return;
  for (const args of [
    ['fetch', '--progress', ...shallow, 'origin', ref],
    ['checkout', '--quiet', '--detach', ref],
  ]) {
    const next = await gitAgain(work, 'clone', ['-C', directory, ...options, ...args]);
    if (next.exitCode === 0) continue;
    await work.host.run(['rm', '-rf', '--', directory]);
    throw cloneFailure(next, {url, ref, directory});
  }
};

const inspect = async ({host, directory, signal}: Work): Promise<State> => {
  const {stdout} = await host.run(['sh', '-c', inspectScript, 'sh', directory], {
    environment: {LC_ALL: 'C'},
    ...(signal && {signal}),
  });
  return stdout.toString('utf8').trim() as State;
};

const describe = async (work: Work): Promise<string> => {
  const {stdout} = await git(work, 'clone', ['-C', work.directory, 'log', '-1', '--format=%h of %cs']);
  return `commit ${stdout.toString('utf8').trim()}`;
};

const done = (start: number, message: string, changed: boolean): Outcome => oneStage('clone', start, message, changed);

const inTheWay = (directory: string): Failure =>
  new Failure({
    what: `${directory} holds other files and is no clone of libbpf-bootstrap.`,
    why: 'Nothing was changed there.',
    todo: 'Name another directory: --dir DIR.',
  });

const notBootstrap = (directory: string, ref: string | undefined, url?: string): Failure =>
  new Failure({
    what: `${url ?? directory}${ref ? ` at ${ref}` : ''} has no examples/c/Makefile.`,
    why: 'It is not libbpf-bootstrap, or older than April 2021, when src became examples/c.',
    todo: url ? 'Name another --url or --ref.' : 'Name another directory: --dir DIR.',
  });
