import {expect, test} from '@jest/globals';
import {routes} from '../../src/hello/routes.ts';
import {toolchains, verifiedBy} from '../../src/hello/verified-by.ts';
import {profiles} from '../../src/profiles/catalogue.ts';

test('reports know what hello verifies by its name: a route each, and no profile twice', () => {
  expect(toolchains).toEqual(routes.map(({name}) => name));
  const names = [...toolchains, ...Object.keys(verifiedBy)];
  expect(new Set(names).size).toBe(names.length);
  expect(profiles.map(({name}) => name)).toEqual(expect.arrayContaining(names));
});
