import {evaluate, Failure, plan, probe} from '../src/index.ts';
import {savedFacts} from './saved.ts';

const facts = savedFacts('debian-13-chroot-6.18');

test('evaluate takes one host or several, and gives what the options ask for', () => {
  expect(evaluate(facts)).toEqual(evaluate([facts]));
  expect(evaluate(facts, {only: ['btf.vmlinux']}).hosts[0]?.findings).toHaveLength(1);
  expect(() => evaluate(facts, {profiles: ['libpf']})).toThrow(Failure);
  expect(evaluate([]).exitCode).toBe(0);
});

test('plan mends what evaluate finds', () => {
  const [host] = evaluate(facts).hosts;
  const failing = host?.findings.filter(({verdict, severity}) => verdict === 'fail' && severity === 'required') ?? [];
  const {steps, manual} = plan(facts);
  const mended = [...steps.flatMap(({checks}) => checks), ...manual.map(({check}) => check)];
  expect(failing.length).toBeGreaterThan(3);
  for (const {id} of failing) expect(mended).toContain(id);
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
