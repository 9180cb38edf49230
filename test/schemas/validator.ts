import {readFileSync} from 'node:fs';
import path from 'node:path';
import {Ajv, type ValidateFunction} from 'ajv';

/** The schema of a document that is published: `report-1`. */
export const validator = (name: string): ValidateFunction =>
  new Ajv({allErrors: true, strictTypes: false}).compile(
    JSON.parse(readFileSync(path.join(import.meta.dirname, `../../schemas/${name}.schema.json`), 'utf8')),
  );

/** What is wrong with a document, as its schema says. */
export const errorsOf = (name: string, document: unknown): readonly unknown[] => {
  const validate = validator(name);
  validate(JSON.parse(JSON.stringify(document)));
  return validate.errors ?? [];
};
