// Kernels changed on machines that really boot, through their own GRUB. Emulated: half an hour of two idle cores, of which the kernels
// take the half the first time. Run with `npm run test:vm`; what it needs is said in each script of lab/.
import {spawn} from 'node:child_process';
import {appendFile, cp, mkdtemp, readFile, rm} from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import {Machine, script} from './machine.ts';

const tools = [
  'clang',
  'llvm',
  'libbpf-dev',
  'bpftool',
  'make',
  'gcc',
  'libelf-dev',
  'zlib1g-dev',
  'git',
  'linux-libc-dev',
];
const old = '6.1.192-0601192-generic';
const bad = '6.1.1-51-cloud-amd64';

let image: string;
let archive: string;
let work: string;
/** A kernel of Debian's, and its release. */
let deb: string;
let good: string;

beforeAll(async () => {
  work = await mkdtemp('/dev/shm/ebpf-archive-');
  archive = path.join(work, 'archive');
  image = await script('image.sh', 'no-btf', await script('kernel.sh'), ...tools);
  deb = await script('debian-kernel.sh');
  good = /linux-image-(6.*?)_/.exec(deb)?.[1] ?? '';
  // As 7.1's packages: nothing makes an initrd.
  await script('archive.sh', deb, 'v6.1', good, archive, 'no-initrd');
  await script('archive.sh', deb, 'v6.1.1', bad, archive, 'panic');
});

afterAll(() => rm(work, {recursive: true, force: true}));

/** Serves a folder on loopback while WORK runs. */
const serving = async <T>(folder: string, run: (url: string) => Promise<T>): Promise<T> => {
  const port = await freePort();
  const server = spawn('python3', ['-m', 'http.server', '--bind', '127.0.0.1', String(port), '-d', folder], {
    stdio: 'ignore',
  });
  try {
    await until(async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.ok === true);
    return await run(`http://127.0.0.1:${port}/`);
  } finally {
    server.kill();
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });

const until = async (test: () => Promise<boolean>, seconds = 600): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await test()) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`not within ${seconds} s`);
};

/** The flags that name an archive of ours and its key. */
const signed = async (url: string, folder = archive): Promise<string[]> => [
  '--archive',
  url,
  '--flavour',
  'cloud-amd64',
  '--keyring',
  path.join(folder, 'key.asc'),
  '--fingerprint',
  (await readFile(path.join(folder, 'fingerprint'), 'utf8')).trim(),
];

/** Everything that a refusal must leave as it was. */
const whole = 'dpkg --audit; dpkg-query -W; ls /boot /etc/default/grub.d; grub-editenv list; uname -r';

test('from a kernel without BTF to the distribution’s own, and hello traces', async () => {
  const machine = await Machine.start(image);
  try {
    expect(await machine.sh('uname -r; ls /sys/kernel/btf/vmlinux || true')).toBe(old);
    const {code, stderr} = await machine.ebpf(
      'setup',
      '--kernel',
      'auto',
      '--yes',
      '--reboot',
      '--dir',
      '/home/dev/hello',
    );
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('it saw our execve')});
    expect(await machine.sh('uname -r; ls /sys/kernel/btf/vmlinux')).toMatch(
      /^6\.1\.0-\d+-amd64\n\/sys\/kernel\/btf\/vmlinux$/,
    );
    // It is older by its number than the one that ran, and the default all the same.
    await machine.sh('systemctl reboot || true').catch(() => '');
    await until(async () => (await machine.sh('uname -r; cat /proc/uptime').catch(() => '')).startsWith('6.1.0-'));
    expect((await machine.ebpf('setup', '--kernel', 'auto', '--yes', '--dir', '/home/dev/hello')).stdout).toContain(
      'Nothing was changed',
    );
  } finally {
    await machine.end();
  }
});

describe('from an archive laid out and signed like the mainline one', () => {
  let machine: Machine;
  let before: string;

  beforeAll(async () => {
    machine = await Machine.start(image);
    before = await machine.sh(whole);
  });

  afterAll(() => machine.end());

  /** Installs a version from a copy of the archive that TAMPER has changed; nothing on the host may be other than before. */
  const refused = async (version: string, tamper: (folder: string) => Promise<unknown>, flags?: string[]) => {
    const folder = path.join(work, 'tampered');
    await rm(folder, {recursive: true, force: true});
    await cp(archive, folder, {recursive: true});
    await tamper(folder);
    const {code, stderr} = await serving(folder, async (url) =>
      machine.ebpf(
        'kernel',
        'install',
        version,
        '--yes',
        '--reboot',
        '--archive',
        url,
        ...(flags ?? (await signed(url, folder))),
      ),
    );
    expect(await machine.sh(whole)).toBe(before);
    expect(code).toBe(1);
    return stderr;
  };

  const file = (folder: string, name: string) => path.join(folder, 'v6.1/amd64', name);

  test('a changed CHECKSUMS is refused', async () => {
    expect(await refused('v6.1', (folder) => appendFile(file(folder, 'CHECKSUMS'), '#\n'))).toContain('BAD signature');
  });

  test('a swapped package is refused', async () => {
    const swap = async (folder: string) => {
      const sums = await readFile(file(folder, 'CHECKSUMS'), 'utf8');
      await appendFile(file(folder, /linux-image-unsigned\S+/.exec(sums)?.[0] ?? ''), 'x');
    };
    expect(await refused('v6.1', swap)).toContain('is not the file that was signed');
  });

  test('another key is refused', async () => {
    const keyring = ['--keyring', path.join(archive, 'key.asc')];
    expect(await refused('v6.1', async () => {}, keyring)).toContain('60AA7B6F30434AE68E569963E50C6A0917C622B0');
  });

  test('scripts that would fail half-way are refused, and dpkg alone would have fallen for them', async () => {
    const broken = (folder: string) => script('archive.sh', deb, 'v6.1', good, folder, 'two-directories');
    expect(await refused('v6.1', broken)).toContain('run-parts with two directories');
  });

  test('a full disk is refused', async () => {
    await machine.sh('fallocate -l $(($(df --output=avail -B1 / | tail -1) - 20000000)) /full');
    const stderr = await refused('v6.1', async () => {});
    await machine.sh('rm /full');
    expect(stderr).toContain('too little room');
  });

  test('its kernel is installed, given the initrd that its package forgets, booted once and kept', async () => {
    const {code, stderr} = await serving(archive, async (url) =>
      machine.ebpf(
        'setup',
        '--kernel',
        'v6.1',
        '--yes',
        '--reboot',
        '--dir',
        '/home/dev/hello',
        ...(await signed(url)),
      ),
    );
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('it saw our execve')});
    expect(stderr).toContain('made initrd');
    expect(await machine.sh('uname -r; ls /var/lib/ebpf-kernel/trial.json || true')).toBe(good);
  });

  test('one that panics falls back, and can be removed', async () => {
    const {code, stderr} = await serving(archive, async (url) =>
      machine.ebpf('kernel', 'install', 'v6.1.1', '--yes', '--reboot', ...(await signed(url))),
    );
    expect({code, stderr}).toEqual({
      code: 1,
      stderr: expect.stringContaining(`${bad} did not come up: ${good} runs again`),
    });
    expect(await readFile(path.join(machine.folder, 'serial.log'), 'utf8')).toContain('Kernel panic');
    expect((await machine.ebpf('kernel', 'remove', good, '--yes')).stderr).toContain('It runs.');
    expect((await machine.ebpf('kernel', 'remove', 'v6.1.1', '--yes')).code).toBe(0);
    expect(await machine.sh('uname -r; dpkg --audit; ls /boot/vmlinuz-6.1.1-* || true')).toBe(good);
  });
});

test('setup goes on after the power was cut in the middle of dpkg', async () => {
  const machine = await Machine.start(image);
  try {
    const setup = ['setup', '--kernel', 'distro', '--yes', '--reboot', '--dir', '/home/dev/hello'];
    const first = machine.start(...setup);
    await until(
      async () =>
        (await machine.sh('grep half-installed.*linux-image-6 /var/log/dpkg.log || true').catch(() => '')) !== '',
    );
    await machine.cutPower();
    first.kill();
    await machine.boot();
    expect(await machine.sh('uname -r')).toBe(old);
    const {code, stderr} = await machine.ebpf(...setup);
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('it saw our execve')});
    expect(await machine.sh('dpkg --audit')).toBe('');
  } finally {
    await machine.end();
  }
});
