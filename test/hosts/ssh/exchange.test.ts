import path from 'node:path';
import {execa} from 'execa';

const root = path.resolve(import.meta.dirname, '../../..');

/** Makes keys and secrets by the code that is bundled, in a heap that is collected all the time. */
const program = `
import Module, {createRequire} from 'node:module';
import {slimmed} from ${JSON.stringify(path.join(root, 'scripts/slim.mjs'))};

const file = createRequire(${JSON.stringify(path.join(root, 'package.json'))}).resolve('ssh2/lib/protocol/kex.js');
const module = new Module(file);
module.filename = file;
module.paths = Module._nodeModulePaths(file);
module._compile(await slimmed(file) + ';module.exports = createKeyExchange;', file);
const exchange = () => module.exports({kex: 'curve25519-sha256'}, {});

let agreed = 0;
for (let round = 0; round < 400; round++) {
  const sides = Array.from({length: 30}, exchange);
  const keys = sides.map((side) => side.getPublicKey());
  for (let at = 0; at < sides.length; at += 2) {
    const [mine, theirs] = [sides[at].computeSecret(keys[at + 1]), sides[at + 1].computeSecret(keys[at])];
    if (mine.equals(theirs) && keys[at].length === 32) agreed += 2;
  }
  await new Promise(setImmediate);
}
console.log(agreed);
`;

test('both sides of an exchange get the same secret, thousands of times, and Node never waits for itself', async () => {
  const words = ['--max-semi-space-size=1', '--input-type=module', '--eval', program];
  const {stdout} = await execa(process.execPath, words, {timeout: 300_000});
  expect(stdout).toBe('12000');
});
