import {until} from './lab.ts';
import type {Machine} from './machine.ts';

/** The newest of Debian's cloud kernels that apt has and the machine has not. */
export const nextKernel = (machine: Machine): Promise<string> =>
  machine.sh("apt-get --simulate install linux-image-cloud-amd64 | sed -n 's/^Inst linux-image-\\(6[^ ]*\\) .*/\\1/p'");

/** The kernel that runs; empty while the machine is away. */
export const runs = (machine: Machine): Promise<string> => machine.sh('uname -r').catch(() => '');

export const install = (confirmWithin: number): readonly string[] => [
  ...['kernel', 'install', 'distro', '--reboot', '--reboot-timeout', '25'],
  ...['--confirm-within', String(confirmWithin)],
];

/** Begins to install and boot `next`, and kills whoever waits as soon as the machine is away; ends when the new kernel runs. */
export const bootAndKill = async (machine: Machine, next: string, confirmWithin: number): Promise<void> => {
  const waits = machine.start(...install(confirmWithin), '--yes');
  await until('the reboot', async () => /away for \d+ s/.test(waits.said()), 3600);
  waits.kill();
  await waits.done;
  await until(`${next} to answer`, async () => (await runs(machine)) === next, 3600);
};

/** Prints how long it took. */
export const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const begun = Date.now();
  const result = await work();
  process.stderr.write(`\n== ${what}: ${Math.round((Date.now() - begun) / 1000)} s\n\n`);
  return result;
};
