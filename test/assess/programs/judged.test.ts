import {expect} from '@jest/globals';
import {assess} from '../../../src/assess/assess.ts';
import {sinceBaseline} from '../../../src/assess/baseline.ts';
import {makeReport} from '../../../src/assess/make.ts';
import {judgedObjects} from '../../../src/assess/programs/judged.ts';
import {Kernels} from '../../../src/assess/programs/kernels.ts';
import {named} from '../../../src/assess/programs/objects.ts';
import type {Facts} from '../../../src/facts/facts.ts';
import {type Asked, judgeBy} from '../../../src/policy/judge.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {formatNames, formatted} from '../../../src/reports/formats.ts';
import {describeWith} from '../../lab/needs.ts';
import {int, makeBtf, struct} from '../../programs/btf/make.ts';
import {clangLacking, compile} from '../../programs/compile.ts';
import {savedFacts} from '../../saved.ts';

describeWith(clangLacking)('hosts judged by compiled programs', () => {
  const kernels = new Kernels();
  const types = (...fields: readonly string[]) =>
    new KernelTypes(
      readBtf(
        makeBtf([
          int(),
          struct(
            'task_struct',
            fields.length * 4,
            fields.map((field, index) => [field, 1, index * 32] as const),
          ),
        ]),
      ),
    );
  /** A saved host with these types. */
  const host = (name: string, found: KernelTypes): Facts => {
    const {btf} = kernels.ofTypes('types', found);
    const facts = savedFacts('debian-12-microvm-6.18');
    return {...facts, host: name, btf: {...facts.btf, ...(btf.content && {content: btf.content})}};
  };
  const [good] = named([['hello.bpf.o', [{object: readObject(compile('hello.bpf.c'))}]]]);
  const [bad] = named([['build/bad.bpf.o', [{object: readObject(compile('hello.bpf.c', '-DBAD'))}]]]);
  if (!good || !bad) throw new Error('no objects');
  const judging = {objects: judgedObjects([good, bad], kernels), alone: false};
  const reportOn = (facts: Facts, asked: Partial<Asked>) =>
    assess(facts, judgeBy({profiles: [], ...asked}, undefined, judging)(facts.host));
  const now = host('now', types('tgid', '__state'));
  const old = host('old', types('tgid', 'state'));
  const codeOf = (asked: Partial<Asked>, facts = now) => makeReport([reportOn(facts, asked)], '0').exitCode;

  test('an object for the other byte order is left out beside the one for this order, and cannot be loaded by itself', () => {
    const of = (name: string, ...options: readonly string[]) => ({
      object: readObject(compile('hello.bpf.c', '-target', name, ...options)),
    });
    const [little, big, other] = named([
      ['hello_bpfel.o', [of('bpfel')]],
      ['hello_bpfeb.o', [of('bpfeb')]],
      ['other_bpfeb.o', [of('bpfeb', '-DBAD')]],
    ]);
    if (!little || !big || !other) throw new Error('no objects');
    const verdicts = (...programs: readonly (typeof little)[]) => {
      const {profiles, findings} = assess(
        now,
        judgeBy({profiles: [], programs}, undefined, {objects: judgedObjects(programs, kernels), alone: false})(
          now.host,
        ),
      );
      const found = findings.filter(({group}) => group === 'program').map(({verdict}) => verdict);
      return [Object.values(profiles), [...new Set(found)]];
    };
    expect(verdicts(little, big)).toEqual([
      ['ready', 'ready'],
      ['pass', 'skip'],
    ]);
    expect(verdicts(big)).toEqual([['not-ready'], ['fail']]);
    expect(verdicts(little, other)).toEqual([
      ['ready', 'not-ready'],
      ['pass', 'fail'],
    ]);
  });

  test('a program is a profile, and each of its programs a finding', () => {
    const report = reportOn(now, {programs: [good, bad]});
    expect(report.profiles).toEqual({'hello.bpf.o': 'ready', 'bad.bpf.o': 'not-ready'});
    expect(report.objects).toEqual({'hello.bpf.o': 'hello.bpf.o', 'bad.bpf.o': 'build/bad.bpf.o'});
    const programs = report.findings.filter(({group}) => group === 'program');
    expect(programs.map(({id, verdict, severity}) => [id, verdict, severity])).toEqual([
      ['program.hello.handle_exec', 'pass', 'required'],
      ['program.bad.handle_exec', 'pass', 'required'],
      ['program.bad.handle_open', 'fail', 'required'],
      ['program.bad.handle_unlink', 'fail', 'recommended'],
    ]);
    expect(programs[2]).toMatchObject({
      found: expect.stringMatching(
        /^field task_struct\.state: .*; it has task_struct\.__state \(mainline changed it in 5\.14\) \(and 1 more reason\)$/,
      ),
      docs: 'docs/programs.md',
      origin: ['profile bad.bpf.o'],
      decides: ['bad.bpf.o'],
    });
    expect(reportOn(old, {programs: [good]}).profiles).toEqual({'hello.bpf.o': 'not-ready'});
  });

  test('an object without programs is judged by what its loader makes of it', () => {
    const of = (definition: string) => {
      const bytes = compile('object/maps.bpf.c', `-DPINNING=${definition}`);
      const [maps] = named([['maps.bpf.o', [{object: readObject(bytes)}]]]);
      if (!maps) throw new Error('no object');
      const own = judgedObjects([maps], kernels);
      const report = assess(
        now,
        judgeBy({profiles: [], programs: [maps]}, undefined, {objects: own, alone: false})('now'),
      );
      return report.findings.filter(({group}) => group === 'program').map(({id, verdict}) => [id, verdict]);
    };
    expect(of('1')).toEqual([['program.maps.object', 'pass']]);
    expect(of('2')).toEqual([['program.maps.object', 'fail']]);
  });

  test('--for adds profiles, and without it there are none', () => {
    expect(Object.keys(reportOn(now, {programs: [good], profiles: ['run']}).profiles)).toEqual(['run', 'hello.bpf.o']);
    expect(reportOn(now, {programs: [good]}).findings.some(({id}) => id === 'tool.clang')).toBe(false);
  });

  test('its checks can be named, required, ignored, and held to a baseline', () => {
    const programs = [bad];
    expect(codeOf({programs})).toBe(1);
    expect(codeOf({programs, ignore: ['program.bad.handle_open']})).toBe(0);
    expect(codeOf({programs, ignore: ['program.bad.handle_open'], require: ['program.bad.handle_unlink']})).toBe(1);
    expect(codeOf({programs, only: ['program.bad.handle_exec']})).toBe(0);
    expect(codeOf({programs, only: ['btf.vmlinux']})).toBe(1);
    const before = makeReport([reportOn(now, {programs})], '0');
    expect(makeReport(sinceBaseline(before.hosts, before, 'before.json'), '0').exitCode).toBe(0);
  });

  test('a kernel whose types were not read is unknown, with the reason', () => {
    const {content, ...btf} = now.btf;
    const reason = 'it did not come in time';
    const facts = {...now, btf: {...btf, content: {state: 'unreadable', reason}}} as const;
    const report = reportOn(facts, {programs: [good]});
    const finding = report.findings.find(({id}) => id === 'program.hello.handle_exec');
    expect(finding).toMatchObject({
      verdict: 'unknown',
      evidence: expect.arrayContaining([expect.stringContaining(reason)]),
    });
    expect(codeOf({programs: [good]}, facts)).toBe(3);
    expect(content?.state).toBe('known');
  });

  test('every format has it', async () => {
    const report = makeReport([reportOn(now, {programs: [bad]})], '0');
    for (const name of formatNames) {
      const text = await formatted(name, report, {colour: false, unicode: true, every: true});
      expect(text).toMatch(/program[._]bad[._]handle_open/i);
    }
  });

  test('objects of one name, and several in a file, have ids of their own', () => {
    const {object} = good;
    expect(
      named([
        ['a/x.bpf.o', [{object}]],
        ['b/x.bpf.o', [{object}]],
        ['b/tool', [{object}, {object}]],
        ['--we ird é.o', [{object}]],
      ]).map(({name, stem}) => [name, stem]),
    ).toEqual([
      ['x.bpf.o', 'x'],
      ['x.bpf.o-2', 'x-2'],
      ['tool-1', 'tool-1'],
      ['tool-2', 'tool-2'],
      ['--we_ird__.o', 'we_ird'],
    ]);
  });

  test('what facts alone cannot tell is refused, not passed', () => {
    expect(() => judgeBy({profiles: [], programs: [good]}, undefined)('now')).toThrow(/cannot be judged here/);
  });
});
