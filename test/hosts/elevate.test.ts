import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {describeWith, notRoot, testWith} from '../lab/needs.ts';

const program = path.resolve('bin/run.js');
const nobody = '65534';

describeWith(notRoot)('a sudo that is not what it should be', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ebpf-sudo-'));
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  /** `ebpf kernel status` as a user for whom sudo is `script`. */
  const status = async (script: string) => {
    writeFileSync(path.join(folder, 'sudo'), `#!/bin/sh\n${script}\n`, {mode: 0o755});
    const {stderr, exitCode} = await execa(
      'setpriv',
      ['--reuid', nobody, '--regid', nobody, '--clear-groups', process.execPath, program, 'kernel', 'status'],
      {
        reject: false,
        stdin: 'ignore',
        cwd: '/',
        env: {PATH: `${folder}:${process.env.PATH}`, HOME: '/', GITHUB_ACTIONS: ''},
      },
    );
    return {stderr, exitCode};
  };

  test.each([
    ['asks without end', 'exec yes "[sudo] password for root:" >&2', '[sudo] password for root: [sudo] password'],
    [
      'commands terminals and CI systems',
      String.raw`printf '\033]0;x\007\033[2J##vso[x]\nno\n' >&2; exit 1`,
      '# #vso[x] no',
    ],
  ])('%s: a short line of it is shown', async (_, script, said) => {
    const {stderr, exitCode} = await status(script);
    expect({stderr, exitCode}).toEqual({stderr: expect.stringContaining(`\n  sudo: ${said}`), exitCode: 1});
    expect(stderr.length).toBeLessThan(1000);
  });

  testWith(undefined, !process.env.EBPF_SLOW && 'it waits half a minute: set EBPF_SLOW=1')(
    'does not answer, and does not end when it is told to: it is left after its time',
    async () => {
      // Half a minute, and more on a machine with much to do.
      const {stderr, exitCode} = await status('trap "" TERM; while :; do sleep 1; done');
      expect({stderr, exitCode}).toEqual({
        stderr: expect.stringMatching(/sudo: it did not answer within \d+ seconds\./),
        exitCode: 1,
      });
    },
    240_000,
  );
});
