import fc from 'fast-check';
import {attachModeFor, toolsFor} from '../src/assess/trying.ts';
import {lookFor} from '../src/look-for.ts';
import {profiles} from '../src/profiles/catalogue.ts';

const none = () => false;

test.each([
  [['doctor'], 'filtered', 'usual'],
  [['doctor', '--json'], 'filtered', 'usual'],
  [['doctor', '--for', 'bcc', '--strict', '--for=run'], 'filtered', 'usual'],
  [['doctor', '--for', 'bcc', '--for=aya'], 'filtered', 'all'],
  [['doctor', '--program', 'a.bpf.o', '--json', '--program=b.bpf.o'], 'root', 'none'],
  [['doctor', '--program', 'a.bpf.o', '--for', 'bcc'], 'root', 'usual'],
  [['probe'], 'never', 'all'],
  [['probe', '--redact', '--json'], 'never', 'all'],
] as const)('%j says plainly that this machine is looked at', (words, attach, tools) => {
  expect(lookFor(words, none)).toEqual({attach, tools});
});

test('not where a policy may ask for more', () => {
  expect(lookFor(['doctor', '--json'], () => true)).toBeUndefined();
  expect(lookFor(['setup', '--yes'], () => true, true)).toBeUndefined();
});

test('for setup as root, which looks at everything; not for a user, whom it makes root first', () => {
  const words = ['setup', '--yes', '--json', '--for', 'bcc', '--dry-run'];
  expect(lookFor(words, none, true)).toEqual({attach: 'filtered', tools: 'all'});
  expect(lookFor(words, none, false)).toBeUndefined();
  expect(lookFor([...words, '--program=x'], none, true)).toBeUndefined();
});

test.each(profiles.map((profile) => [profile.name, profile] as const))(
  'for %s it tries what the doctor would, or leaves it to him',
  (name, profile) => {
    const asked = attachModeFor([{profiles: [profile]}]);
    const tools = toolsFor([{profiles: [profile]}]);
    expect(lookFor(['doctor', '--for', name], none)).toEqual(asked === 'filtered' ? {attach: asked, tools} : undefined);
  },
);

const plain = fc.constantFrom('--json', '--strict', '--for', 'libbpf', '--for=bcc', '--program=x');
const doubtful = fc.oneof(
  fc.constantFrom(
    ...[
      '--facts',
      '--facts=x',
      '--remote',
      '--remote=h',
      '--hosts',
      '--hosts=f',
      '--help',
      '-h',
      '--version',
      '--script',
    ],
    ...[
      '--attach',
      '--no-attach',
      '--compile',
      '--wait',
      '--diff',
      '--policy',
      '--stream',
      '--',
      '-',
      '--program=',
      '--program=-x',
      'fs.tracefs',
      '',
    ],
  ),
  fc.string().filter((word) => !['--json', '--strict', '--for', '--redact', '--program'].includes(word)),
);

test('never where any word is not known to be plain', () => {
  const anyWords = fc.array(fc.oneof(plain, doubtful));
  fc.assert(
    fc.property(
      fc.constantFrom('doctor', 'probe', 'setup'),
      anyWords,
      doubtful,
      anyWords,
      (command, before, word, after) => {
        // A profile's name is plain after --for only, and no doubtful word is one.
        fc.pre(!profiles.some(({name}) => word === name || word === `--for=${name}`));
        fc.pre(command !== 'setup' || !['--yes', '-y', '--dry-run'].includes(word));
        expect(lookFor([command, ...before, word, ...after], none, true)).toBeUndefined();
      },
    ),
  );
  fc.assert(
    fc.property(fc.string(), anyWords, (command, words) => {
      fc.pre(!['doctor', 'probe', 'setup'].includes(command));
      expect(lookFor([command, ...words], none, true)).toBeUndefined();
    }),
  );
});
