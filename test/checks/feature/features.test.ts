import {describe, expect, test} from '@jest/globals';
import {catalogue} from '../../../src/checks/catalogue.ts';
import featureChecks from '../../../src/checks/feature/features.ts';
import {features} from '../../../src/facts/features.ts';
import {asRootUser, factsWith} from '../../facts/facts-with.ts';

const evaluate = (id: string, records: Readonly<Record<string, string>>) => {
  const check = catalogue.find((entry) => entry.id === id);
  if (!check) throw new Error(`no check ${id}`);
  return check.evaluate(factsWith({...asRootUser, ...records}));
};

const tried = (...lines: readonly string[]) => ({
  'text attach ok': ['ebpf-attach 1 x86_64', ...lines, 'end'].join('\n'),
});
const config = (...names: readonly string[]) => ({
  'text kernel-config ok': ['/boot/config-6.12.0', ...names.map((name) => `CONFIG_${name}=y`)].join('\n'),
});
const release = (version: string) => ({'text uname ok': `Linux ${version} x86_64`});

test('each feature has a check, which trying can make pass and fail', () => {
  expect(featureChecks).toHaveLength(features.length);
  for (const {id, kind} of features) {
    const ok = kind === 'helper' ? `${id} load ok` : `${id} load ok\n${id} attach ok\n${id} fire ok`;
    expect(evaluate(`feature.${id}`, tried(ok))).toMatchObject({verdict: 'pass', source: 'probe'});
    expect(evaluate(`feature.${id}`, tried(`${id} load errno 38 ENOSYS BPF_PROG_LOAD`))).toMatchObject({
      verdict: 'fail',
      source: 'probe',
    });
  }
});

describe('what tells, in order', () => {
  const everything = {
    ...release('6.12.0'),
    ...config('BPF_SYSCALL', 'BPF_EVENTS', 'KPROBE_EVENTS'),
    'file /sys/bus/event_source/devices ok': 'kprobe\nsoftware',
  };

  test('a trial outranks files, files outrank options, options outrank the version', () => {
    const attached = tried('kprobe load ok', "kprobe attach errno 2 ENOENT read the PMU's type");
    expect(evaluate('feature.kprobe', {...everything, ...attached})).toMatchObject({verdict: 'fail', source: 'probe'});
    const noPmu = {...everything, 'file /sys/bus/event_source/devices ok': 'software'};
    expect(evaluate('feature.kprobe', noPmu)).toMatchObject({verdict: 'fail', source: 'file'});
    expect(evaluate('feature.kprobe', everything)).toMatchObject({verdict: 'pass', source: 'file'});
    const noOption = {...release('6.12.0'), ...config('BPF_SYSCALL', 'BPF_EVENTS')};
    expect(evaluate('feature.kprobe', noOption)).toMatchObject({
      verdict: 'fail',
      source: 'kconfig',
      found: 'CONFIG_KPROBE_EVENTS is not set',
    });
    expect(evaluate('feature.kprobe', release('6.12.0'))).toMatchObject({verdict: 'pass', source: 'version'});
  });

  test('a trial that told nothing leaves it to the rest, and stays in the evidence', () => {
    const outcome = evaluate('feature.kprobe', {...everything, ...tried('kprobe load errno 12 ENOMEM BPF_PROG_LOAD')});
    expect(outcome).toMatchObject({verdict: 'pass', source: 'file'});
    expect(outcome.evidence[0]).toBe('probed kprobe: load ENOMEM (BPF_PROG_LOAD)');
  });

  test('options that are set do not make an old kernel new', () => {
    expect(evaluate('feature.tcx', {...release('5.15.0'), ...config('BPF_SYSCALL', 'NET_XGRESS')})).toMatchObject({
      verdict: 'fail',
      source: 'version',
    });
  });

  test('an old version proves nothing where the distribution backports', () => {
    expect(evaluate('feature.map-ringbuf', release('4.18.0-513.el8.x86_64')).verdict).toBe('unknown');
    expect(evaluate('feature.map-ringbuf', release('4.19.0-26-amd64')).verdict).toBe('fail');
  });

  test('nothing known, nothing claimed', () => {
    expect(evaluate('feature.map-ringbuf', {}).verdict).toBe('unknown');
  });
});

test('a block without a cause says so, and does not blame the kernel', () => {
  const outcome = evaluate('feature.fentry', tried('fentry load errno 1 EPERM BPF_PROG_LOAD'));
  expect(outcome).toMatchObject({verdict: 'fail', found: 'blocked (EPERM), cause unknown', source: 'probe'});
  expect(JSON.stringify(outcome)).not.toMatch(/lockdown|not supported|ulimit/);
});

test('the checks of kprobes and tracepoints believe an attached program first', () => {
  expect(evaluate('kconfig.kprobes', tried('kprobe load ok', 'kprobe attach ok', 'kprobe fire ok'))).toMatchObject({
    verdict: 'pass',
    source: 'probe',
  });
  expect(evaluate('kconfig.tracepoints', tried('tracepoint load ok', 'tracepoint attach ok'))).toMatchObject({
    verdict: 'pass',
    source: 'probe',
  });
  expect(
    evaluate('kconfig.syscall-tracepoints', tried('syscall-tracepoint load ok', 'syscall-tracepoint attach ok')),
  ).toMatchObject({verdict: 'pass', source: 'probe'});
});

test('lockdown is known where the prober could read it and nothing is mounted', () => {
  expect(evaluate('security.lockdown', tried('text lockdown none [integrity] confidentiality'))).toMatchObject({
    verdict: 'pass',
    found: 'integrity: tracing is allowed',
  });
});
