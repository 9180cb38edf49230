'use strict';
const {existsSync} = require('node:fs');
const {homedir, userInfo} = require('node:os');
const path = require('node:path');
const {compiledFolder, loaderOf} = require('./compiled.js');

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
  process.env.SHELL = process.env.SHELL || '/bin/sh';
}

const dist = path.join(__dirname, '../dist/');

/** Rejects with what is wrong in the program itself. */
exports.start = async () => {
  if (existsSync(dist)) {
    const load = existsSync(compiledFolder(dist)) ? loaderOf(dist) : require;
    await load(path.join(dist, 'main.js')).main(dist);
  } else {
    process.stderr.write('ebpf is not built yet.\nRun "npm ci" in its folder first.\n');
    process.exitCode = 2;
  }
};
