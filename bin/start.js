import {existsSync} from 'node:fs';
import {homedir, userInfo} from 'node:os';
import {fileURLToPath} from 'node:url';

// Libraries ask for the home and the shell when they are loaded, which fails for a user without HOME, SHELL and an entry in passwd.
// What login(1) and sh(1) fall back to.
try {
  homedir();
} catch {
  process.env.HOME = '/';
}
try {
  userInfo();
} catch {
  process.env.SHELL ||= '/bin/sh';
}

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
if (existsSync(dist)) {
  const {main} = await import('../dist/main.js');
  await main(dist);
} else {
  process.stderr.write('ebpf is not built yet.\nRun "npm ci" in its folder first.\n');
  process.exitCode = 2;
}
