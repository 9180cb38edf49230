import type {Running, Userland} from '../lab/userland.ts';
import {almostReady, describeAlmostReady, setup} from './almost-ready.ts';

const forgetLists = 'rm -rf /var/lib/apt/lists/*';

describeAlmostReady('setup and the troubles of apt', () => {
  let land: Userland;

  beforeEach(async () => {
    land = await almostReady();
  });

  afterEach(() => land?.close());

  /** A process that holds a lock as apt and dpkg do (fcntl, not flock) until it is told to stop. */
  const hold = async (file: string): Promise<{release: () => Promise<unknown>; process: Running}> => {
    const lock = 'pack("ssqql", F_WRLCK, 0, 0, 0, 0)';
    const program = `use Fcntl; $0 = "unattended-upgr"; $| = 1;
      open F, ">>", "${file}" or die; my $lock = ${lock}; fcntl(F, F_SETLK, $lock) or die $!; print "pid $$\\n"; sleep 100`;
    const process = land.start(['perl', '-e', program]);
    await process.sees(/^pid \d+$/m);
    const [, pid = ''] = /pid (\d+)/.exec(process.output()) ?? [];
    return {process, release: () => land.sh(`kill ${pid}`)};
  };

  test.each([
    ['/var/lib/dpkg/lock-frontend', ':'],
    ['/var/cache/apt/archives/lock', ':'],
    ['/var/lib/apt/lists/lock', forgetLists],
  ])('%s held for a while: it says by whom, waits, and goes on', async (file, before) => {
    await land.sh(before);
    const {release} = await hold(file);
    const running = land.start(setup);
    await running.sees(
      new RegExp(`^\\.\\.\\.  .*: waiting for unattended-upgr \\(process \\d+\\) to let go of ${file}$`, 'm'),
    );
    await release();
    expect((await running.result).code).toBe(0);
  });

  test('a lock held for longer than it may: who holds it, and nothing is installed', async () => {
    await hold('/var/lib/dpkg/lock-frontend');
    const {code, stderr} = await land.run([...setup, '--lock-wait', '1'], {environment: {LANGUAGE: 'de'}});
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /Could not get lock \/var\/lib\/dpkg\/lock-frontend.*\n[\s\S]*Try again when unattended-upgr \(process \d+\) is done/,
    );
    await land.sh('! command -v make');
  });

  test('Ctrl-C ends the wait for a lock', async () => {
    await hold('/var/lib/dpkg/lock-frontend');
    const running = land.start(setup, {terminal: true});
    await running.sees(/waiting for unattended-upgr/);
    running.type('\x03');
    expect((await running.result).code).toBe(130);
  });

  test('no network: the mirrors are out of reach, and that is said', async () => {
    const {code, stderr} = await land.run(setup, {network: false});
    expect(code).toBe(1);
    expect(stderr).toMatch(/E: Failed to fetch .*Temporary failure resolving/);
    expect(stderr).toContain('Look at the network, DNS or the proxy');
  });

  test('no network and no lists: not taken for a package that does not exist', async () => {
    await land.sh(forgetLists);
    const {code, stderr} = await land.run(setup, {network: false});
    expect(code).toBe(1);
    expect(stderr).toContain('apt knows no package for make: its lists could not be fetched.');
    expect(stderr).toContain('Look at the network, DNS or the proxy');
  });

  test.each([
    ['with lists', ':'],
    ['without lists', forgetLists],
  ])('an entry that apt can not read, %s: it is named', async (_, before) => {
    await land.sh(`echo 'debb nonsense' >/etc/apt/sources.list.d/broken.list; ${before}`);
    const {code, stdout, stderr} = await land.run(setup);
    expect({code, stdout}).toEqual({code: 1, stdout: ''});
    expect(stderr).toContain(
      "E: Type 'debb' is not known on line 1 in source list /etc/apt/sources.list.d/broken.list",
    );
    expect(stderr).toMatch(/Find the entry that the line names in \/etc\/apt.*then run setup again/s);
  });

  test("somebody else's archive is gone: told, and no hindrance", async () => {
    await land.sh(`echo 'deb http://127.0.0.1:9/gone stable main' >/etc/apt/sources.list.d/gone.list; ${forgetLists}`);
    const {code, stderr} = await land.run(setup);
    expect(code).toBe(0);
    expect(stderr).toMatch(/ok {3}Fetch the package lists: not all could be fetched: .*127\.0\.0\.1:9/);
  });

  test("somebody else's archive has expired: told, and no hindrance", async () => {
    await land.sh(`mkdir -p /srv/old/dists/x && cd /srv/old/dists/x
      printf '%s\n' 'Codename: x' 'Date: Mon, 01 Jan 2024 00:00:00 UTC' 'Valid-Until: Tue, 02 Jan 2024 00:00:00 UTC' Architectures: SHA256: >Release
      echo 'deb [trusted=yes] file:/srv/old x main' >/etc/apt/sources.list.d/old.list; ${forgetLists}`);
    const {code, stderr} = await land.run(setup);
    expect(stderr).toMatch(/ok {3}Fetch the package lists: not all could be fetched: .*\/srv\/old.* is expired/);
    expect(code).toBe(0);
  });

  test('lists that name what the mirror no longer has are fetched anew', async () => {
    // As after a point release: an old index, which the new InRelease no longer agrees with.
    await land.sh(`cd /var/lib/apt/lists
      sed -i 's,^Filename: pool/main/m/make-dfsg/make_4,Filename: pool/main/m/make-dfsg/make_3,' *_Packages
      sed -i -E 's,[0-9a-f]{8}( +[0-9]+ main/binary-amd64/Packages),00000000\\1,' *_InRelease
      touch -d '2 years ago' *_InRelease; touch -d '1 hour ago' partial; rm -f /var/cache/apt/*.bin`);
    const {code, stderr} = await land.run(setup);
    expect(stderr).toMatch(/^\.\.\. {2}Install make: the lists name what the mirror no longer has/m);
    expect(code).toBe(0);
  });

  test('a package that dpkg was not let finish is finished first', async () => {
    await land.sh('cd /tmp; apt-get download make; dpkg --unpack make*.deb; rm make*.deb; test -n "$(dpkg --audit)"');
    const {code, stderr} = await land.run(setup);
    expect(stderr).toContain('     dpkg --configure -a\n     apt-get --fix-broken install -y\n');
    expect(code).toBe(0);
    await land.sh('test -z "$(dpkg --audit)"; make --version');
  });

  /** As a power cut leaves it while dpkg unpacks. */
  const halfInstalled = `cd /tmp; apt-get download make; dpkg --unpack make*.deb; rm make*.deb
    sed -i '/^Package: make$/,/^$/ s/^Status: .*/Status: install reinstreq half-installed/' /var/lib/dpkg/status`;

  test('a package whose unpacking was cut off is fetched and unpacked again', async () => {
    await land.sh(halfInstalled);
    const {code, stderr} = await land.run(setup);
    expect(stderr).toContain('     dpkg --configure -a\n     apt-get install --yes --fix-broken --reinstall make\n');
    expect(code).toBe(0);
    await land.sh('test -z "$(dpkg --audit)"; make --version');
  });

  test('another kernel waits until apt can be asked for one: what that needs is shown and done first', async () => {
    await land.sh(`${halfInstalled}; ${forgetLists}`);
    const withoutBtf = {mounts: 'mount -t tmpfs none /sys/kernel/btf'};
    const dry = await land.run(['ebpf', 'setup', '--kernel', 'distro', '--dry-run'], withoutBtf);
    expect(dry).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Another kernel is needed\. Which one is told/),
    });
    const first = /1\. Fetch the package lists\n.*\n2\. .*\n {5}dpkg --configure -a\n/;
    expect(dry.stdout).toMatch(first);
    const {code, stderr} = await land.run([...setup, '--kernel', 'distro'], withoutBtf);
    expect(stderr).toMatch(first);
    expect(stderr).toMatch(/^ok {3}Fetch the package lists.*\n(?:\.{3} .*\n)*ok {3}Complete what dpkg began/m);
    // Then it was asked about kernels, of which this machine can have none.
    expect({code, stderr}).toMatchObject({code: 1, stderr: expect.stringContaining('the kernel is a file outside')});
    await land.sh('test -z "$(dpkg --audit)"; make --version');
  });

  test('a need without a package is named, and the others are installed', async () => {
    await land.sh(`dpkg --purge bpftool
      printf 'Package: make\\nPin: release *\\nPin-Priority: -1\\n' >/etc/apt/preferences.d/no-make`);
    const {code, stderr} = await land.run(setup);
    expect(code).toBe(1);
    expect(stderr).toMatch(/apt knows no package for make\.\n(?:hint:| ) ?Installed: bpftool\./);
    await land.sh('command -v bpftool; ! command -v make');
  });

  test('too little room for the archives: nothing is begun', async () => {
    const archives = '/var/cache/apt/archives';
    const {code, stderr} = await land.run(setup, {
      mounts: `mount -t tmpfs -o size=100k archives ${archives}; mkdir ${archives}/partial`,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /too little room for the packages: they need \d+ kB in \/var\/cache\/apt\/archives, and \d+ kB are free/,
    );
    await land.sh('! command -v make; test -z "$(dpkg --audit)"');
  });

  test('packages that somebody has are not removed for others, nor changed where they are on hold', async () => {
    await land.sh(`mkdir -p /srv/own/DEBIAN
      printf '%s\n' 'Package: own' 'Version: 1' 'Architecture: all' 'Maintainer: o <o@x.example>' 'Conflicts: make' 'Description: own' >/srv/own/DEBIAN/control
      dpkg-deb --build /srv/own /srv/own.deb; dpkg --install /srv/own.deb`);
    const {code, stderr} = await land.run(setup);
    expect({code, stderr}).toEqual({
      code: 1,
      stderr: expect.stringMatching(/remove is disabled[\s\S]*for these packages apt would remove own, which is yours/),
    });
    await land.sh('dpkg --remove own; apt-mark hold make');
    const held = await land.run(setup);
    expect({code: held.code, stderr: held.stderr}).toEqual({
      code: 1,
      stderr: expect.stringMatching(/Held packages were changed[\s\S]*apt-mark showhold/),
    });
    await land.sh('! command -v make; test -z "$(dpkg --audit)"');
  });

  test('too little room to unpack: nothing is begun, even of what was fetched before, and with room a new run does it all', async () => {
    await land.sh(
      'apt-get purge -qq -y --autoremove clang libllvm14; apt-get install -qq -y --no-install-recommends --download-only clang make; fallocate -l $(($(df -k --output=avail / | tail -n 1) - 150000))k /filler',
    );
    const full = await land.run(setup);
    expect(full.code).toBe(1);
    expect(full.stderr).toMatch(/too little room for the packages: they need \d+ MB in \/usr, and \d+ MB are free/);
    await land.sh('! command -v make; test -z "$(dpkg --audit)"');
    await land.sh(`rm /filler; ${setup.join(' ')}`);
  });
});
