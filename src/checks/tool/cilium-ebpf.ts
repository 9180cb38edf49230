import {hasEnum64} from '../../facts/enum64.ts';
import {looked} from '../../facts/fact.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {advise, asRoot, install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

/** The package of this release is installed, and no newer one is to be had there. */
const newer = advise(
  'Build on a newer release (Debian 13, Ubuntu 24.04): the program is static and runs here as it is. Or take a newer module from a proxy, with a Go that it accepts (https://go.dev/dl): "ebpf hello --for cilium-ebpf --go-proxy URL".',
);

export default {
  id: 'tool.cilium-ebpf',
  after: 'tool.go',
  title: 'cilium/ebpf',
  why: 'The loader is made with this Go module; an old one cannot read the BTF of kernels since 6.0, or looks for tracepoints below /sys/kernel/debug only.',
  breaks: 'the Go module that loads',
  reads: "/usr/share/gocode/src/github.com/cilium/ebpf, Go's module cache",
  sources: [
    thresholds.ciliumEbpf.source,
    'https://github.com/cilium/ebpf/pull/906',
    thresholds.ciliumEbpfEnum64.source,
  ],
  evaluate: (facts) => {
    const {
      development: {cilium},
      mounts,
    } = facts;
    const files = looked(cilium);
    const expected = `github.com/cilium/ebpf ${thresholds.ciliumEbpf.version} or newer`;
    if (files.state !== 'known') return unseen("the list of Go's modules", files, {expected});
    const cached = files.value.filter((path) => path.endsWith('/go.mod') && path.includes('@'));
    const has = (end: string): boolean => files.value.some((path) => !path.includes('@') && path.endsWith(end));
    const evidence = files.value.length > 0 ? files.value : ['no github.com/cilium/ebpf in /usr/share/gocode/src'];
    if (!has('/ebpf/go.mod'))
      return cached.length > 0
        ? pass("in Go's module cache", {evidence, expected})
        : fail('not installed', {evidence, expected, remedy: install('cilium-ebpf')});
    if (!has('/ebpf/ringbuf')) return fail('too old: no ring buffer', {evidence, expected, remedy: newer});
    if (has('/internal/tracefs')) return pass('the package', {evidence, expected});
    // Only packages of 0.11 and newer have this folder. Those before may miss either of two things.
    if (hasEnum64(facts))
      return fail("too old for this kernel's BTF", {
        evidence: [...evidence, 'the kernel describes 64-bit enums (BTF_KIND_ENUM64)'],
        expected: `github.com/cilium/ebpf ${thresholds.ciliumEbpfEnum64.version} or newer`,
        remedy: newer,
      });
    if (mounts.state !== 'known') return unseen('the list of mounts', mounts, {evidence, expected});
    const place = '/sys/kernel/debug';
    const debugfs = mounts.value.some(({path}) => path === place || path === `${place}/tracing`);
    return debugfs
      ? pass(`the package; with debugfs on ${place}`, {evidence, expected})
      : fail(`it looks for tracepoints below ${place} only, where nothing is mounted`, {
          evidence,
          expected: `debugfs on ${place}, or cilium/ebpf 0.11`,
          remedy: asRoot('Mount debugfs until the next boot; systemd does it at start.', [
            'mount',
            '-t',
            'debugfs',
            'nodev',
            place,
          ]),
        });
  },
} satisfies Check;
