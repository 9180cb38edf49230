import {nameBy} from '../program-name.ts';
import {compose} from './compose.ts';
import {scriptReadme} from './readme.ts';
import type {ProjectToolchain} from './toolchain.ts';

/** Scripts of bpftrace. It has no XDP, tc, cgroup, LSM or scheduler programs; how fentry and iterators are spelled and found differs from release to release. */
export const bpftrace: ProjectToolchain = {
  name: 'bpftrace',
  kinds: ['tracepoint', 'kprobe', 'uprobe', 'counter'],
  files: (kind, name) =>
    new Map([
      [`${name}.bt`, compose(`kinds/bpftrace/${kind.name}.bt`, name, {TRACED: kind.traced ?? ''})],
      ['README.md', scriptReadme(kind, `${name}.bt`, words)],
    ]),
  build: () => [],
  make: '',
  named: nameBy('.bt'),
  // The first start on an emulated machine takes seconds: LLVM is large.
  run: (name) => ({command: [`./${name}.bt`], loading: ['compile', 'attach'], limit: 40}),
};

const words = {
  on: '[bpftrace](https://bpftrace.org)',
  change: [
    "Other places: `sudo bpftrace -l 'tracepoint:syscalls:*'`, `'kprobe:vfs_*'` or `'uprobe:/usr/bin/bash:*'` lists them; with `-lv` a tracepoint's arguments, too.",
    'Only some: a condition between the place and its braces, such as `/comm == "bash"/`.',
    'Counts, sums and histograms: `@[comm] = count()`, `@ = hist(arg2)`; what is in maps is printed at the end.',
  ],
  read: ['https://github.com/bpftrace/bpftrace/blob/master/man/adoc/bpftrace.adoc'],
};
