import {readdirSync, readFileSync} from 'node:fs';

/** Fields of a Failure, and of what becomes one. */
const fields = /\b(?:what|why|todo)\b(?:: \w+)?\s*[:=](?!=)/g;
/** What is filled in, which may hold one object, and templates with names of their own. */
const filled = /\$\{(?:[^{}`]|\{[^{}`]*\}|`(?:[^`{}]|\$\{[^{}`]*\})*`)*\}/g;
const literals = new RegExp(
  /`(?:[^`\\$]|\\.|FILLED|\$(?!\{))*`|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/.source.replace(
    'FILLED',
    () => filled.source,
  ),
  'g',
);

const ofHost = /"ebpf (?:setup|doctor|hello|vmlinux|kernel (?:install|remove|back|status))(?: [^"\n]*)?"/g;

/** Words of a sentence that never change; fewer than this many anybody could say. */
const fewest = 5;

/**
 * The sentences with which ebpf tells of a failure, as its sources hold them; `*` stands for what is filled in.
 * Not those that end with what a tool said: its words are to be explained.
 */
export function ownSentences(sources) {
  const files = readdirSync(sources, {recursive: true}).filter(
    (file) => file.endsWith('.ts') && !/^(?:explain|checks)\//.test(file),
  );
  const found = files.flatMap((file) => {
    const source = readFileSync(`${sources}/${file}`, 'utf8');
    return [
      ...source.matchAll(fields),
      ...source.matchAll(/\b(?:refuse|new Failure|failure|wrong|refusal)\(\n?\s*(?=['`])/g),
    ].flatMap(({index, 0: field}) => {
      const rest = source.slice(index + field.length, index + field.length + 900);
      return valuesIn(rest);
    });
  });
  const shaped = found.map((literal) =>
    literal
      .replace(filled, '*')
      .replace(/\\(['"`])/g, '$1')
      .replaceAll(/\\n/g, ' ')
      // src/hosts/at.ts puts the host there.
      .replaceAll(ofHost, (command) => (command.includes('*"') ? command : `${command.slice(0, -1)}*"`))
      .trim(),
  );
  return [...new Set(shaped)]
    .filter(
      (sentence) => !/\n|\$\{|'\}|\?$|: \*$/.test(sentence) && (sentence.match(/[A-Za-z]{2,}/g) ?? []).length >= fewest,
    )
    .sort();
}

/** src/explain/own/sentences.ts as it should be. */
export function sentencesFile(sources) {
  return [
    '/** What ebpf tells when something fails; `*` is what it fills in. Made from its sources by scripts/own-words.mjs. */',
    'export const sentences: readonly string[] = [',
    ...ownSentences(sources).map((sentence) => `  ${quoted(sentence)},`),
    '];',
    '',
  ].join('\n');
}

/** As Biome has it: by the mark that is escaped less often. */
const quoted = (text) => {
  const mark = text.split("'").length > text.split('"').length ? '"' : "'";
  return `${mark}${text.replaceAll(mark, `\\${mark}`)}${mark}`;
};

/** Ends the value of a field: the next property, or the end of the object. */
const boundary = /,\n\s*(?:\w+[:,]|\.{3}|\})|\n\s*\}|;\n/;

function valuesIn(rest) {
  const found = [];
  let end = 0;
  for (const {index, 0: literal} of rest.matchAll(literals)) {
    if (boundary.test(rest.slice(end, index))) break;
    found.push(literal.slice(1, -1));
    end = index + literal.length;
  }
  return found;
}
