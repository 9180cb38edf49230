import {setTimeout as sleep} from 'node:timers/promises';
import {aside} from '../../../src/hosts/aside.ts';
import {Failure} from '../../../src/hosts/failure.ts';
import {parseHostsFile} from '../../../src/hosts/hosts-file.ts';
import {eachHost} from '../../../src/hosts/pool.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {type LabClient, labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../../lab/sshd.ts';
import {processorTime} from '../../processor-time.ts';

describe('many hosts', () => {
  const names = Array.from({length: 30}, (_, index) => `h${index}`);
  let closed = 0;
  const hosts = names.map((name) => ({name, close: async () => void closed++}));

  it('works on a bounded number at once and gives results as they come', async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    for await (const {name} of eachHost(
      hosts,
      async ({name: host}) => {
        most = Math.max(most, ++running);
        await sleep(host === 'h0' ? 100 : 5);
        running--;
      },
      {jobs: 4},
    ))
      order.push(name);
    expect(most).toBe(4);
    expect(order.at(-1)).not.toBe('h1');
    expect(order[0]).not.toBe('h0');
    expect([...order].sort()).toEqual([...names].sort());
  });

  it('does not let one failure stop the others', async () => {
    const results = [];
    const work = async ({name}: {name: string}) => {
      if (name === 'h1') throw new Failure({what: 'gone', link: 'unreachable'});
      if (name === 'h2') throw new TypeError('oops');
      return name.length;
    };
    for await (const result of eachHost(hosts, work)) results.push(result);
    expect(results).toHaveLength(30);
    expect(results.find(({name}) => name === 'h1')).toMatchObject({failure: {link: 'unreachable', exitCode: 3}});
    expect(results.find(({name}) => name === 'h2')).toMatchObject({failure: {what: 'Internal error: oops'}});
  });

  it('lets others go on in the place of one that waits for an answer, and takes it back', async () => {
    const answers = new Map<string, () => void>();
    let running = 0;
    const most: number[] = [];
    const silent = async (host: {name: string}) => {
      const {name} = host;
      await aside(
        host,
        new Promise<void>((resolve) => {
          if (name === 'h0' || name === 'h1') answers.set(name, resolve);
          else resolve();
        }),
      );
      most.push(++running);
      await sleep(5);
      running--;
      // Those that are silent answer when all others have been begun, which nobody would be were they waited for.
      if (name === 'h29') for (const answer of answers.values()) answer();
    };
    const order: string[] = [];
    for await (const {name} of eachHost(hosts, silent, {jobs: 2})) order.push(name);
    expect(order).toHaveLength(30);
    expect(order.slice(-2).sort()).toEqual(['h0', 'h1']);
    expect(Math.max(...most)).toBe(2);
  });

  it('begins no further host once it is aborted', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    for await (const {name} of eachHost(
      hosts,
      async () => {
        await sleep(1);
        controller.abort();
      },
      {jobs: 2, signal: controller.signal},
    ))
      seen.push(name);
    expect(seen).toEqual(['h0', 'h1']);
  });
});

describe('a hosts file', () => {
  it('has one destination a line, comments, and no host twice', () => {
    expect(parseHostsFile('\ufeff# all\r\na\nb:22 # second\n\n  u@c\t\na\n#d\n[::1]:22', 'f')).toEqual([
      'a',
      'b:22',
      'u@c',
      '[::1]:22',
    ]);
  });

  it.each([
    ['[web]\na\nb ansible_host=10.0.0.1\n', 'ansible all -i my.hosts --list-hosts'],
    ['a ansible_user=me\n', 'ansible all -i my.hosts --list-hosts'],
    ['[web:children]\nx\n', 'ansible all -i my.hosts --list-hosts'],
    ['---\nall:\n  vars:\n    a: b\n  hosts:\n    a:\n', 'ansible all -i my.hosts --list-hosts'],
    ['web:\r\n  hosts:\r\n    a:\r\n', 'ansible all -i my.hosts --list-hosts'],
    ['a\nweb[01:20].example\n', 'for host in web{01..20}.example; do'],
    ['web{1..3}\n', 'for host in web{1..3}; do'],
    ['u@db-[1-9]\n', 'for host in u@db-{1..9}; do'],
  ])('answers %j with what makes a list of it', (text, command) => {
    expect(() => parseHostsFile(text, 'my.hosts')).toThrow(
      expect.objectContaining({exitCode: 2, todo: expect.stringContaining(command)}),
    );
  });

  it('takes no list for an inventory', () => {
    const hosts = ['[::1]', 'a:22', '[fe80::1]:22', 'u@h', 'all', 'hosts'];
    expect(parseHostsFile(hosts.join('\n'), 'f')).toEqual(hosts);
  });

  it('reads 10,000 lines in no time', () => {
    const text = Array.from({length: 10_000}, (_, index) => `user@host-${index % 9000}.example:22 # ${index}`).join(
      '\n',
    );
    expect(processorTime(() => expect(parseHostsFile(text, 'f')).toHaveLength(9000))).toBeLessThan(1000);
  });

  it('names the lines that are wrong', () => {
    expect(() => parseHostsFile('a\n-oProxyCommand=id\nb c\n\u001b[2J', 'my.hosts')).toThrow(
      expect.objectContaining({
        exitCode: 2,
        why: expect.stringMatching(/^my\.hosts:2: -oProxyCommand=id: .*\nmy\.hosts:3: b c: .*\nmy\.hosts:4: /),
      }),
    );
    expect(() => parseHostsFile('x y\n'.repeat(10_000), 'f')).toThrow(/9995 more/);
    expect(() => parseHostsFile('# nothing\n', 'f')).toThrow('names no host');
  });
});

describeWith(missing())('sessions on one connection', () => {
  let sshd: Sshd;
  let client: LabClient;
  beforeAll(async () => {
    sshd = await startSshd({config: ['MaxSessions 2']});
    client = labClient([{name: 'one', sshd}]);
  });
  afterAll(() => sshd?.stop());

  it('takes no more at once than the host allows', async () => {
    const host = sshHost('one', {shared: newShared(client.configFile)});
    const results = await Promise.all(
      Array.from({length: 12}, (_, index) => host.run(['sh', '-c', `sleep 0.05; echo ${index}`])),
    );
    expect(results.map(({stdout}) => Number(stdout.toString()))).toEqual(Array.from({length: 12}, (_, index) => index));
    await host.close();
    expect(sshd.log().match(/Connection from/g)).toHaveLength(1);
  });

  it('says so when the host opens none', async () => {
    const none = await startSshd({config: ['MaxSessions 0']});
    const {configFile} = labClient([{name: 'none', sshd: none}]);
    await expect(sshHost('none', {shared: newShared(configFile)}).run(['true'])).rejects.toMatchObject({
      link: 'refused',
      todo: expect.stringContaining('MaxSessions'),
    });
    none.stop();
  });
});
