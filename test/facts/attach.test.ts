import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {attachEvidence, parseAttach} from '../../src/facts/attach.ts';
import {absent, known, unreadable} from '../../src/facts/fact.ts';

const parse = (text: string) => {
  const fact = parseAttach(known(text));
  if (fact.state !== 'known') throw new Error('not parsed');
  return fact.value;
};

describe('the output of the prober', () => {
  test('each kind of answer', () => {
    const {arch, probes, texts, incomplete} = parse(
      [
        'ebpf-attach 1 x86_64',
        'text lockdown none [integrity] confidentiality',
        'kprobe load ok',
        "kprobe attach errno 2 ENOENT read the PMU's type in /sys/bus/event_source/devices",
        'fentry load errno 1 EPERM BPF_PROG_LOAD',
        'sched-ext load missing sched_ext_ops',
        'tracepoint load ok',
        'tracepoint attach skip tracefs could not be read',
        'lsm load ok',
        'lsm attach ok',
        'lsm fire no',
        'isa-v4 load errno 22 EINVAL BPF_PROG_LOAD',
        'isa-v4 log unknown opcode 91',
        'end',
        'exit 0',
      ].join('\n'),
    );
    expect({arch, incomplete}).toEqual({arch: 'x86_64', incomplete: undefined});
    expect(texts).toEqual({lockdown: 'none [integrity] confidentiality'});
    expect(probes).toEqual({
      kprobe: {
        load: {result: 'ok'},
        attach: {
          result: 'refused',
          errno: 2,
          name: 'ENOENT',
          call: "read the PMU's type in /sys/bus/event_source/devices",
        },
      },
      fentry: {load: {result: 'refused', errno: 1, name: 'EPERM', call: 'BPF_PROG_LOAD'}},
      'sched-ext': {load: {result: 'missing', name: 'sched_ext_ops'}},
      tracepoint: {load: {result: 'ok'}, attach: {result: 'skipped', reason: 'tracefs could not be read'}},
      lsm: {load: {result: 'ok'}, attach: {result: 'ok'}, fire: {result: 'silent'}},
      'isa-v4': {
        load: {result: 'refused', errno: 22, name: 'EINVAL', call: 'BPF_PROG_LOAD'},
        log: 'unknown opcode 91',
      },
    });
  });

  test('says when it ended early, and how', () => {
    expect(parse('ebpf-attach 1 x86_64\nkprobe load ok\nexit 142').incomplete).toBe(
      'the prober ended early (exit 142)',
    );
    expect(parse('').incomplete).toBe('the prober ended early');
  });

  test('a prober that could not run is not an empty answer', () => {
    expect(parseAttach(unreadable('programs cannot be run from /tmp'))).toEqual(
      unreadable('programs cannot be run from /tmp'),
    );
    expect(parseAttach(absent)).toEqual(absent);
  });

  test('garbage and cut lines are left out', () => {
    expect(
      parse('kprobe attach errno\nkprobe attach errno x EPERM y\nKPROBE load ok\nkprobe run ok\n load ok\nlsm load')
        .probes,
    ).toEqual({});
  });

  test('an id that every object has is an id like others', () => {
    const {probes} = parse('constructor load ok\n__proto__ load ok\nend');
    expect(Object.keys(probes)).toEqual(['constructor']);
  });

  test('any text is taken without an exception, and gives plain JSON', () => {
    const word = fc.constantFrom(
      'kprobe',
      'load',
      'attach',
      'fire',
      'log',
      'errno',
      'skip',
      'missing',
      'ok',
      'no',
      '2',
      'ENOENT',
      'end',
      'exit',
      'text',
      '\n',
      '\x1b[2J',
      '',
    );
    const almost = fc.array(word, {maxLength: 40}).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.oneof(fc.string({unit: 'binary'}), almost), (text) => {
        const facts = parse(text);
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
        for (const [id, probe] of Object.entries(facts.probes)) {
          expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
          expect(attachEvidence(id, probe)).toContain(id);
        }
      }),
    );
  });

  test('evidence tells every step', () => {
    const {probes} = parse(
      'kprobe load ok\nkprobe attach errno 2 ENOENT perf_event_open\nfentry load errno 999 - BPF_PROG_LOAD\nfentry log no',
    );
    expect(attachEvidence('kprobe', probes.kprobe ?? {})).toBe(
      'probed kprobe: load ok; attach ENOENT (perf_event_open)',
    );
    expect(attachEvidence('fentry', probes.fentry ?? {})).toBe(
      'probed fentry: load errno 999 (BPF_PROG_LOAD); verifier: no',
    );
  });
});
