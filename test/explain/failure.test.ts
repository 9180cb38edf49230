import {explainFailure, knownText} from '../../src/explain/failure.ts';
import {Failure, type FailureOptions} from '../../src/hosts/failure.ts';
import {savedFacts} from '../saved.ts';

const lookUp = (options: FailureOptions) =>
  explainFailure(new Failure(options), async () => savedFacts('debian-12-cloud-6.1'));

const lock = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4 (apt)';

test('a tool that spoke is listened to; our own words are none of a tool', async () => {
  const what = 'The kernel packages could not be installed.';
  expect(await lookUp({what, why: lock})).toBeUndefined();
  expect((await lookUp({what, said: lock}))?.cause.cause).toBe('apt-lock-held');
});

test('what is as good as sure comes with its remedy for this host', async () => {
  const known = await lookUp({what: 'make stopped.', said: 'make: clang: No such file or directory'});
  expect(known && knownText(known)).toEqual([
    'Cause: clang is not installed ("ebpf explain" knows it as clang-missing).',
    'Remedy: Install clang.',
    '  $ apt-get install --yes --no-install-recommends clang',
  ]);
});

test('what is only likely is called so, with what would tell', async () => {
  const said = "hello.bpf.c:9:3: error: implicit declaration of function 'bpf_printk'";
  const known = await lookUp({what: 'make stopped at BPF.', why: said, said});
  expect(known?.sure).toBe(false);
  expect(known && knownText(known).join('\n')).toMatch(/^Perhaps: .* \([\w-]+, \d+ %\)\. Confirm with: \S+/);
});

test('the facts of the host make sure', async () => {
  const said =
    'libbpf: Unsupported BTF_KIND:19\nError: failed to load BTF from /sys/kernel/btf/vmlinux: Unknown error -2';
  expect(await lookUp({what: 'vmlinux.h could not be made.', said})).toMatchObject({
    sure: true,
    cause: {cause: 'loader-too-old-for-kernel-btf'},
  });
});

test.each([
  ['nothing that a tool said', {what: 'The frobnicator is missing.', todo: 'Find it.'}],
  ["the user's own input", {what: 'No such file.', said: 'make: clang: No such file or directory', exitCode: 2}],
  ['nothing that fits', {what: 'It failed.', said: 'lorem ipsum failed'}],
] as const)('%s', async (_, options) => {
  expect(await lookUp(options)).toBeUndefined();
});

test('no remedy names the command that has just failed', async () => {
  const said = "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.";
  const known = await lookUp({what: 'apt failed.', said});
  const text = (ran: readonly string[]) => known && knownText(known, ran).join('\n');
  expect(text(['apt-get', 'install', 'clang'])).toContain('dpkg --configure -a');
  expect(text(['dpkg', '--configure', '-a'])).not.toContain('dpkg --configure -a');
});
