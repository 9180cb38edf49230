import {known} from '../../../src/facts/fact.ts';
import type {Facts} from '../../../src/facts/facts.ts';
import {byVersion} from '../../../src/programs/judge/known.ts';
import {judgeMapAge} from '../../../src/programs/judge/map-age.ts';

test.each([
  ['6.1.0-37-amd64', 'pass'],
  ['5.4.0-150-generic', 'fail'],
  // What enterprise distributions have brought to old versions no version tells.
  ['4.18.0-553.el8_10.x86_64', 'unknown'],
  ['4.14.355-277.643.amzn2.x86_64', 'unknown'],
  ['odd', 'unknown'],
])('what %s says of a feature of 5.8: %s', (release, verdict) => {
  const facts = {kernel: {release: known(release)}} as unknown as Facts;
  expect(byVersion({name: 'k', facts}, '5.8')).toMatchObject({verdict, by: 'version'});
});

test.each([
  ['5.15.0-100-generic', 'inner_map', []],
  ['5.4.0-150-generic', 'inner_map', ['fail']],
  ['4.18.0-553.el8_10.x86_64', 'inner_map', ['unknown']],
  ['5.4.0-150-generic', 'numa_node', []],
])('where no types are at hand, the version of %s tells of the flag %s of a map: %j', (release, flag, verdicts) => {
  const facts = {kernel: {release: known(release)}} as unknown as Facts;
  const shape = {name: 'inner', type: 'array', keySize: 4, valueSize: 4, maxEntries: 1, pinned: false};
  const map = {...shape, flags: [flag], place: {section: 1, offset: 0}};
  expect(judgeMapAge({maps: [map]}, {name: 'k', facts}).map(({verdict}) => verdict)).toEqual(verdicts);
});
