import {explain} from '../../src/explain/explain.ts';
import {bpftrace, cargo, kbuild, make, start} from '../../src/explain/messages/build.ts';
import {apt, curl, errors, git, go} from '../../src/explain/messages/fetch.ts';
import type {Message} from '../../src/explain/messages/message.ts';
import {anyOf, example, printed} from '../../src/explain/messages/printed.ts';

const catalogue: readonly Message[] = [apt, bpftrace, cargo, curl, errors, git, go, kbuild, make, start].flatMap(
  (tool) => Object.values(tool),
);

/** Where the words of the C library mean one thing. */
const stages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Operation not permitted': {stage: 'load', 'kernel functions': 'hooked', user: 'root'},
};

test.each(catalogue)('$tool: $format', (message) => {
  const text = `${message.tool}: ${example(message)}`;
  expect(text).toMatch(anyOf(message));
  expect(message.source).toMatch(/^https:\/\/\S+\/\S+$/);
  // A stage of ours hands the words on: what they mean is known, be it with a label or without.
  const [best] = explain({text, context: {facts: stages[message.format] ?? {stage: 'clone'}}}).causes;
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
