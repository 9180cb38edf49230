import type {Level} from './cause.ts';
import type {Label} from './label.ts';

/** A message as the source of a tool has it: what it prints is told by its format string. */
export interface Message extends About {
  /** The program, library or compiler that prints it. */
  readonly tool: string;
  /** With the placeholders of its language: `%s` of C and Go, `%0` and `%select{a|b}1` of clang, `{}` of Rust and C++. */
  readonly format: string;
  /** The file that has it, below the tool's tree. */
  readonly source: string;
}

/** Which cause it speaks for, by what it is worth there; and its versions, where they were looked up. */
interface About extends Readonly<Partial<Record<Level, Label>>> {
  /** The first version that prints it, and the first that does not any more: its file is that of the version before. */
  readonly since?: string;
  readonly until?: string;
}

/** Messages of a tool by name: each its format string, and the file that has it. */
type Rows = Readonly<Record<string, readonly [format: string, source: string, about?: About]>>;

/** The messages of a tool. `tree` is where its files are read. */
export const messagesOf = <const R extends Rows>(tool: string, tree: string, rows: R) =>
  Object.fromEntries(
    Object.entries<Rows[string]>(rows).map(([name, [format, file, about]]) => [
      name,
      {tool, format, source: `${tree}/${file}`, ...about},
    ]),
  ) as Readonly<Record<keyof R, Message>>;

/** Messages of one file that mean the same, so that none needs a name. */
export const listOf = (
  tool: string,
  source: string,
  rows: readonly (string | readonly [format: string, about: About])[],
): readonly Message[] =>
  rows.map((row) => {
    const [format, about] = typeof row === 'string' ? [row] : row;
    return {tool, format, source, ...about};
  });

/** Messages that all speak for one cause. */
export const speaking = (about: About, messages: readonly Message[]): readonly Message[] =>
  messages.map((message) => ({...message, ...about}));
