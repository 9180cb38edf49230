import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import fc from 'fast-check';
import {commandLine, quote} from '../../../src/hosts/quote.ts';

const word = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...`'"\\$\`!*?~#&|;<>(){}[]%=^@ \t\n\r-\u0001\u007f`),
      fc.string({unit: 'binary', minLength: 1, maxLength: 1}),
    ),
  })
  .filter((text) => !text.includes('\0'));
const shells = [
  ['/usr/bin/dash', []],
  ['/bin/bash', []],
  ['/bin/bash', ['--posix']],
  ['/usr/bin/busybox', ['ash']],
] as const;
const loginShells = ['/usr/bin/dash', '/bin/bash', '/usr/bin/fish', '/usr/bin/tcsh', '/usr/bin/zsh'];

describe('quoting', () => {
  it.each(shells.filter(([shell]) => existsSync(shell)))('is read back by %s %j (property)', (shell, options) => {
    fc.assert(
      fc.property(fc.array(word, {maxLength: 200, size: 'max'}), (words) => {
        const {stdout} = spawnSync(shell, [...options, '-c', `printf '%s\\0' begin ${words.map(quote).join(' ')}`]);
        expect(stdout.toString()).toBe(['begin', ...words].map((each) => `${each}\0`).join(''));
      }),
      {numRuns: 12},
    );
  });

  it.each(loginShells.filter((shell) => existsSync(shell)))(
    'hands a script through %s unchanged (property)',
    (shell) => {
      fc.assert(
        fc.property(fc.array(word, {maxLength: 60, size: 'max'}), (words) => {
          const script = `printf '%s\\0' begin ${words.map(quote).join(' ')}`;
          const {stdout} = spawnSync(shell, ['-c', commandLine(script)], {
            env: {PATH: process.env.PATH, HOME: '/nonexistent'},
          });
          expect(stdout.toString()).toBe(['begin', ...words].map((each) => `${each}\0`).join(''));
        }),
        {numRuns: 12},
      );
    },
  );

  it('holds a long script', () => {
    for (const shell of loginShells.filter((each) => existsSync(each))) {
      const line = commandLine(`echo ${quote("x'\n".repeat(3000))} | wc -c`);
      expect(
        spawnSync(shell, ['-c', line], {env: {PATH: process.env.PATH, HOME: '/nonexistent'}})
          .stdout.toString()
          .trim(),
      ).toBe('9001');
    }
  });

  it('refuses a NUL', () => {
    expect(() => quote('a\0b')).toThrow(expect.objectContaining({exitCode: 2}));
  });
});
