import {valueIfKnown} from '../../facts/fact.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';

export default {
  id: 'fs.tracefs',
  title: 'tracefs',
  why: 'Tracepoints are looked up in tracefs; without it attaching fails with "No such file or directory".',
  reads: '/sys/kernel/tracing/events, /sys/kernel/debug/tracing/events, the version of libbpf',
  sources: ['https://docs.kernel.org/trace/ftrace.html#the-file-system', thresholds.libbpfTracefs.source],
  evaluate: ({tracing: {directory}, mounts, development}) => {
    const mounted =
      valueIfKnown(mounts)
        ?.filter(({type}) => type === 'tracefs')
        .map(({path}) => path) ?? [];
    const evidence = [mounted.length > 0 ? `tracefs is mounted at ${mounted.join(', ')}` : 'tracefs is not mounted'];
    const expected = '/sys/kernel/tracing';
    if (directory.state === 'unreadable' && mounted.length > 0) {
      return unknown('mounted, but only root may look inside', {evidence: [...evidence, directory.reason], expected});
    }
    // Without root /sys/kernel/debug is closed, which says nothing of what is mounted elsewhere; any other reason means: not looked at.
    if (directory.state === 'unreadable' && !/permission denied/i.test(directory.reason)) {
      return unseen('tracefs', directory, {evidence, expected});
    }
    if (directory.state !== 'known') {
      return fail('not mounted', {
        evidence,
        expected,
        remedy: asRoot('Mount it (until the next boot; systemd does it at start).', [
          'mount',
          '-t',
          'tracefs',
          'nodev',
          '/sys/kernel/tracing',
        ]),
      });
    }
    const libbpf = valueIfKnown(development.libraries)?.find(({name}) => name === 'libbpf')?.version;
    const debugfs = mounted.some((path) => path.startsWith('/sys/kernel/debug/'));
    if (
      !debugfs &&
      directory.value === '/sys/kernel/tracing' &&
      atLeast(libbpf, thresholds.libbpfTracefs.version) === false
    ) {
      return fail(`at ${directory.value} only, where libbpf ${libbpf} does not look`, {
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
