import {messagesOf} from '../message.ts';

/** GNU make since 4.0, by its tags: 3.82 and older quote with a grave accent, which is read as a quote. */
export const make = messagesOf('make', 'https://git.savannah.gnu.org/cgit/make.git/tree/src', {
  noRule: ["No rule to make target '%s'", 'remake.c'],
  noMakefile: ['No targets specified and no makefile found', 'main.c'],
  named: ["makefile '%s' was not found", 'main.c', {since: '4.0'}],
  separator: ['missing separator', 'read.c'],
  first: ['recipe commences before first target', 'read.c', {since: '3.82'}],
  firstBefore: ['commands commence before first target', 'read.c', {until: '3.82'}],
  endif: ["missing 'endif'", 'read.c'],
});

export const kbuild = messagesOf('kbuild', 'https://github.com/torvalds/linux/blob/v6.12', {
  spaces: ['source directory cannot contain spaces or colons', 'Makefile'],
  unclean: ["is not clean, please run 'make%s mrproper'", 'Makefile'],
  configuration: ['ERROR: Kernel configuration is invalid.', 'Makefile'],
  noConfiguration: ['Configuration file "%s" not found!', 'Makefile'],
});

/** The dynamic linker and the kernel's exec. */
export const start = messagesOf('ld.so', 'https://sourceware.org/git/?p=glibc.git;a=blob;f=elf', {
  library: ['error while loading shared libraries: %s: %s', 'dl-error-skeleton.c'],
  format: ['Exec format error', '../sysdeps/gnu/errlist.h'],
});
