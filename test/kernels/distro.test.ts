import {known} from '../../src/facts/fact.ts';
import type {Host} from '../../src/hosts/host.ts';
import {
  distroInstall,
  findDistroKernels,
  kernelPackages,
  lacksBtf,
  parseMadison,
  parseSimulation,
} from '../../src/kernels/distro.ts';
import {changed, savedFacts} from '../saved.ts';
import {scriptedHost} from '../setup/scripted-host.ts';
import {savedState} from './situation.ts';

const debian = savedFacts('debian-12-cloud-6.1');
const ubuntu = (versionId: string) =>
  changed(debian, {os: known({id: 'ubuntu', idLike: ['debian'], versionId, prettyName: `Ubuntu ${versionId}`})});

test.each([
  [debian, 'amd64', '6.1.0-37-amd64', ['linux-image-amd64']],
  [debian, 'amd64', '6.1.0-37-cloud-amd64', ['linux-image-cloud-amd64', 'linux-image-amd64']],
  [debian, 'arm64', '6.1.0-37-arm64', ['linux-image-arm64']],
  [debian, 'i386', '6.1.0-37-686-pae', ['linux-image-686-pae']],
  [ubuntu('22.04'), 'amd64', '5.15.0-157-generic', ['linux-image-generic', 'linux-image-generic-hwe-22.04']],
  [
    ubuntu('22.04'),
    'amd64',
    '5.15.0-1056-aws',
    ['linux-image-aws', 'linux-image-generic', 'linux-image-generic-hwe-22.04'],
  ],
])('names the packages', (facts, arch, release, names) =>
  expect(kernelPackages(facts, {arch, release})).toEqual(names),
);

test('reads apt-cache madison', () => {
  const text = `linux-image-amd64 | 6.12.43-1~bpo12+1 | http://mirror.example/debian bookworm-backports/main amd64 Packages
linux-image-amd64 |  6.1.158-1 | http://mirror.example/debian bookworm/main amd64 Packages
linux-image-amd64 |  6.1.158-1 | http://mirror.example/debian bookworm/main Sources
`;
  expect(parseMadison(text)).toEqual([
    {version: '6.12.43-1~bpo12+1', suite: 'bookworm-backports'},
    {version: '6.1.158-1', suite: 'bookworm'},
  ]);
});

test('reads what apt-get --simulate would do', () => {
  const text = `NOTE: This is only a simulation!
Remv linux-image-rt-amd64 [6.1.158-1]
Inst linux-image-6.1.0-50-amd64 (6.1.176-1 Debian:12.15/oldstable [amd64])
Inst linux-image-amd64:amd64 (6.1.176-1 Debian:12.15/oldstable [amd64])
Conf linux-image-6.1.0-50-amd64 (6.1.176-1 Debian:12.15/oldstable [amd64])
`;
  expect(parseSimulation(text)).toEqual({
    installs: ['linux-image-6.1.0-50-amd64', 'linux-image-amd64'],
    removes: ['linux-image-rt-amd64'],
  });
});

test('asks for a suite that apt would not take by itself', () => {
  expect(distroInstall({package: 'linux-image-amd64', suite: 'bookworm-backports'})).toEqual([
    'apt-get',
    'install',
    '--yes',
    '--no-install-recommends',
    '--target-release',
    'bookworm-backports',
    'linux-image-amd64',
  ]);
});

test.each([
  [debian, 'amd64', '6.1.0-50-amd64', undefined],
  [debian, 'amd64', '4.19.0-27-amd64', 'before 5.10'],
  [debian, 'i386', '6.1.0-50-686-pae', '32-bit'],
  [ubuntu('20.04'), 'amd64', '5.4.0-216-generic', 'this release of Ubuntu'],
  [ubuntu('20.04'), 'amd64', '5.15.0-139-generic', undefined],
  [ubuntu('22.04'), 'amd64', '5.15.0-157-generic', undefined],
])('expects BTF or not', (facts, arch, release, why) => {
  const answer = lacksBtf(facts, {arch}, release);
  if (why === undefined) expect(answer).toBeUndefined();
  else expect(answer).toContain(why);
});

test('a package on hold is told as such, with the way to let it go', async () => {
  const answers: Record<string, {exitCode: number; stdout: Buffer; stderr: string}> = {
    'apt-cache': {
      exitCode: 0,
      stdout: Buffer.from(
        'linux-image-amd64 | 6.1.176-1 | http://mirror.example/debian bookworm/main amd64 Packages\n',
      ),
      stderr: '',
    },
    'apt-get': {
      exitCode: 100,
      stdout: Buffer.alloc(0),
      stderr: 'E: Held packages were changed and -y was used without --allow-change-held-packages.\n',
    },
  };
  const host = {run: async ([program = '']: readonly string[]) => answers[program]} as unknown as Host;
  const state = {...savedState('debian-12-no-btf'), release: '6.1.0-37-amd64', held: ['linux-image-amd64']};
  expect(await findDistroKernels(host, debian, state)).toEqual({
    kernels: [],
    passedOver: [{what: 'linux-image-amd64', why: 'linux-image-amd64 is held (apt-mark unhold linux-image-amd64)'}],
  });
});

test('takes the headers along where DKMS has something to build, and goes without where apt has none', async () => {
  for (const known of [true, false]) {
    const host = scriptedHost([
      [
        /madison/,
        {stdout: 'linux-image-amd64 | 6.1.176-1 | http://mirror.example/debian bookworm/main amd64 Packages\n'},
      ],
      [
        /--simulate.*linux-headers-amd64/,
        known
          ? {stdout: 'Inst linux-image-6.1.0-50-amd64 (1)\n'}
          : {exitCode: 100, stderr: 'E: Unable to locate package'},
      ],
      [/--simulate/, {stdout: 'Inst linux-image-6.1.0-50-amd64 (1)\n'}],
    ]);
    const state = {...savedState('debian-12-no-btf'), release: '6.1.0-37-amd64', dkms: ['nvidia/535.1']};
    const {kernels} = await findDistroKernels(host, debian, state);
    expect(kernels[0] && distroInstall(kernels[0]).slice(4)).toEqual([
      'linux-image-amd64',
      ...(known ? ['linux-headers-amd64'] : []),
    ]);
  }
});
