// Written by `npm run docs` from the names of the files in messages/.
export * as boot from './messages/boot.ts';
export * as build from './messages/build.ts';
export * as compilers from './messages/compilers.ts';
export * as fetch from './messages/fetch.ts';
export * as go from './messages/go.ts';
export * as kernel from './messages/kernel.ts';
export * as libbpf from './messages/libbpf.ts';
export * as load from './messages/load.ts';
export * as login from './messages/login.ts';
export * as network from './messages/network.ts';
export * as packages from './messages/packages.ts';
export * as pahole from './messages/pahole.ts';
export * as programs from './messages/programs.ts';
export * as rust from './messages/rust.ts';
export * as tools from './messages/tools.ts';
export * as verifier from './messages/verifier.ts';
