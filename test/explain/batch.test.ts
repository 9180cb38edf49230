import {readFileSync} from 'node:fs';
import path from 'node:path';
import {Ajv} from 'ajv';
import {explainLine} from '../../src/explain/batch.ts';
import {explain} from '../../src/explain/explain.ts';
import {Failure} from '../../src/hosts/failure.ts';

const schema = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../schemas/diagnosis-1.schema.json'), 'utf8'),
);

test('a line answers with its id and its causes', () => {
  const answer = explainLine(
    '{"id": 7, "error": "make: clang: No such file or directory", "kernel": null, "facts": {"wsl": true}}',
    1,
  );
  expect(answer?.id).toBe(7);
  expect(answer?.causes[0]?.cause).toBe('clang-missing');
});

test('an empty line is none', () => {
  expect(explainLine('  ', 1)).toBeUndefined();
});

test.each(['nonsense', '[]', '"x"', 'null', '{"id": 1}', '{"id": 1, "error": 5}'])(
  '%s is refused by its line',
  (line) => {
    expect(() => explainLine(line, 12)).toThrow(Failure);
    expect(() => explainLine(line, 12)).toThrow(/Line 12/);
  },
);

test.each(['make: clang: No such file or directory', 'lorem ipsum failed', 'all is well'])(
  '%s: follows the schema',
  (text) => {
    const validate = new Ajv({allErrors: true}).compile(schema);
    validate(JSON.parse(JSON.stringify(explain({text}))));
    expect(validate.errors ?? []).toEqual([]);
  },
);
