import {probe} from '../../src/facts/probe.ts';
import type {Host} from '../../src/hosts/host.ts';

test('a host that prints without end instead of facts is said to do so (simulated)', async () => {
  const result = {exitCode: undefined, stdout: Buffer.alloc(1000, 'A'), stderr: '', timedOut: false, overflowed: true};
  const host: Host = {
    name: 'far',
    local: false,
    reached: true,
    run: async () => result,
    elevate: async () => {},
    read: async () => Buffer.alloc(0),
    write: async () => {},
    close: async () => {},
  };
  await expect(probe(host)).rejects.toMatchObject({exitCode: 3, why: 'It printed more than any host has to say.'});
});
