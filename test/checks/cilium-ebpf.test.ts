import cilium from '../../src/checks/tool/cilium-ebpf.ts';
import {absent, known} from '../../src/facts/fact.ts';
import {changed, savedFacts} from '../saved.ts';

/** Its kernel describes 64-bit enums. */
const host = savedFacts('debian-12-cloud-6.1');
const older = changed(host, {kernel: {release: known('5.10.0-32-amd64')}});
const gocode = (...parts: string[]) => parts.map((part) => `/usr/share/gocode/src/github.com/cilium/ebpf/${part}`);
const evaluate = (facts: typeof host, files: readonly string[]) =>
  cilium.evaluate(changed(facts, {development: {cilium: known(files)}}));

test('none, that of Debian 11, of 12 and of 13, on a kernel with 64-bit enums', () => {
  expect(evaluate(host, [])).toMatchObject({verdict: 'fail', found: 'not installed', remedy: {needs: ['cilium-ebpf']}});
  expect(evaluate(host, gocode('go.mod'))).toMatchObject({verdict: 'fail', found: 'too old: no ring buffer'});
  expect(evaluate(host, gocode('go.mod', 'ringbuf'))).toMatchObject({
    verdict: 'fail',
    found: "too old for this kernel's BTF",
    expected: 'github.com/cilium/ebpf 0.10 or newer',
    // Not to install what is installed.
    remedy: {commands: [], text: expect.stringMatching(/newer release.*--go-proxy URL/)},
  });
  expect(evaluate(host, gocode('go.mod', 'ringbuf', 'internal/tracefs'))).toMatchObject({verdict: 'pass'});
});

test('that of Debian 12 on an older kernel: where debugfs is mounted', () => {
  const files = gocode('go.mod', 'ringbuf');
  const mounted = known([{type: 'debugfs', path: '/sys/kernel/debug', options: ['rw']}]);
  expect(evaluate(changed(older, {mounts: mounted}), files)).toMatchObject({verdict: 'pass'});
  expect(evaluate(changed(older, {mounts: known([])}), files)).toMatchObject({
    verdict: 'fail',
    remedy: {commands: [['mount', '-t', 'debugfs', 'nodev', '/sys/kernel/debug']]},
  });
  expect(evaluate(changed(older, {mounts: absent}), files)).toMatchObject({verdict: 'unknown'});
});

test("a module in Go's cache does, where there is no package", () => {
  expect(evaluate(host, ['/root/go/pkg/mod/github.com/cilium/ebpf@v0.22.0/go.mod'])).toMatchObject({
    verdict: 'pass',
    found: "in Go's module cache",
  });
});
