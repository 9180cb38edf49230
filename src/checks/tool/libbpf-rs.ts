import {looked} from '../../facts/fact.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {advise, install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

/** Where Debian's packages of crates put them; cargo reads it as a directory source. */
const registry = '/usr/share/cargo/registry';

export default {
  id: 'tool.libbpf-rs',
  title: 'libbpf-rs and libbpf-cargo',
  why: 'The loader is made with these crates, which cargo takes from the packages of the distribution.',
  breaks: 'the crates that load',
  reads: registry,
  sources: [
    thresholds.libbpfRs.source,
    'https://doc.rust-lang.org/cargo/reference/source-replacement.html#directory-sources',
  ],
  evaluate: ({development}) => {
    const crates = looked(development.crates);
    const expected = `libbpf-rs and libbpf-cargo ${thresholds.libbpfRs.version} or newer in ${registry}`;
    if (crates.state !== 'known') return unseen('the list of crates', crates, {expected});
    const found = ['libbpf-rs', 'libbpf-cargo'].map((name) => {
      const path = crates.value.find((each) => each.startsWith(`${registry}/${name}-`));
      return {name, path, version: path?.slice(`${registry}/${name}-`.length)};
    });
    const evidence = found.map(({name, path}) => path ?? `no ${name} in ${registry}`);
    if (found.some(({path}) => path === undefined))
      return fail('not installed', {evidence, expected, remedy: install('libbpf-rs')});
    return found.some(({version}) => atLeast(version, thresholds.libbpfRs.version) === false)
      ? fail('too old', {evidence, expected, remedy: advise('Build on a newer release (Debian 13).')})
      : pass(found[0]?.version ?? '', {evidence, expected});
  },
} satisfies Check;
