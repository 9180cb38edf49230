/** Characters of a piece, at least. */
const least = 1 << 16;

/**
 * A document as JSON.stringify writes it with an indent of two, and a line feed at its end, in pieces: the elements of its lists come one
 * after the other, so that what is said of thousands of hosts is never in memory as one text.
 */
export function* jsonPieces(document: unknown): Generator<string> {
  let piece = '';
  for (const part of partsOf(document)) {
    piece += part;
    if (piece.length < least) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n`;
}

/** A list in its elements; an object in its fields, of which each may be a list. */
function* partsOf(document: unknown): Generator<string> {
  if (Array.isArray(document)) yield* elementsOf(document, '');
  else if (typeof document !== 'object' || document === null) yield textOf(document, '');
  else {
    let before = '{';
    for (const [name, field] of Object.entries(document)) {
      if (field === undefined) continue;
      yield `${before}\n  ${JSON.stringify(name)}: `;
      if (Array.isArray(field)) yield* elementsOf(field, '  ');
      else yield textOf(field, '  ');
      before = ',';
    }
    yield before === '{' ? '{}' : '\n}';
  }
}

function* elementsOf(list: readonly unknown[], margin: string): Generator<string> {
  for (const [index, element] of list.entries())
    yield `${index === 0 ? '[' : ','}\n${margin}  ${textOf(element, `${margin}  `)}`;
  yield list.length === 0 ? '[]' : `\n${margin}]`;
}

/** A value whose lines begin with the margin, but for the first. No line feed is within a text of JSON. */
const textOf = (value: unknown, margin: string): string =>
  (JSON.stringify(value, undefined, 2) ?? 'null').replaceAll('\n', `\n${margin}`);
