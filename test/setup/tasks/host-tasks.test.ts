import {Failure} from '../../../src/hosts/failure.ts';
import {hostTasks} from '../../../src/setup/tasks/host-tasks.ts';
import {runTasks} from '../../../src/terminal/run-tasks.ts';
import type {Task, TaskResult} from '../../../src/terminal/task.ts';

const carryOut = (local: boolean, tasks: readonly Task[], signal = new AbortController().signal) => {
  const results: TaskResult[] = [];
  return runTasks(hostTasks({name: 'web1', local}, tasks, signal), 'silent', results).then(() => results);
};

test.each([true, false])(
  'after Ctrl-C the step in hand is done and no further one begun (local: %s)',
  async (local) => {
    const controller = new AbortController();
    const done: string[] = [];
    const tasks: Task[] = [
      {
        title: 'Look',
        run: async () => {
          controller.abort(new Error('stopped'));
          done.push('looked');
          return undefined;
        },
      },
      {title: 'Reboot', run: async () => void done.push('rebooted')},
    ];
    await expect(carryOut(local, tasks, controller.signal)).rejects.toThrow('stopped');
    expect(done).toEqual(['looked']);
  },
);

test('a step that loses a host elsewhere is begun again', async () => {
  let tries = 0;
  const run = async () => {
    tries += 1;
    if (tries < 2) throw new Failure({what: 'gone', link: 'lost'});
    return 'done';
  };
  const [result] = await carryOut(false, [{title: 'Install', run}]);
  expect([tries, result?.ok, result?.message]).toEqual([2, true, 'done']);
});

test.each([
  [true, 'Look: "ebpf doctor", "ebpf setup --remote web2" or ebpf kernel list.'],
  [false, 'Look: "ebpf doctor --remote web1", "ebpf setup --remote web2" or ebpf kernel list.'],
])('what to do after a failure names the host (local: %s)', async (local, todo) => {
  const work: Task = {
    title: 'Fail',
    run: () =>
      Promise.reject(
        new Failure({what: 'It failed.', todo: 'Look: "ebpf doctor", "ebpf setup --remote web2" or ebpf kernel list.'}),
      ),
  };
  await expect(carryOut(local, [work])).rejects.toMatchObject({what: 'It failed.', todo});
});
