import {readdirSync} from 'node:fs';
import {explain} from '../../src/explain/explain.ts';
import {errors} from '../../src/explain/messages/fetch.ts';
import type {Message} from '../../src/explain/messages/message.ts';
import {anyOf, example, printed} from '../../src/explain/messages/printed.ts';

const folder = new URL('../../src/explain/messages/', import.meta.url);

/** Every table of messages. Those of load.ts mean what their errno does: test/explain/eperm.test.ts. */
const catalogue: Message[] = [];
for (const file of readdirSync(folder).filter((name) => !/^(?:message|printed|load)\.ts$/.test(name))) {
  const tables: Record<string, unknown> = await import(new URL(file, folder).href);
  for (const table of Object.values(tables))
    if (typeof table === 'object' && !(table instanceof RegExp))
      catalogue.push(...Object.values(table as Record<string, Message | readonly Message[]>).flat());
}

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
