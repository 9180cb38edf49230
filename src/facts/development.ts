import {absent, type Fact, known, mapFact} from './fact.ts';
import type {DevelopmentFacts, HeaderFacts, Library, Link} from './facts.ts';
import type {RecordReader} from './records.ts';
import {find, list} from './text.ts';

/** What a build needs beside tools: header files and libraries. */
export const parseDevelopment = (read: RecordReader): DevelopmentFacts => ({
  includes: list(read.text('text development')),
  libraries: mapFact(read.text('text libraries'), () =>
    read.ofKind('pc').flatMap(([path, {text}]): Library[] => {
      const name = /\/(libbpf|libelf|zlib)\.pc$/.exec(path)?.[1] as Library['name'] | undefined;
      const version = /^Version:\s*(\S+)/m.exec(text)?.[1];
      return name && version ? [{name, version, path}] : [];
    }),
  ),
  libbpfFiles: list(read.text('text libraries')),
  runtime: list(read.text('text runtime')),
  bcc: list(read.text('text modules')),
  cilium: list(read.text('text cilium')),
  crates: list(read.text('text crates')),
});

/** Headers of the running kernel, as modules, BCC and samples/bpf want them. */
export const parseHeaders = (read: RecordReader): HeaderFacts => {
  const link = (end: 'build' | 'source' | 'linked-by-ebpf'): Fact<Link> => {
    const found = read.ofKind('link').find(([path]) => path.endsWith(`/${end}`))?.[1];
    if (!found) return read.missing('link');
    return found.state === 'absent' ? absent : known({target: found.text, dangling: found.state === 'dangling'});
  };
  const halves = read.text('text header-halves');
  return {
    build: link('build'),
    source: link('source'),
    linked: link('linked-by-ebpf'),
    // Not include/config/kernel.release: there Debian's headers for 6.1.0-56-amd64 say 6.1.192.
    release: find(read.first('file', '/build/include/generated/utsrelease.h'), /UTS_RELEASE "(.*)"/, String),
    whole: mapFact(list(halves), (paths) =>
      paths.flatMap((path) => /\/(build|source)\/include\/linux\/kconfig\.h$/.exec(path)?.[1] ?? []),
    ),
    installed: list(read.text('text headers')),
    sources: list(read.text('text sources')),
    kheaders: mapFact(
      list(read.text('text signs')),
      (signs) =>
        signs.includes('/sys/kernel/kheaders.tar.xz') ||
        /kheaders\.ko/.test(halves.state === 'known' ? halves.value : ''),
    ),
  };
};
