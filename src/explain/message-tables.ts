// Written by `npm run docs` from the names of the files in messages/.
import * as build from './messages/build.ts';
import * as compilers from './messages/compilers.ts';
import * as fetch from './messages/fetch.ts';
import * as load from './messages/load.ts';
import * as packages from './messages/packages.ts';
import * as tools from './messages/tools.ts';
import * as verifier from './messages/verifier.ts';

export const tables = [build, compilers, fetch, load, packages, tools, verifier] as const;
