// Written by `npm run docs` from the names of the files in messages/.
import * as boot from './messages/boot.ts';
import * as build from './messages/build.ts';
import * as compilers from './messages/compilers.ts';
import * as fetch from './messages/fetch.ts';
import * as go from './messages/go.ts';
import * as libbpf from './messages/libbpf.ts';
import * as load from './messages/load.ts';
import * as login from './messages/login.ts';
import * as network from './messages/network.ts';
import * as packages from './messages/packages.ts';
import * as pahole from './messages/pahole.ts';
import * as rust from './messages/rust.ts';
import * as tools from './messages/tools.ts';
import * as verifier from './messages/verifier.ts';

export const tables = [
  boot,
  build,
  compilers,
  fetch,
  go,
  libbpf,
  load,
  login,
  network,
  packages,
  pahole,
  rust,
  tools,
  verifier,
] as const;
