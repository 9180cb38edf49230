import {readFileSync} from 'node:fs';
import type {Host} from '../../src/hosts/host.ts';
import {parseArchive} from '../../src/kernels/mainline/archive.ts';
import {planKernel} from '../../src/kernels/plan.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {withoutBtf} from './situation.ts';

const state = readFileSync(new URL('hosts/debian-12-no-btf.txt', import.meta.url), 'utf8');
const archive = {archive: parseArchive('https://archive.example/'), cache: '/nowhere'};

test('a refusal tells what was passed over, and why', async () => {
  const output: Record<string, string> = {
    sh: `${state}held linux-image-amd64\n`,
    'apt-cache': 'linux-image-amd64 | 6.1.176-1 | http://mirror.example/debian bookworm/main amd64 Packages\n',
  };
  const host = {
    run: async ([program = '']: readonly string[]) => ({
      exitCode: program === 'apt-get' ? 100 : 0,
      stdout: Buffer.from(output[program] ?? ''),
      stderr: 'E: Held packages were changed\n',
    }),
    name: 'web1',
  } as unknown as Host;
  const facts = withoutBtf('debian-12-cloud-6.1');
  await expect(planKernel(host, facts, chooseProfiles([]), 'distro', archive)).rejects.toMatchObject({
    why: expect.stringMatching(/no kernel that would do\.\nSkipped: .*linux-image-amd64.* is held \(apt-mark unhold/s),
    exitCode: 1,
  });
});
