import {readFileSync} from 'node:fs';
import path from 'node:path';
import {messagesList} from '../../scripts/docs/messages-list.ts';
import {levels} from '../../src/explain/cause.ts';
import {explain} from '../../src/explain/explain.ts';
import {errors} from '../../src/explain/messages/fetch.ts';
import * as load from '../../src/explain/messages/load.ts';
import {messages} from '../../src/explain/messages.ts';
import {anyOf, example, printed} from '../../src/explain/printed.ts';

/** Those of load.ts mean what their errno does: test/explain/eperm.test.ts. */
const catalogue = messages.filter(
  (message) => !Object.values(load).some((table) => Object.values(table).includes(message)),
);

test('the list of messages is that of the files: npm run docs', () => {
  const folder = path.join(import.meta.dirname, '../../src/explain');
  expect(readFileSync(path.join(folder, 'message-tables.ts'), 'utf8')).toBe(
    messagesList(path.join(folder, 'messages')),
  );
});

test.each(catalogue)('$tool: $format', (message) => {
  const text = `${message.tool}: ${example(message)}`;
  expect(text).toMatch(anyOf(message));
  expect(message.source).toMatch(/^https:\/\/\S+\/\S+$/);
  // A stage of ours hands the words on: what they mean is known, be it with a label or without.
  const [best] = explain({
    text,
    context: message === errors.notPermitted ? {stage: 'load', seen: {user: 'root'}} : {stage: 'clone'},
  }).causes;
  expect(best?.confidence).toBeGreaterThan(0.15);
});

const naming = catalogue.flatMap((message) => {
  const level = levels.find((each) => message[each]);
  return level === 'certain' || level === 'strong' ? [{...message, label: message[level]}] : [];
});

test.each(naming)('$tool: $format speaks for $label', ({label, ...message}) => {
  const {causes} = explain({text: `${message.tool}: ${example(message)}`});
  expect(causes[0]?.cause).toBe(label);
});

test.each([
  ["prog '%s': failed to attach: %s", "libbpf: prog 'on_exec': failed to attach: -ENOENT", true],
  ["prog '%s': failed to attach: %s", "libbpf: prog 'on_exec': failed to load: -EINVAL", false],
  ['R%d invalid mem access %s', "R1 invalid mem access 'scalar'", true],
  ['%d%% of %s', '7% of /boot', true],
  ['%select{class|struct}0 %1 is unknown', 'struct foo is unknown', true],
  ['map {}: {:?}', 'map events: "no"', true],
  ['a.b(c)', 'a.b(c)', true],
  ['a.b(c)', 'axb(c)', false],
])('%j becomes an expression that matches %j: %j', (format, text, matches) => {
  expect(new RegExp(printed(format)).test(text)).toBe(matches);
});
