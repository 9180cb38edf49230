import fc from 'fast-check';
import {jsonPieces} from '../../src/hosts/json-pieces.ts';

test('the pieces of any document are what JSON.stringify writes of it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.jsonValue()), (field, list) => {
      const shared = {field, list, left: undefined};
      const hosts = [{list: [shared, shared], shared}, {list: [field, shared], deep: {list: [shared]}}, [shared], null];
      for (const document of [field, list, shared, {hosts, list: [shared, new Date(0)]}])
        expect([...jsonPieces(document)].join('')).toBe(`${JSON.stringify(document, undefined, 2)}\n`);
    }),
  );
});

test('a long list comes in pieces', () => {
  const hosts = Array.from({length: 100}, (_, index) => `${index}`.repeat(5000));
  const pieces = [...jsonPieces({hosts})];
  expect(pieces.length).toBeGreaterThan(5);
  expect(JSON.parse(pieces.join(''))).toEqual({hosts});
});
