import {assess} from '../../src/assess/assess.ts';
import {valueIfKnown} from '../../src/facts/fact.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {profiles} from '../../src/profiles/catalogue.ts';
import type {Readiness} from '../../src/profiles/profile.ts';

/** What the doctor says of hosts whose facts were saved, as a page of Markdown for docs/. */
export const hostsPage = (hosts: readonly (readonly [name: string, facts: Facts])[]): string => {
  const wanted = profiles.filter(({required}) => required.length > 0);
  const rows = hosts.map(([name, facts]) => {
    const report = assess(facts, {profiles: wanted});
    const tried = facts.attach && valueIfKnown(facts.attach) ? 'probed' : 'not probed';
    return [
      name,
      report.os,
      report.kernel,
      report.arch,
      tried,
      ...wanted.map((profile) => mark(report.profiles[profile.name])),
    ];
  });
  const head = ['facts', 'system', 'kernel', 'arch', 'features', ...wanted.map(({name}) => name)];
  return [
    '# Hosts',
    '',
    'Written by `npm run docs` from the facts saved in `test/saved/`, each captured on a real host with `ebpf probe --redact`.',
    '`features` tells whether the kernel was asked by loading and attaching programs; otherwise the verdict rests on files and configuration.',
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    'What is said is compared with what happens in two places, at each run of the tests:',
    '',
    '- `test/e2e/verdicts.test.ts` asks the doctor in sixteen places on the running kernel (root, users with and without capabilities, a seccomp filter, namespaces,',
    '  missing tools, headers, mounts and BTF), builds and runs the hello project there, and wants the same answer and the right first obstacle.',
    '- `test/facts/hosts-tried.test.ts` holds every version of the table of features to what the kernels from 5.10 to the newest answered when each was tried.',
    '',
  ].join('\n');
};

const mark = (readiness: Readiness | undefined): string =>
  ({ready: 'ready', 'not-ready': 'no', unknown: '?'})[readiness ?? 'unknown'];
