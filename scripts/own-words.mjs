// Writes src/explain/own/sentences.ts, by which explain knows ebpf's own words again, as `npm run docs` does: node scripts/own-words.mjs [--list]
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {ownSentences, sentencesFile} from './own-sentences.mjs';

const sources = fileURLToPath(new URL('../src', import.meta.url));
if (process.argv.includes('--list')) console.log(JSON.stringify(ownSentences(sources)));
else writeFileSync(`${sources}/explain/own/sentences.ts`, sentencesFile(sources));
