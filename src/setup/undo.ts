import {probe} from '../facts/probe.ts';
import {exitCodes, Failure, toldOf} from '../hosts/failure.ts';
import {unlinkSteps} from '../remedies/link-headers.ts';
import type {Plan} from '../remedies/plan.ts';
import {runTasks} from '../terminal/run-tasks.ts';
import type {TaskResult} from '../terminal/task.ts';
import {stepTasks} from './carry-out.ts';
import type {SetupOptions} from './options.ts';
import type {Planned} from './plan.ts';
import type {SetupResult} from './setup.ts';

/** What a setup did that can be reverted, beside installing packages: headers of another kernel that it linked in. */
export const planUndo = async ({host}: SetupOptions): Promise<Planned> => {
  const facts = await probe(host);
  return {facts, plan: {schema: 'ebpf.plan/1', host: facts.host, steps: unlinkSteps(facts), manual: []}};
};

/** Carries it out. Never rejects for what goes wrong on the host. */
export const carryOutUndo = async (
  {host, display, signal, lockWait}: SetupOptions,
  plan: Plan,
): Promise<SetupResult> => {
  const steps: TaskResult[] = [];
  let changed = false;
  const onChange = () => {
    changed = true;
  };
  const end = (rest: Pick<SetupResult, 'error' | 'exitCode'>): SetupResult => ({
    schema: 'ebpf.setup/1',
    plan,
    steps,
    changed,
    hellos: [],
    ...rest,
  });
  try {
    await runTasks(stepTasks(host, plan.steps, {signal, lockWait, onChange}), display, steps);
    return end({exitCode: exitCodes.ready});
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    return end({error: toldOf(error), exitCode: error.exitCode});
  }
};
