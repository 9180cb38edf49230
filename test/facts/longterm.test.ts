import {longtermRange, longtermSeries, maintenanceOf, maintenanceText} from '../../src/facts/longterm.ts';

const in2026 = new Date('2026-11-29T00:00:00Z');

test.each([
  ['6.12.95-061295-generic', {until: '2028-12', ended: false}],
  ['v6.1', {until: '2027-12', ended: false}],
  ['5.15.178', {until: '2026-12', ended: false}],
  ['5.4.0', {until: '2025-12', ended: true}],
  ['6.10.3', {ended: true}],
  ['7.1.0', undefined],
  ['6.180.1', undefined],
  ['next', undefined],
])('%s is maintained: %p', (version, maintenance) => expect(maintenanceOf(version, in2026)).toEqual(maintenance));

test('lts is every series that is maintained in the month', () => {
  expect(longtermRange(in2026)).toBe('6.18.x || 6.12.x || 6.6.x || 6.1.x || 5.15.x || 5.10.x');
  expect(longtermRange(new Date('2027-01-01T00:00:00Z'))).toBe('6.18.x || 6.12.x || 6.6.x || 6.1.x');
});

test('says an end of life, and where that is from', () => {
  expect(maintenanceText('6.10.3', in2026)).toMatch(
    /^Linux 6\.10 is not a longterm series: .*kernel\.org's plan, as announced in \d{4}-\d\d/,
  );
  expect(maintenanceText('5.4.301', in2026)).toMatch(/^Linux 5\.4 reached its end of life in 2025-12 /);
  expect(maintenanceText('6.12.95', in2026)).toMatch(/^Linux 6\.12 is a longterm series, maintained until 2028-12 /);
  expect(maintenanceText('7.1.0', in2026)).toBeUndefined();
});

test('the table has the newest first', () => {
  const numbers = longtermSeries.map(({series}) => series.split('.').map(Number));
  expect(numbers).toEqual(numbers.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => c - a || d - b));
});
