// Writes src/explain/own/sentences.ts, by which explain knows ebpf's own words again: node scripts/own-words.mjs [--list]
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {ownSentences} from './own-sentences.mjs';

const sources = fileURLToPath(new URL('../src', import.meta.url));
const quoted = (text) => (text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`);
const found = ownSentences(sources);
if (process.argv.includes('--list')) console.log(JSON.stringify(found));
else
  writeFileSync(
    `${sources}/explain/own/sentences.ts`,
    [
      '/** What ebpf tells when something fails; `*` is what it fills in. Made from its sources by scripts/own-words.mjs. */',
      'export const sentences: readonly string[] = [',
      ...found.map((sentence) => `  ${quoted(sentence)},`),
      '];',
      '',
    ].join('\n'),
  );
