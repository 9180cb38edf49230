import {
  compareMainline,
  inRange,
  isRange,
  parseMainlineName,
  sameMainline,
} from '../../../src/kernels/mainline/version.ts';

const parse = (name: string) => {
  const version = parseMainlineName(name);
  if (!version) throw new Error(`not parsed: ${name}`);
  return version;
};

test.each([
  ['v6.1/', {name: 'v6.1', numbers: [6, 1], semver: '6.1.0'}],
  ['6.1.9', {name: 'v6.1.9', numbers: [6, 1, 9], semver: '6.1.9'}],
  ['v6.0-rc5/', {name: 'v6.0-rc5', numbers: [6, 0], candidate: 5, semver: '6.0.0-rc.5'}],
  ['v2.6.27.62', {name: 'v2.6.27.62', numbers: [2, 6, 27, 62], semver: '2.6.27'}],
  ['v4.4-rc2+cod1/', {name: 'v4.4-rc2+cod1', numbers: [4, 4], candidate: 2, variant: 'cod1', semver: '4.4.0-rc.2'}],
  ['v4.2.8-ckt7-wily', {name: 'v4.2.8-ckt7-wily', numbers: [4, 2, 8], variant: 'ckt7-wily', semver: '4.2.8'}],
  [
    'v5.12-rc1-dontuse',
    {name: 'v5.12-rc1-dontuse', numbers: [5, 12], candidate: 1, variant: 'dontuse', semver: '5.12.0-rc.1'},
  ],
  ['v5.7-new', {name: 'v5.7-new', numbers: [5, 7], variant: 'new', semver: '5.7.0'}],
])('reads %s', (name, version) => expect(parseMainlineName(name)).toEqual(version));

test.each(['daily', 'v6', 'v6.1.9-061000', '../v6.1', 'v6.1/x', 'v6.1.9.1.2', 'latest', ''])(
  'takes %p for no version',
  (name) => expect(parseMainlineName(name)).toBeUndefined(),
);

test('orders candidates before their release, variants before plain builds, 6.1.10 after 6.1.9', () => {
  const ordered = [
    'v2.6.27.61',
    'v2.6.27.62',
    'v4.2-rc1-unstable',
    'v4.2-rc1',
    'v4.2',
    'v5.7-new',
    'v5.7',
    'v6.0-rc5',
    'v6.0-rc10',
    'v6.0',
    'v6.1.9',
    'v6.1.10',
  ];
  expect(
    ordered
      .toReversed()
      .map(parse)
      .toSorted(compareMainline)
      .map(({name}) => name),
  ).toEqual(ordered);
});

test.each([
  ['v6.18', 'v6.18.0', true],
  ['6.18', 'v6.18', true],
  ['v6.18-rc1', 'v6.18', false],
  ['v5.7-new', 'v5.7', false],
])('%s and %s are the same: %p', (a, b, same) => expect(sameMainline(parse(a), parse(b))).toBe(same));

test.each([
  ['v5.15', '>=5.15 <6.2', true],
  ['v6.2', '>=5.15 <6.2', false],
  ['v6.2-rc1', '>=5.15 <6.2', false],
  ['v6.1-rc1', '>=5.15 <6.2', false],
  ['v5.15.178', '^5.15', true],
  ['v5.7-new', '*', false],
])('%s in %s: %p', (name, range, expected) => expect(inRange(parse(name), range)).toBe(expected));

test('takes candidates and odd builds in when asked, yet no candidate of the excluded end', () => {
  expect(inRange(parse('v6.1-rc1'), '>=5.15 <6.2', {all: true})).toBe(true);
  expect(inRange(parse('v6.2-rc1'), '>=5.15 <6.2', {all: true})).toBe(false);
  expect(inRange(parse('v5.7-new'), '*', {all: true})).toBe(true);
});

test('knows a range from nonsense', () => {
  expect(isRange('>=5.15 <6.2')).toBe(true);
  expect(isRange('newest please')).toBe(false);
});
