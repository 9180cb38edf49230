import {redact} from '../../src/facts/redact.ts';
import {savedFacts, savedHosts} from '../saved.ts';

test.each(savedHosts)('%s was saved without names of hosts, users, devices and places', (name) => {
  const facts = savedFacts(name);
  expect({...redact(facts), host: facts.host}).toEqual(facts);
});

test('names go, and what checks read stays', () => {
  const facts = savedFacts('debian-12-microvm-6.18');
  const named = {
    ...facts,
    host: 'db1.example.org',
    kernel: {
      ...facts.kernel,
      bootId: {state: 'known', value: 'c1836dd3-65a9-4862-9c6b-bfd488056b4c'},
      cmdline: {state: 'known', value: 'root=UUID=1234 lockdown=integrity hostname=db1'},
      version: {state: 'known', value: 'Linux version 6.1.0 (alice@db1) (gcc 12)'},
    },
    mounts: {
      state: 'known',
      value: [
        {type: 'nfs4', path: '/srv/alice', options: ['rw']},
        {type: 'tracefs', path: '/sys/kernel/tracing', options: []},
      ],
    },
  } as const;
  const text = JSON.stringify(redact(named));
  expect(text).not.toMatch(/alice|db1|1234|c1836dd3/);
  expect(text).toMatch(/lockdown=integrity.*tracefs/s);
});
