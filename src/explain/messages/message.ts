/** A message as the source of a tool has it: what it prints is told by its format string. */
export interface Message {
  /** The program, library or compiler that prints it. */
  readonly tool: string;
  /** With the placeholders of its language: `%s` of C and Go, `%0` and `%select{a|b}1` of clang, `{}` of Rust and C++. */
  readonly format: string;
  /** The file that has it, below the tool's tree. */
  readonly source: string;
  /** The first version that prints it, and the first that does not any more, where that is known. */
  readonly since?: string;
  readonly until?: string;
}

/** Messages of a tool by name: each its format string, and the file that has it. */
type Rows = Readonly<
  Record<string, readonly [format: string, source: string, since?: string | undefined, until?: string]>
>;

/** The messages of a tool. TREE is where its files are read. */
export const messagesOf = <const R extends Rows>(tool: string, tree: string, rows: R) =>
  Object.fromEntries(
    Object.entries<Rows[string]>(rows).map(([name, [format, file, since, until]]) => [
      name,
      {tool, format, source: `${tree}/${file}`, ...(since && {since}), ...(until && {until})},
    ]),
  ) as Readonly<Record<keyof R, Message>>;

/** Messages of one file that mean the same, so that none needs a name: the format string alone, or with its versions. */
export const listOf = (
  tool: string,
  source: string,
  rows: readonly (string | readonly [format: string, since: string | undefined, until?: string])[],
): readonly Message[] =>
  rows.map((row) => {
    const [format, since, until] = typeof row === 'string' ? [row] : row;
    return {tool, format, source, ...(since && {since}), ...(until && {until})};
  });
