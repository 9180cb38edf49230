#!/usr/bin/env node
// Nodes as old as 10 must be able to read this file, so that they can say what is wrong: no static import, no top-level await.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 20 || (major === 20 && minor >= 19)) {
  import('./start.js').catch((error) => {
    process.stderr.write(`${error.stack || error}\n`);
    process.exitCode = 70;
  });
} else {
  process.stderr.write(
    `ebpf needs Node.js 20.19 or newer; this is ${process.version} (${process.execPath}).\n` +
      'Install one (https://nodejs.org), or run: npx -p node@22 -p ebpf ebpf doctor\n',
  );
  process.exitCode = 2;
}
