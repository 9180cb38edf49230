import {valueIfKnown} from '../../facts/fact.ts';
import {bestBpftool, cutOff, library} from '../../facts/toolchain.ts';
import {compareVersions, parseVersion} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unknown, unseen} from '../check.ts';

export default {
  id: 'tool.libbpf-versions',
  after: 'tool.libbpf-dev',
  title: 'Consistent libbpf versions',
  why: 'A skeleton made by a newer bpftool may ask for more than an older libbpf has, and of several installed libraries the wrong one may be loaded.',
  reads: 'bpftool version, libbpf.pc, libbpf.so* in /usr and /usr/local',
  sources: ['https://github.com/libbpf/libbpf/wiki/Libbpf-1.0-migration-guide'],
  evaluate: (facts) => {
    const [found, bpftool, files] = [library(facts, 'libbpf'), bestBpftool(facts), facts.development.libbpfFiles];
    if (found.state === 'absent') return skip('libbpf is not installed for development');
    if (found.state === 'unreadable') return unseen('libbpf.pc', found);
    if (files.state !== 'known') return unseen('the list of libraries', files);
    if (bpftool.state === 'unreadable') return unseen('bpftool', bpftool);
    const late = bpftool.state === 'known' ? cutOff(bpftool.value) : undefined;
    if (late) return unknown(late);
    const headers = found.value;
    const tool = /libbpf v(\d+\.\d+)/.exec(valueIfKnown(bpftool)?.output ?? '')?.[1];
    const folders = [...new Set(files.value.map((path) => path.slice(0, path.lastIndexOf('/'))))];
    const evidence = [
      `bpftool was built with libbpf ${tool ?? 'unknown'}`,
      `${headers.path}: ${headers.version}`,
      `libraries in ${folders.join(', ') || 'no known place'}`,
    ];
    if (folders.length > 1) {
      return fail(`installed in ${folders.join(' and ')}`, {
        evidence,
        expected: 'one place',
        remedy: advise('Remove the one that you do not mean, or name its folder with -L and -I when you build.'),
      });
    }
    const [newer, older] = [parseVersion(tool ?? ''), parseVersion(headers.version)?.slice(0, 2)];
    return newer && older && compareVersions(newer, older) > 0
      ? fail(`bpftool has libbpf ${tool}, the headers are ${headers.version}`, {
          evidence,
          expected: 'a bpftool that is not newer than libbpf',
          remedy: advise('Take bpftool and libbpf-dev from the same release.'),
        })
      : pass(headers.version, {evidence});
  },
} satisfies Check;
