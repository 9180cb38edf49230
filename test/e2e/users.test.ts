import {stripVTControlCharacters} from 'node:util';
import type {Userland} from '../lab/userland.ts';
import {almostReady, describeAlmostReady, setup} from './almost-ready.ts';

const commands = `To change on localhost, as root:
1. Install make
     apt-get install --yes --no-install-recommends make
2. Mount tracefs until the next boot; systemd does it at start
     mount -t tracefs nodev /sys/kernel/tracing
3. Mount bpffs until the next boot; systemd does it at start
     mount -t bpf bpf /sys/fs/bpf
`;

describeAlmostReady('setup by a normal user', () => {
  let land: Userland;
  let before: string;

  beforeAll(async () => {
    land = await almostReady();
    before = await land.state();
  });

  afterAll(() => land?.close());

  test.each([
    ['sudo refuses', 'nosudo', 'sudo: Sorry, user nosudo may not run sudo', undefined],
    ['sudo wants a password and there is no terminal', 'pwsudo', 'sudo: a password is required', undefined],
    [
      'there is no sudo',
      'nosudo',
      'sudo is not installed.',
      'mkdir /mnt/bin; cp -a /usr/bin/. /mnt/bin; rm /mnt/bin/sudo; mount --bind /mnt/bin /usr/bin',
    ],
  ] as const)('%s: exactly what to run is printed, and nothing changed', async (_, user, why, mounts) => {
    // The folder for the bind mount lies in memory of the command's own.
    const options = {user, ...(mounts && {mounts: `mount -t tmpfs bin /mnt; ${mounts}`})};
    const {code, stdout, stderr} = await land.run(setup, options);
    expect({code, stdout}).toEqual({code: 1, stdout: ''});
    expect(stderr.replace(/^ +1 package, .* on disk\n/m, '')).toContain(commands);
    expect(stderr).toContain(`error: Root is needed, and sudo does not give it.\n  ${why}`);
    expect(stderr).toContain('Nothing was changed. Run the commands above as root');
    expect(await land.state()).toBe(before);
  });

  test('a wrong password at the terminal is no defect', async () => {
    const {result, sees, type, output} = land.start([...setup], {user: 'pwsudo', terminal: true});
    for (let attempt = 1; attempt <= 3; attempt++) {
      await sees(new RegExp(String.raw`(password for pwsudo[\s\S]*){${attempt}}`));
      type('wrong\n');
    }
    expect((await result).code).toBe(1);
    expect(output()).toMatch(/incorrect password attempts[\s\S]*Root is needed, and sudo does not give it/);
    expect(output()).not.toContain('wrong');
  });

  test('a sudo that remembers no password is told of before anything is begun', async () => {
    const rule = '/etc/sudoers.d/forgetful';
    await land.sh(`echo 'Defaults:pwsudo timestamp_timeout=0' >${rule}; chmod 440 ${rule}`);
    try {
      const {result, sees, type, output} = land.start([...setup], {user: 'pwsudo', terminal: true});
      await sees(/password for pwsudo/);
      type('lab\r');
      expect((await result).code).not.toBe(0);
      expect(output()).toContain('it asks for the password each time (timestamp_timeout in sudoers(5))');
      await land.sh('! command -v make');
    } finally {
      // sudo leaves that behind by itself.
      await land.sh(`rm -f ${rule} /home/pwsudo/.sudo_as_admin_successful`);
    }
  });

  test('the dry run asks for no password and shows sudo', async () => {
    const {code, stdout, stderr} = await land.run(['ebpf', 'setup', '--dry-run'], {user: 'pwsudo'});
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    expect(stdout).toContain('     sudo apt-get install --yes --no-install-recommends make\n');
    expect(stdout).not.toContain('Needs manual action');
    expect(await land.state()).toBe(before);
  });

  test('the password is asked for once, and the question before anything changes', async () => {
    const running = land.start(['ebpf', 'setup'], {user: 'pwsudo', terminal: true});
    await running.sees(/password for pwsudo/);
    running.type('lab\n');
    await running.sees(/sudo apt-get install[\s\S]*Go ahead\?/);
    running.type('n\n');
    expect((await running.result).code).toBe(1);
    expect(running.output()).toContain('Nothing was changed.');
    await land.sh('! command -v make && ! test -e /home/pwsudo/hello-ebpf');

    const again = land.start(['ebpf', 'setup'], {user: 'pwsudo', terminal: true});
    await again.sees(/password for pwsudo/);
    again.type('lab\n');
    await again.sees(/Go ahead\?/);
    again.type('y\n');
    expect((await again.result).code).toBe(0);
    expect(again.output().match(/password for/g)).toHaveLength(1);
    expect(stripVTControlCharacters(again.output())).toMatch(/traced a test execve[\s\S]*Ready for libbpf/);
    // What is the user's belongs to the user.
    expect(await land.sh('find /home/pwsudo/hello-ebpf ! -user pwsudo')).toBe('');
  });

  test('with sudo that asks nothing, the second run changes nothing', async () => {
    expect((await land.run(setup, {user: 'dev'})).code).toBe(0);
    const {code, stdout} = await land.run(setup, {user: 'dev'});
    expect({code, stdout}).toEqual({code: 0, stdout: expect.stringContaining('Nothing was changed')});
  });

  test("where sudo refuses and doas does not, doas is used, and what root makes by it is the user's", async () => {
    await land.sh(`apt-get install --yes -qq opendoas >/dev/null && echo 'permit nopass nosudo' >/etc/doas.conf`);
    const {code, stderr} = await land.run(setup, {user: 'nosudo'});
    expect([code, stderr]).toEqual([0, expect.stringContaining('traced a test execve')]);
    const byDoas = await land.run(['doas', 'ebpf', 'hello', '--dir', '/home/nosudo/other'], {user: 'nosudo'});
    expect([byDoas.code, byDoas.stdout]).toEqual([0, expect.stringContaining('It traces:')]);
    expect(await land.sh('find /home/nosudo/hello-ebpf /home/nosudo/other ! -user nosudo')).toBe('');
  });
});
