import {isRoot, rootDidNotLook} from '../../facts/sudo.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {library} from '../../facts/toolchain.ts';
import {atLeast} from '../../facts/version.ts';
import {advise, asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'fs.tracefs',
  title: 'tracefs',
  why: 'Tracepoints are looked up in tracefs; without it attaching fails with "No such file or directory".',
  breaks: 'attaching fails with "No such file or directory"',
  reads: '/sys/kernel/tracing/events, /sys/kernel/debug/tracing/events, the version of libbpf',
  sources: ['https://docs.kernel.org/trace/ftrace.html#the-file-system', thresholds.libbpfTracefs.source],
  evaluate: (facts) => {
    const {
      tracing: {directory},
      mounts,
    } = facts;
    const mounted = mounts.state === 'known' ? mounts.value.filter(({type}) => type === 'tracefs') : [];
    const places = mounted.map(({path}) => path).join(', ');
    const evidence = [
      mounts.state === 'unreadable'
        ? `the list of mounts could not be read: ${mounts.reason}`
        : `tracefs is ${places ? `mounted at ${places}` : 'not mounted'}`,
    ];
    const expected = '/sys/kernel/tracing';
    // Without root /sys/kernel/debug is closed, which says nothing of what is mounted elsewhere: the list of mounts does.
    if (directory.state === 'unreadable' && (mounts.state !== 'known' || mounted.length > 0 || isRoot(facts))) {
      if (mounted.length > 0 && rootDidNotLook(facts))
        return pass(places, {evidence: [...evidence, 'only root may look inside'], expected});
      const remedy = isRoot(facts) ? undefined : advise('Run "ebpf doctor" as root, who may look inside.');
      return unseen('tracefs', directory, {evidence, expected, ...(remedy && {remedy})});
    }
    if (directory.state !== 'known') {
      return fail('not mounted', {
        evidence,
        expected,
        remedy: asRoot('Mount tracefs until the next boot; systemd does it at start.', [
          'mount',
          '-t',
          'tracefs',
          'nodev',
          '/sys/kernel/tracing',
        ]),
      });
    }
    // Where debugfs is mounted, tracefs comes with it in the place where every libbpf looks.
    if (directory.value !== expected || mounted.some(({path}) => path.startsWith('/sys/kernel/debug/')))
      return pass(directory.value, {evidence, expected});
    const libbpf = library(facts, 'libbpf');
    if (libbpf.state === 'unreadable') return unseen('libbpf.pc', libbpf, {evidence, expected});
    if (libbpf.state === 'known' && atLeast(libbpf.value.version, thresholds.libbpfTracefs.version) === false) {
      return fail(`at ${directory.value} only, where libbpf ${libbpf.value.version} does not look`, {
        evidence,
        expected: '/sys/kernel/debug/tracing for libbpf before 1.0',
        remedy: asRoot('Mount debugfs, which brings tracing with it.', [
          'mount',
          '-t',
          'debugfs',
          'nodev',
          '/sys/kernel/debug',
        ]),
      });
    }
    return pass(directory.value, {evidence, expected});
  },
} satisfies Check;
