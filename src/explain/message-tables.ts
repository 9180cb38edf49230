// Written by `npm run docs` from the names of the files in messages/.
import * as build from './messages/build.ts';
import * as compilers from './messages/compilers.ts';
import * as fetch from './messages/fetch.ts';
import * as go from './messages/go.ts';
import * as libbpf from './messages/libbpf.ts';
import * as load from './messages/load.ts';
import * as network from './messages/network.ts';
import * as packages from './messages/packages.ts';
import * as rust from './messages/rust.ts';
import * as tools from './messages/tools.ts';
import * as verifier from './messages/verifier.ts';

export const tables = [build, compilers, fetch, go, libbpf, load, network, packages, rust, tools, verifier] as const;
