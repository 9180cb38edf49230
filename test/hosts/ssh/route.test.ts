import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../../lab/sshd.ts';

const ip = (...words: string[]) => execFileSync('ip', words, {stdio: 'pipe'});

/** Three machines in a row, each in a network of its own: `near` can be reached from here, `middle` from near, `far` from middle. */
const spaces = ['ebpfssh-a', 'ebpfssh-b', 'ebpfssh-c'] as const;
const wire = (from: string | undefined, to: string, net: number): void => {
  const ends = [`ebpfssh${net}x`, `ebpfssh${net}y`] as const;
  ip('link', 'add', ends[0], 'type', 'veth', 'peer', 'name', ends[1]);
  for (const [space, end, last] of [
    [from, ends[0], 1],
    [to, ends[1], 2],
  ] as const) {
    if (space) ip('link', 'set', end, 'netns', space);
    const inside = space ? ['-n', space] : [];
    ip(...inside, 'addr', 'add', `10.79.${net}.${last}/24`, 'dev', end);
    ip(...inside, 'link', 'set', end, 'up');
  }
};
const clear = () => {
  for (const space of spaces) {
    try {
      ip('netns', 'del', space);
    } catch {
      // it was not there
    }
  }
};

describeWith(missing())('ways to a host', () => {
  let near: Sshd;
  let middle: Sshd;
  let far: Sshd;
  const all = () => [
    {name: 'near', sshd: near, lines: []},
    {name: 'middle', sshd: middle, lines: ['ProxyJump near']},
    {name: 'far', sshd: far, lines: ['ProxyJump middle']},
  ];
  const run = async (name: string, configFile: string, shared = newShared(configFile)) => {
    const host = sshHost(name, {shared});
    try {
      return (await host.run(['sh', '-c', 'echo $SSH_CONNECTION'])).stdout.toString().split(' ')[2];
    } finally {
      await host.close();
    }
  };

  beforeAll(async () => {
    clear();
    for (const space of spaces) {
      ip('netns', 'add', space);
      ip('-n', space, 'link', 'set', 'lo', 'up');
    }
    wire(undefined, spaces[0], 1);
    wire(spaces[0], spaces[1], 2);
    wire(spaces[1], spaces[2], 3);
    near = await startSshd({namespace: spaces[0], address: '10.79.1.2', port: 22});
    middle = await startSshd({namespace: spaces[1], address: '10.79.2.2', port: 22});
    far = await startSshd({namespace: spaces[2], address: '10.79.3.2', port: 2022});
  });
  afterAll(() => {
    for (const sshd of [near, middle, far]) sshd?.stop();
    clear();
  });

  it('goes through the jump hosts of the configuration, each by its own', async () => {
    const client = labClient(all());
    expect(await run('far', client.configFile)).toBe('10.79.3.2');
    expect(await run('middle', client.configFile)).toBe('10.79.2.2');
  });

  it('goes through a chain in one line, with users and ports', async () => {
    const client = labClient([
      {name: 'near', sshd: near},
      {name: 'middle', sshd: middle, user: 'labuser'},
      {name: 'far', sshd: far, lines: ['ProxyJump root@near:22,ssh://root@middle:22']},
    ]);
    expect(await run('far', client.configFile)).toBe('10.79.3.2');
    expect(near.log()).toContain('Accepted publickey for root');
    expect(middle.log()).toContain('Accepted publickey for root');
  });

  it.each(['near', 'middle', 'far'])('checks the key of every hop: %s unknown', async (name) => {
    const servers = {near, middle, far};
    const client = labClient(all(), {
      known: [near, middle, far].filter((sshd) => sshd !== servers[name as keyof typeof servers]),
    });
    await expect(run('far', client.configFile)).rejects.toMatchObject({
      link: 'refused',
      what: expect.stringContaining('not known'),
    });
  });

  it('refuses a jump host whose key has changed', async () => {
    const client = labClient(all());
    writeFileSync(
      client.knownHosts,
      client.known().replace(near.knownHosts(), far.knownHosts().replace('[10.79.3.2]:2022', '10.79.1.2')),
    );
    await expect(run('far', client.configFile)).rejects.toThrow('10.79.1.2 has changed');
  });

  it('shares one connection to a jump host among all who go through it', async () => {
    const client = labClient([
      ...all(),
      ...[1, 2, 3, 4].map((index) => ({name: `m${index}`, sshd: middle, lines: ['ProxyJump near']})),
    ]);
    const before = near.log().match(/Connection from/g)?.length ?? 0;
    const shared = newShared(client.configFile);
    expect(await Promise.all([1, 2, 3, 4].map((index) => run(`m${index}`, client.configFile, shared)))).toEqual(
      Array(4).fill('10.79.2.2'),
    );
    expect((near.log().match(/Connection from/g)?.length ?? 0) - before).toBe(1);
  });

  it('runs a ProxyCommand with its tokens filled in', async () => {
    const client = labClient([
      {name: 'near', sshd: near},
      {name: 'middle', sshd: middle, lines: ['ProxyCommand ssh -F %%CONFIG%% -W %h:%p near 2>/dev/null # %n %r %%']},
    ]);
    const text = (await import('node:fs'))
      .readFileSync(client.configFile, 'utf8')
      .replace('%%CONFIG%%', client.configFile);
    writeFileSync(client.configFile, text);
    expect(await run('middle', client.configFile)).toBe('10.79.2.2');
  });

  it('says what a ProxyCommand said when it fails', async () => {
    const client = labClient([
      {name: 'near', sshd: near, lines: ['ProxyCommand sh -c "echo no way to %h >&2; exit 7"']},
    ]);
    await expect(run('near', client.configFile)).rejects.toMatchObject({
      link: 'unreachable',
      message: expect.stringMatching(/code 7.*no way to 10\.79\.1\.2/s),
    });
  });

  it('stands a ProxyJump that holds for the jump host too', async () => {
    const client = labClient(
      [
        {name: 'near', sshd: near},
        {name: 'middle', sshd: middle},
      ],
      {top: ['Match all', '  ProxyJump near']},
    );
    expect(await run('middle', client.configFile)).toBe('10.79.2.2');
  });

  it('ends a ProxyJump in a circle', async () => {
    const client = labClient([
      {name: 'near', sshd: near, lines: ['ProxyJump middle']},
      {name: 'middle', sshd: middle, lines: ['ProxyJump near']},
    ]);
    await expect(run('middle', client.configFile)).rejects.toMatchObject({
      exitCode: 2,
      what: expect.stringContaining('circle'),
    });
  });

  it('says that a way is not open', async () => {
    const client = labClient([
      {name: 'near', sshd: near},
      {name: 'gone', sshd: {...middle, port: 9}, lines: ['ProxyJump near']},
    ]);
    await expect(run('gone', client.configFile)).rejects.toMatchObject({
      link: 'unreachable',
      why: expect.stringContaining('near'),
    });
  });
});
