/** Milliseconds that this process computes while it does the work: what else the machine does, and waiting, do not count. */
export const processorTime = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const {user, system} = process.cpuUsage(before);
  return (user + system) / 1000;
};
