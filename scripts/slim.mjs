// What the bundle leaves out of others' code, or says in another way, since it costs time at each start or for each host. A text that is not there any more
// ends the build.
import {readFile} from 'node:fs/promises';

/**
 * What oclif loads at each start and never needs here: it finds plugins' packages (minimatch), commands without a manifest (tinyglobby), settings
 * outside package.json (lilconfig), spinners (cli-spinners, of which it asks the frames of dots2 on a terminal), says what it does (debug) and what
 * that took, and looks for Windows (wsl-utils). A call to one of the others would fail loudly.
 */
const tsPath = `
  const path = require('node:path');
  exports.tsPath = async (root, file) => file && (file.startsWith(root) ? file : path.join(root, file));
`;
const unneededOfOclif = {
  minimatch: '',
  tinyglobby: '',
  lilconfig: '',
  'cli-spinners': 'exports.dots2 = {frames: []};',
  debug: 'module.exports = () => () => {};',
  'node:perf_hooks': 'exports.performance = performance;',
  'wsl-utils': '',
  './ts-path': tsPath,
  './config/ts-path': tsPath,
  '../config/ts-path': tsPath,
};

/** Of ssh2: agents for HTTP, which load all of Node's, a server, and keys that are made. */
const unneededOfSsh2 = {'./http-agents.js': '', './server.js': '', './keygen.js': ''};

/** Of oclif itself, whose index also compares Node's version by all of semver: what is imported, each from its own file. */
const slimOclif = `
  export * as Args from '@oclif/core/args';
  export {Command} from '@oclif/core/command';
  export * as Flags from '@oclif/core/flags';
  export {flush} from '@oclif/core/flush';
  export {Help} from '@oclif/core/help';
  export {run} from '@oclif/core/run';
`;

/** Another text for one of a file. */
const edits = [
  // oclif sorts the commands by the rules of a language, whose tables take longer to be there than all else that it does with them.
  {
    file: '@oclif/core/lib/config/plugin.js',
    from: 'a.id.localeCompare(b.id)',
    to: 'a.id < b.id ? -1 : 1',
  },
  // ssh2 takes all keys that a server names for keys, and has it prove each, also where nobody listens to what came of it: a signature and a check for each.
  // Nobody listens here.
  {
    file: 'ssh2/lib/protocol/handlers.misc.js',
    from: 'const key = parseKey(keyRaw);',
    until: 'data.push(key);',
    to: '',
  },
  {
    file: 'ssh2/lib/client.js',
    from: 'hostKeysProve(this, data, (err, keys) => {',
    until: '});',
    to: '',
  },
  // OpenSSL tries all that it can decode where a key comes as PEM or DER: half a millisecond, where the bare numbers take ten microseconds. A key that
  // signs for many hosts is decoded once.
  {
    file: 'ssh2/lib/protocol/keyParser.js',
    from: '  createSign,\n',
    to: '  createPrivateKey,\n  createPublicKey,\n  createSign,\n',
  },
  {
    file: 'ssh2/lib/protocol/keyParser.js',
    from: 'return sign_(algo, data, pem);',
    to: 'return sign_(algo, data, this.decoded ??= createPrivateKey(pem));',
  },
  {
    file: 'ssh2/lib/protocol/keyParser.js',
    from: 'return verify_(algo, data, pem, signature);',
    to: `const bare = this.type === 'ssh-ed25519' && {kty: 'OKP', crv: 'Ed25519', x: this[SYM_PUB_SSH].toString('base64url', 19)};
          return verify_(algo, data, bare ? createPublicKey({key: bare, format: 'jwk'}) : pem, signature);`,
  },
  // What stands before the 32 bytes of a key of Ed25519 is the same for all (RFC 8410, 10.1); ssh2 writes it by steps of ASN.1, thrice for a host.
  {
    file: 'ssh2/lib/protocol/keyParser.js',
    from: 'function genOpenSSLEdPub(pub) {',
    until: "return makePEM('PUBLIC', asnWriter.buffer);",
    to: `function genOpenSSLEdPub(pub) {
          return makePEM('PUBLIC', Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), pub]));`,
  },
  // The public key is exported as it is made: an export that comes later holds the key's lock, and where V8 collects garbage meanwhile, what made the key
  // waits for that lock for ever (Node 20.20: ~KeyGenJob() below ExportJWKEdKey()).
  {
    file: 'ssh2/lib/protocol/kex.js',
    from: "this._keys = generateKeyPairSync('x25519');",
    to: "this._keys = generateKeyPairSync('x25519', {publicKeyEncoding: {format: 'jwk'}});",
  },
  {
    file: 'ssh2/lib/protocol/kex.js',
    from: "const key = this._keys.publicKey.export({ type: 'spki', format: 'der' });",
    until: 'return key.slice(-32);',
    to: "return Buffer.from(this._keys.publicKey.x, 'base64url');",
  },
  {
    file: 'ssh2/lib/protocol/kex.js',
    from: 'const asnWriter = new Ber.Writer();',
    until: "format: 'der',\n          }),",
    to: `return convertToMpint(diffieHellman({
          privateKey: this._keys.privateKey,
          publicKey: createPublicKey({
            key: {kty: 'OKP', crv: 'X25519', x: otherPublicKey.toString('base64url')},
            format: 'jwk',
          }),`,
  },
];

/** The text with the edit done. @throws Error where what it replaces is not there once */
const edited = (text, {file, from, until = from, to}) => {
  const start = text.indexOf(from);
  const end = text.indexOf(until, start);
  if (start < 0 || end < 0 || text.includes(from, start + 1))
    throw new Error(`${file} does not say "${from}" once any more.`);
  return text.slice(0, start) + to + text.slice(end + until.length);
};

const unneeded = [
  {of: '@oclif', names: unneededOfOclif},
  {of: '/ssh2/lib/index.js', names: unneededOfSsh2},
];

/** The text of a file, as it comes into the bundle. */
export const slimmed = async (path) =>
  edits.filter(({file}) => path.endsWith(`/node_modules/${file}`)).reduce(edited, await readFile(path, 'utf8'));

/** The plug-in of esbuild; `root` is where packages are found. */
export const slim = (root) => ({
  name: 'slim',
  setup({onResolve, onLoad}) {
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const filter = new RegExp(`/node_modules/${file.replaceAll('.', '\\.')}$`);
      onLoad({filter}, async ({path}) => ({contents: await slimmed(path), loader: 'js'}));
    }
    onResolve({filter: /^[\w:./-]+$/}, ({path, importer}) => {
      const found = unneeded.find(({of, names}) => importer.includes(of) && Object.hasOwn(names, path));
      return found && {path, namespace: 'unneeded', pluginData: found.names[path]};
    });
    onLoad({filter: /.*/, namespace: 'unneeded'}, ({pluginData}) => ({contents: pluginData, loader: 'js'}));
    onResolve({filter: /^@oclif\/core$/}, ({path}) => ({path, namespace: 'slim'}));
    onLoad({filter: /.*/, namespace: 'slim'}, () => ({contents: slimOclif, loader: 'js', resolveDir: root}));
  },
});
