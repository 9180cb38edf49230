import {type Level, levels, type Speaks} from './cause.ts';
import type {Label} from './label.ts';
import type {Message} from './message.ts';
import * as tables from './message-tables.ts';
import {anyOf} from './printed.ts';

/** Every message of every tool: a file of messages/ exports tables by name, lists, and lists by name. */
export const messages: readonly Message[] = Object.values(tables)
  .flatMap((file) => Object.values<Table>(file))
  .flatMap((table) => [Object.values<Message | readonly Message[]>(table)].flat(2));

type Table = Readonly<Record<string, Message | readonly Message[]>> | readonly Message[];

/** What tools say for a cause: the messages that name it. */
export const spoken: Readonly<Partial<Record<Label, Speaks>>> = Object.fromEntries(
  [...new Set(messages.flatMap((message) => levels.flatMap((level) => message[level] ?? [])))].map((label) => [
    label,
    Object.fromEntries(levels.flatMap((level) => rowOf(label, level))),
  ]),
);

function rowOf(label: Label, level: Level): (readonly [Level, readonly RegExp[]])[] {
  const named = messages.filter((message) => message[level] === label);
  return named.length > 0 ? [[level, [anyOf(...named)]]] : [];
}
