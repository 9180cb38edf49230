import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
if (existsSync(dist)) {
  const {main} = await import('../dist/main.js');
  await main(dist);
} else {
  process.stderr.write('ebpf is not built yet.\nRun "npm ci" in its folder first.\n');
  process.exitCode = 2;
}
