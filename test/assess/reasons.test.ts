import {assess} from '../../src/assess/assess.ts';
import {makeReport} from '../../src/assess/make.ts';
import {absent, known} from '../../src/facts/fact.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {textReport} from '../../src/reports/host-text.ts';
import {pageData} from '../../src/reports/page-data.ts';
import {base} from '../checks/cases.ts';
import {changed, savedFacts} from '../saved.ts';

const ready = changed(base, {tracing: {directory: known('/sys/kernel/tracing'), syscallTracepoints: known(true)}});
const text = (...hosts: Parameters<typeof makeReport>[0]) =>
  textReport(makeReport(hosts, '0.0.0'), {colour: false, unicode: false});

test('a verdict names its reason, also where another profile requires the check too', () => {
  const report = assess(ready, {profiles: chooseProfiles(['libbpf']), require: ['kconfig.kprobes']});
  expect(text(report)).toMatch(/^libbpf is not ready: Kprobes: the kernel has no kprobe PMU$/m);
});

test('of two profiles each names what it requires itself', () => {
  const noTools = changed(ready, {tools: {clang: {state: 'absent'}, bpftrace: {state: 'absent'}}});
  const report = assess(noTools, {profiles: chooseProfiles(['libbpf', 'bpftrace'])});
  expect(text(report)).toMatch(
    /^libbpf is not ready: clang: not installed\nbpftrace is not ready: bpftrace: not installed$/m,
  );
  const decides = (id: string) => report.findings.find((finding) => finding.id === id)?.decides;
  expect(decides('kconfig.bpf-syscall')).toEqual(['libbpf', 'bpftrace']);
  expect(decides('host.os')).toBeUndefined();
});

test('no remedy names a need by the word of the program', () => {
  const report = assess(savedFacts('debian-13-chroot-6.18'), {
    profiles: chooseProfiles(['libbpf', 'bcc', 'kernel-samples']),
  });
  const texts = report.findings.map(({remedy}) => remedy?.text ?? '').join('\n');
  expect(texts).toContain('Install a C compiler.');
  expect(texts).not.toMatch(
    /Install .*\b(compiler|libc-headers|uapi-headers|kernel-headers|libelf-runtime)\b(?<!a C compiler)/,
  );
});

test('the page knows what follows from what', () => {
  const report = assess(changed(ready, {btf: {vmlinux: absent}}), {profiles: chooseProfiles(['libbpf', 'tracing'])});
  const follows = report.findings.filter(({because}) => because === 'btf.vmlinux').length;
  expect(follows).toBeGreaterThan(0);
  const {outcomes} = pageData(makeReport([report], '0.0.0'));
  expect(
    outcomes.filter((outcome) => 'because' in outcome && outcome.because === 'btf.vmlinux').length,
  ).toBeGreaterThan(0);
});
