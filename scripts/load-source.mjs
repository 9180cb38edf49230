import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

/** What TypeScript text exports, with all that it imports by paths from the top folder: `export {a} from './src/a.ts'`. */
export const loadSource = async (contents) => {
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: fileURLToPath(new URL('..', import.meta.url)), loader: 'ts'},
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
};
