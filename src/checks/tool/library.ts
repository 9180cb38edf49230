import type {Facts, Library} from '../../facts/facts.ts';
import {include, library} from '../../facts/toolchain.ts';
import {install} from '../../remedies/remedy.ts';
import {fail, type Outcome, pass, unseen} from '../check.ts';

/** The outcome of wanting a library's development files: its header, and the version that pkg-config would tell. */
export const wantLibrary = (facts: Facts, name: Library['name'], header: string): Outcome => {
  const file = include(facts, header);
  const version = library(facts, name);
  const expected = `${header} and ${name}.pc`;
  if (file.state === 'unreadable') return unseen(header, file, {expected});
  if (file.state === 'known' && version.state === 'unreadable')
    return unseen(`${name}.pc`, version, {evidence: [file.value], expected});
  const evidence = [
    file.state === 'known' ? file.value : `no ${header}`,
    version.state === 'known' ? `${version.value.path}: ${version.value.version}` : `no ${name}.pc`,
  ];
  if (file.state === 'absent') return fail('not installed', {evidence, expected, remedy: install(name)});
  return version.state === 'known'
    ? pass(version.value.version, {evidence, expected})
    : fail('the header without its library', {evidence, expected, remedy: install(name)});
};
