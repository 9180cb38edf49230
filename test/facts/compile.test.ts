import {readdirSync} from 'node:fs';
import {execa} from 'execa';
import {type CompileFacts, parseCompile} from '../../src/facts/compile.ts';
import {known, valueIfKnown} from '../../src/facts/fact.ts';
import {parseProbe} from '../../src/facts/parse.ts';
import {probeScript} from '../../src/facts/probe.ts';
import {asRoot, installToolchain} from '../hello/machine.ts';
import '../lab/alone.ts';

test('what each step came to, and what its tool said', () => {
  expect(parseCompile(known('bpf ok\nskeleton 1\nError: no\nlink is not come to\n'))).toEqual(
    known({bpf: {result: 'ok'}, skeleton: {result: 'failed', exitCode: 1, output: 'Error: no\nlink is not come to'}}),
  );
  expect(parseCompile(known('bpf missing'))).toEqual(known({bpf: {result: 'missing'}}));
  expect(parseCompile(known('noise'))).toEqual(known({}));
});

asRoot('on this machine', () => {
  beforeAll(installToolchain);

  const tryUnder = async (shell: readonly string[], before = ''): Promise<CompileFacts | undefined> => {
    const [file = '', ...args] = shell;
    const {stdout} = await execa(file, args, {input: `${before}\n${probeScript({compile: true})}`});
    const facts = parseProbe(stdout, 'here')?.compile;
    return facts && valueIfKnown(facts);
  };
  const leftovers = () => readdirSync('/dev/shm').filter((name) => name.startsWith('ebpf.'));

  test.each([[['dash', '-s']], [['bash', '-s']], [['busybox', 'ash', '-s']]])(
    '%j builds it and leaves nothing',
    async (shell) => {
      const before = leftovers();
      const ok = {result: 'ok'};
      expect(await tryUnder(shell)).toEqual({bpf: ok, skeleton: ok, link: ok, open: ok});
      expect(leftovers()).toEqual(before);
    },
  );

  test('where there is no room it says so, and one place with room is enough, wherever TMPDIR leads', async () => {
    const full = (...places: readonly string[]) => [
      'unshare',
      '--mount',
      'env',
      'TMPDIR=/nonexistent',
      'sh',
      '-ec',
      `for place in ${places.join(' ')}; do mount -t tmpfs -o size=100k full $place; done; exec sh -s`,
    ];
    const look = async (shell: readonly string[]) => {
      const [file = '', ...args] = shell;
      const {stdout} = await execa(file, args, {input: probeScript({compile: true})});
      return parseProbe(stdout, 'here')?.compile;
    };
    const reason = 'no room for 2 MB in /dev/shm, /tmp and /var/tmp';
    expect(await look(full('/dev/shm', '/tmp', '/var/tmp'))).toEqual({state: 'unreadable', reason});
    const ok = {result: 'ok'};
    expect(await tryUnder(full('/dev/shm', '/tmp'))).toEqual({bpf: ok, skeleton: ok, link: ok, open: ok});
  });

  test('a broken header fails the step that meets it, with the words of clang', async () => {
    // clang searches CPATH before its own directories: an empty bpf/bpf_helpers.h stands for headers that do not fit.
    const broken =
      'CPATH=$(mktemp -d); export CPATH; mkdir "$CPATH/bpf"; : >"$CPATH/bpf/bpf_helpers.h"; trap \'rm -rf "$CPATH"\' EXIT';
    const result = await tryUnder(['dash', '-s'], broken);
    expect(Object.keys(result ?? {})).toEqual(['bpf']);
    expect(result?.bpf).toMatchObject({result: 'failed', exitCode: 1, output: expect.stringContaining('error')});
  });
});
