import {absent, type Fact, known, mapFact} from './fact.ts';
import type {DevelopmentFacts, HeaderFacts, Library, Link} from './facts.ts';
import type {RecordReader} from './records.ts';
import {list} from './text.ts';

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
});

/** Headers of the running kernel, as modules, BCC and samples/bpf want them. */
export const parseHeaders = (read: RecordReader): HeaderFacts => {
  const link = (end: 'build' | 'source'): Fact<Link> => {
    const found = read.ofKind('link').find(([path]) => path.endsWith(`/${end}`))?.[1];
    if (!found) return read.missing;
    return found.state === 'absent' ? absent : known({target: found.text, dangling: found.state === 'dangling'});
  };
  return {
    build: link('build'),
    source: link('source'),
    installed: list(read.text('text headers')),
    kheaders: mapFact(list(read.text('text signs')), (signs) => signs.includes('/sys/kernel/kheaders.tar.xz')),
  };
};
