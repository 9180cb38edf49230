/** Characters of a piece, at least. */
const least = 1 << 16;

/**
 * A document as JSON.stringify writes it with an indent of two, and a line feed at its end, in pieces: the elements of its lists come one
 * after the other, so that what is said of thousands of hosts is never in memory as one text.
 */
export function* jsonPieces(document: unknown): Generator<string> {
  let piece = '';
  for (const part of partsOf(document, '', new Known())) {
    piece += part;
    if (piece.length < least) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n`;
}

/** Levels of lists that are taken apart: hosts, and what was found on each. */
const levels = 2;

/** A list in its elements; an object in its fields, of which each may be a list. */
function* partsOf(value: unknown, margin: string, known: Known, level = 0): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      yield `${index === 0 ? '[' : ','}\n${margin}  `;
      if (level + 1 < levels) yield* partsOf(element, `${margin}  `, known, level + 1);
      else yield known.textOf(element, `${margin}  `);
    }
    yield value.length === 0 ? '[]' : `\n${margin}]`;
  } else if (typeof value !== 'object' || value === null || 'toJSON' in value) yield textOf(value, margin);
  else {
    let before = '{';
    for (const [name, field] of Object.entries(value)) {
      if (field === undefined) continue;
      yield `${before}\n${margin}  ${JSON.stringify(name)}: `;
      if (Array.isArray(field)) yield* partsOf(field, `${margin}  `, known, level);
      else yield textOf(field, `${margin}  `);
      before = ',';
    }
    yield before === '{' ? '{}' : `\n${margin}}`;
  }
}

/** Texts of what comes more than once, by their margin: of thousands of hosts most have the very same findings. What comes once is not kept. */
class Known {
  readonly #met = new WeakSet<object>();
  readonly #texts = new Map<string, WeakMap<object, string>>();

  textOf(value: unknown, margin: string): string {
    if (typeof value !== 'object' || value === null) return textOf(value, margin);
    const texts = this.#texts.get(margin) ?? new WeakMap<object, string>();
    this.#texts.set(margin, texts);
    const text = texts.get(value) ?? textOf(value, margin);
    if (this.#met.has(value)) texts.set(value, text);
    this.#met.add(value);
    return text;
  }
}

/** A value whose lines begin with the margin, but for the first. No line feed is within a text of JSON. */
const textOf = (value: unknown, margin: string): string =>
  (JSON.stringify(value, undefined, 2) ?? 'null').replaceAll('\n', `\n${margin}`);
