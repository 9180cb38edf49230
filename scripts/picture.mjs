// Draws docs/first-run.svg, the README's picture, from scripts/picture/recording.json: `node scripts/picture.mjs`. With --record the commands run
// first, for real, in a clean Debian (root, mmdebstrap, apt; some minutes), and the recording is replaced; with --check it only tells whether
// the picture is that of the recording. test/docs/picture.test.ts holds the recording to what the program prints today.
import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {loadSource} from './load-source.mjs';
import {record} from './picture/record.mjs';

const {draw, rowsOf, scene} = await loadSource(
  "export {draw} from './scripts/picture/draw.ts'; export {rowsOf} from './scripts/picture/screen.ts'; export {scene} from './scripts/picture/scene.ts';",
);

const recording = fileURLToPath(new URL('picture/recording.json', import.meta.url));
const picture = fileURLToPath(new URL('../docs/first-run.svg', import.meta.url));

if (process.argv.includes('--record'))
  writeFileSync(recording, `${JSON.stringify(await record(['ebpf doctor', 'ebpf setup --yes'], rowsOf))}\n`);
const svg = draw(scene(JSON.parse(readFileSync(recording, 'utf8'))));
if (!process.argv.includes('--check')) writeFileSync(picture, svg);
else if (readFileSync(picture, 'utf8') !== svg) {
  process.stderr.write('docs/first-run.svg is not of the recording: run "node scripts/picture.mjs".\n');
  process.exitCode = 1;
}
