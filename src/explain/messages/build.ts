import {messagesOf} from '../message.ts';

/** GNU make 4.3 to 4.4, and the Makefile of the kernel. */
export const make = messagesOf('make', 'https://git.savannah.gnu.org/cgit/make.git/tree/src', {
  noRule: ["No rule to make target '%s'", 'remake.c'],
  noMakefile: ['No targets specified and no makefile found', 'main.c'],
});

export const kbuild = messagesOf('kbuild', 'https://github.com/torvalds/linux/blob/v6.12', {
  spaces: ['source directory cannot contain spaces or colons', 'Makefile'],
  unclean: ["is not clean, please run 'make%s mrproper'", 'Makefile'],
  configuration: ['ERROR: Kernel configuration is invalid.', 'Makefile', {until: '6.9'}],
  noConfiguration: ['Configuration file "%s" not found!', 'Makefile', {since: '5.0'}],
});

/** The dynamic linker and the kernel's exec. */
export const start = messagesOf('ld.so', 'https://sourceware.org/git/?p=glibc.git;a=blob;f=elf', {
  library: ['error while loading shared libraries: %s: %s', 'dl-error-skeleton.c'],
  format: ['Exec format error', '../sysdeps/gnu/errlist.h'],
});

export const cargo = messagesOf('cargo', 'https://github.com/rust-lang/cargo/blob/0.76.0/src/cargo', {
  noPackage: ['no matching package named `{}` found', 'core/resolver/errors.rs'],
  noVersion: ['failed to select a version for the requirement `{}`', 'core/resolver/errors.rs'],
  noDirectory: ['failed to read root of directory source: {}', 'sources/directory.rs'],
  download: ['failed to download `{}`', 'core/package.rs'],
  config: ['download of config.json failed', 'sources/registry/http_remote.rs'],
  registry: ['Unable to update registry `{}`', 'core/registry.rs'],
  rustc: ['it requires rustc {}', 'ops/cargo_compile/mod.rs'],
  lockFile: ['lock file version {} requires', 'core/resolver/encode.rs'],
});
