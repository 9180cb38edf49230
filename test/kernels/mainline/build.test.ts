import {isBuild, selectBuild} from '../../../src/kernels/mainline/build.ts';
import {parsePackageName} from '../../../src/kernels/mainline/package-name.ts';

const amd64 = {arch: 'amd64', flavour: 'generic'};

/** Names of one build as the archive has them. */
const names = (version: string, built: string, flavours = ['generic'], arch = 'amd64') => [
  `linux-headers-${version}_${version}.${built}_all.deb`,
  ...flavours.flatMap((flavour) => [
    `linux-headers-${version}-${flavour}_${version}.${built}_${arch}.deb`,
    `linux-image-unsigned-${version}-${flavour}_${version}.${built}_${arch}.deb`,
    `linux-modules-${version}-${flavour}_${version}.${built}_${arch}.deb`,
  ]),
];

test.each([
  [
    'linux-image-unsigned-6.18.0-061800-generic_6.18.0-061800.202511302339_amd64.deb',
    {kind: 'image-unsigned', version: '6.18.0-061800', flavour: 'generic', built: '202511302339', arch: 'amd64'},
  ],
  [
    'linux-modules-5.15.178-0515178-generic_5.15.178-0515178.202502011900_amd64.deb',
    {kind: 'modules', version: '5.15.178-0515178', flavour: 'generic', built: '202502011900', arch: 'amd64'},
  ],
  [
    'linux-image-unsigned-6.10.0-061000rc2-generic-64k_6.10.0-061000rc2.202406022339_arm64.deb',
    {kind: 'image-unsigned', version: '6.10.0-061000rc2', flavour: 'generic-64k', built: '202406022339', arch: 'arm64'},
  ],
  [
    'linux-headers-4.6.0-040600rc1-generic_4.6.0-040600rc1.201603261930_amd64.deb',
    {kind: 'headers', version: '4.6.0-040600rc1', flavour: 'generic', built: '201603261930', arch: 'amd64'},
  ],
  [
    'linux-headers-5.17.0-051700_5.17.0-051700.202203202130_all.deb',
    {kind: 'headers', version: '5.17.0-051700', built: '202203202130', arch: 'all'},
  ],
  [
    'linux-image-4.16.3-041603-generic_4.16.3-041603.201804190730_amd64.deb',
    {kind: 'image', version: '4.16.3-041603', flavour: 'generic', built: '201804190730', arch: 'amd64'},
  ],
])('reads %s', (file, expected) => expect(parsePackageName(file)).toEqual({file, ...expected}));

test.each([
  'linux-image-unsigned-6.18.0-061800-generic_6.18.1-061801.202511302339_amd64.deb',
  'linux-main-modules-zfs-6.19.11-061911-generic_6.19.11-061911.202604021147_amd64.deb',
  'linux-image-6.1.0-37-amd64_6.1.140-1_amd64.deb',
  '../linux-modules-6.18.0-061800-generic_6.18.0-061800.202511302339_amd64.deb',
  'CHECKSUMS',
  'crack.bundle',
])('takes %s for no package of the archive', (file) => expect(parsePackageName(file)).toBeUndefined());

test('takes image and modules, and the headers apart from them', () => {
  const build = selectBuild(names('6.19.10-061910', '202603251147'), amd64);
  expect(build).toEqual({
    release: '6.19.10-061910-generic',
    built: '202603251147',
    image: 'linux-image-unsigned-6.19.10-061910-generic_6.19.10-061910.202603251147_amd64.deb',
    modules: 'linux-modules-6.19.10-061910-generic_6.19.10-061910.202603251147_amd64.deb',
    headers: [
      'linux-headers-6.19.10-061910_6.19.10-061910.202603251147_all.deb',
      'linux-headers-6.19.10-061910-generic_6.19.10-061910.202603251147_amd64.deb',
    ],
  });
});

test('takes the newest of two builds in one folder, as v5.16 has them', () => {
  const build = selectBuild(
    [...names('5.16.0-051600', '202201091830'), ...names('5.16.0-051600', '202201092355')],
    amd64,
  );
  expect(build).toMatchObject({built: '202201092355'});
});

test('takes the older build where the newer one broke off', () => {
  const newer = names('5.16.0-051600', '202201092355').filter((name) => !name.includes('modules'));
  expect(selectBuild([...names('5.16.0-051600', '202201091830'), ...newer], amd64)).toMatchObject({
    built: '202201091830',
  });
});

test('takes the image alone before 4.16.4, where it holds the modules', () => {
  const build = selectBuild(
    [
      'linux-headers-4.16.3-041603_4.16.3-041603.201804190730_all.deb',
      'linux-headers-4.16.3-041603-generic_4.16.3-041603.201804190730_amd64.deb',
      'linux-image-4.16.3-041603-generic_4.16.3-041603.201804190730_amd64.deb',
    ],
    amd64,
  );
  expect(isBuild(build) && build.modules).toBeUndefined();
  expect(build).toMatchObject({release: '4.16.3-041603-generic'});
});

test('keeps flavours and architectures apart', () => {
  const files = names('4.19.0-041900', '201810221809', ['generic', 'lowlatency']);
  expect(selectBuild(files, {arch: 'amd64', flavour: 'lowlatency'})).toMatchObject({
    release: '4.19.0-041900-lowlatency',
  });
  expect(selectBuild(files, {arch: 'arm64', flavour: 'generic'})).toEqual({
    arches: ['amd64'],
    flavours: [],
    incomplete: false,
  });
  expect(selectBuild(files, {arch: 'amd64', flavour: 'snapdragon'})).toEqual({
    arches: [],
    flavours: ['generic', 'lowlatency'],
    incomplete: false,
  });
});

test('tells a build that broke off from none', () => {
  const files = names('6.5.12-060512', '202311200730').filter((name) => !name.includes('modules'));
  expect(selectBuild(files, amd64)).toEqual({arches: [], flavours: ['generic'], incomplete: true});
  expect(selectBuild(['crack.bundle'], amd64)).toEqual({arches: [], flavours: [], incomplete: false});
});
