import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import {fileURLToPath} from 'node:url';

// Libraries ask for the home when they are loaded, which fails for a user without HOME and without an entry in passwd.
try {
  homedir();
} catch {
  process.env.HOME = '/';
}

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
if (existsSync(dist)) {
  const {main} = await import('../dist/main.js');
  await main(dist);
} else {
  process.stderr.write('ebpf is not built yet.\nRun "npm ci" in its folder first.\n');
  process.exitCode = 2;
}
