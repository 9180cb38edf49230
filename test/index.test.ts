import {
  checks,
  evaluate,
  explain,
  Failure,
  formatReport,
  inspect,
  plan,
  probe,
  profiles,
  sshHost,
} from '../src/index.ts';
import {savedFacts} from './saved.ts';

const facts = savedFacts('debian-13-chroot-6.18');

test('evaluate takes one host or several, and gives what the options ask for', () => {
  expect(evaluate(facts)).toEqual(evaluate([facts]));
  expect(evaluate(facts, {only: ['btf.vmlinux']}).hosts[0]?.findings).toHaveLength(1);
});

// What a caller in JavaScript can get wrong. None of it may look like a host that is ready.
test.each<[string, unknown, object, string]>([
  ['a mistyped check', facts, {only: ['btf.vmlinx']}, 'Did you mean btf.vmlinux?'],
  ['a mistyped demand', facts, {require: ['tool.clnag']}, 'Did you mean tool.clang?'],
  ['a mistyped exception', facts, {ignore: ['apt.lok']}, 'Did you mean apt.lock?'],
  ['a mistyped profile', facts, {profiles: ['libpf']}, 'Did you mean libbpf?'],
  ['a mistyped option', facts, {profile: ['libbpf']}, 'Did you mean profiles?'],
  ['a text where a list belongs', facts, {require: 'btf.vmlinux'}, 'require must be a list of names'],
  ['a text where a truth value belongs', facts, {strict: 'true'}, 'strict must be true or false'],
  ['a file where a policy belongs', facts, {policy: 'ebpf.yml'}, 'policy must be what loadPolicy() gives'],
  ['a demand that is ignored', facts, {only: ['tool.cc'], ignore: ['tool.cc']}, 'both required and ignored'],
  ['no facts', [], {}, 'no facts to judge'],
  ['nothing at all', undefined, {}, 'schema is missing'],
  ['facts of a later version', {...facts, schema: 'ebpf.facts/99'}, {}, '"ebpf.facts/99"; this version reads'],
  ['one bad host of two', [facts, {schema: 'ebpf.facts/2'}], {}, 'as number 2'],
  ['a report', evaluate(facts), {}, 'A report is judged already.'],
])('evaluate and plan refuse %s as the command line does', (_, given, options, why) => {
  for (const judge of [evaluate, plan] as ((given: unknown, options: object) => unknown)[]) {
    expect(() => judge(given, options)).toThrow(
      expect.objectContaining({name: 'Failure', exitCode: 2, message: expect.stringContaining(why)}),
    );
  }
});

test('a plan is for one host', () => {
  expect(() => plan([facts, facts] as never)).toThrow('A plan is for one host.');
});

test('facts of which a part is missing are never those of a host that is ready', () => {
  expect(evaluate({schema: 'ebpf.facts/1', host: 'x'} as never).exitCode).toBe(3);
  const ready = savedFacts('debian-12-microvm-6.18');
  expect(evaluate(ready).exitCode).toBe(0);
  const without = (part: string) => Object.fromEntries(Object.entries(ready).filter(([name]) => name !== part));
  for (const part of ['kernel', 'btf', 'tools', 'privileges', 'mounts'])
    expect([part, evaluate(without(part) as never).exitCode]).not.toEqual([part, 0]);
});

test('plan mends what evaluate finds', () => {
  const [host] = evaluate(facts).hosts;
  const failing = host?.findings.filter(({verdict, severity}) => verdict === 'fail' && severity === 'required') ?? [];
  const {steps, manual} = plan(facts);
  const mended = [...steps.flatMap(({checks}) => checks), ...manual.map(({check}) => check)];
  expect(failing.length).toBeGreaterThan(3);
  for (const {id} of failing) expect(mended).toContain(id);
});

test('what the commands tell is told: formats, the catalogue, causes, requirements of objects', async () => {
  const report = evaluate(facts);
  expect(await formatReport(report, 'junit')).toMatch(/^<\?xml/);
  await expect(formatReport(report, 'junt' as never)).rejects.toThrow('Did you mean junit?');
  expect(checks.map(({id}) => id)).toContain('btf.vmlinux');
  expect(profiles.map(({name}) => name)).toContain('libbpf');
  const {causes} = await explain({text: 'make: clang: No such file or directory'});
  expect(causes[0]?.cause).toBe('clang-missing');
  await expect(inspect(Buffer.from('no object'), {file: 'x.o'})).rejects.toThrow(Failure);
});

test('a signal ends the looking, and a host over SSH is one without a connection until it is asked', async () => {
  const reason = new Error('enough');
  await expect(probe({signal: AbortSignal.abort(reason)})).rejects.toBe(reason);
  const host = await sshHost('root@gone.invalid');
  expect([host.name, host.local]).toEqual(['root@gone.invalid', false]);
  await host.close();
});

test.each<[string, () => unknown, string]>([
  ['options that are none', () => evaluate(facts, null as never), 'The options must be an object.'],
  ['a list in place of options', () => evaluate(facts, ['libbpf'] as never), 'The options must be an object.'],
  ['a mistyped option of probe', () => probe({atach: 'root'} as never), 'There is no option "atach".'],
  ['a word in place of a signal', () => probe({signal: 'soon'} as never), 'The option signal must be an AbortSignal.'],
  ['facts in place of a report', () => formatReport(facts as never, 'junit'), 'What was given is not a report.'],
  ['part of a report', () => formatReport({...evaluate(facts), hosts: [{}]} as never, 'env'), 'not a report.'],
  ['a question without a text', () => explain('no' as never), 'The text of the question must be text.'],
  ['a name in place of bytes', () => inspect('hello.bpf.o' as never), 'The object must be bytes.'],
])('the library refuses %s', async (_, call, what) => {
  const failure = await (async () => call())().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({exitCode: 2, what: expect.stringContaining(what)});
});

test('probe looks at the host that it is given', async () => {
  const nonce = '0f0f0f0f-0000-4000-8000-000000000000';
  const asked: (readonly string[])[] = [];
  const host = {
    name: 'elsewhere',
    local: false,
    run: async (command: readonly string[]) => {
      asked.push(command.slice(0, 2));
      return {
        exitCode: 0,
        stdout: Buffer.from(`\nebpf-probe 1 begin ${nonce}\n\n@${nonce} text now ok\n7\n\nebpf-probe 1 end ${nonce}\n`),
        stderr: '',
        timedOut: false,
        overflowed: false,
      };
    },
    elevate: async () => {},
    close: async () => {},
  };
  const found = await probe({host: host as never});
  expect([found.host, found.time, asked]).toEqual(['elsewhere', {state: 'known', value: 7}, [['sh', '-c']]]);
});
