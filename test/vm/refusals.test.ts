// What is not installed, on a machine that really could: refused before anything is changed.
import {describeWith} from '../lab/needs.ts';
import {Archive, makeImage, missingForMachines, patience} from './lab.ts';
import {Machine} from './machine.ts';

/** Everything that a refusal must leave as it was. */
const whole = 'dpkg --audit; dpkg-query -W; ls /boot /etc/default/grub.d; grub-editenv list; uname -r';

describeWith(await missingForMachines())('a kernel that is refused', () => {
  let archive: Archive;
  let machine: Machine;
  let before: string;

  beforeAll(async () => {
    archive = await Archive.start('no-initrd');
    machine = await Machine.start(await makeImage());
    before = await machine.sh(whole);
  }, patience);

  afterEach(() => archive.restore());

  afterAll(async () => {
    await machine?.end();
    await archive?.end();
  });

  /** Installs v6.1; nothing on the host may be other than before. */
  const refused = async (flags: readonly string[] = archive.signed): Promise<string> => {
    const {code, stderr} = await machine.ebpf('kernel', 'install', 'v6.1', '--yes', '--reboot', ...flags);
    expect(await machine.sh(whole)).toBe(before);
    expect({code, stderr}).toMatchObject({code: 1});
    return stderr;
  };

  /** Adds to what is served. */
  const append = (start: string, text: string) => {
    const file = archive.find(start);
    archive.server.files.set(file, Buffer.concat([archive.server.files.get(file) ?? Buffer.of(), Buffer.from(text)]));
  };

  test('a changed CHECKSUMS', async () => {
    append('CHECKSUMS', '#\n');
    expect(await refused()).toContain('BAD signature');
  });

  test('a swapped package', async () => {
    append('linux-image-unsigned', 'x');
    expect(await refused()).toContain('is not the file that was signed');
  });

  test('another key', async () => {
    expect(await refused([...archive.flags, '--keyring', archive.keyring])).toContain(
      '60AA7B6F30434AE68E569963E50C6A0917C622B0',
    );
  });

  test('a full disk', async () => {
    await machine.sh('fallocate -l $(($(df --output=avail -B1 / | tail -1) - 20000000)) /full');
    const stderr = await refused().finally(() => machine.sh('rm /full'));
    expect(stderr).toContain('too little room');
  });

  test('scripts that fail half-way: they do, where dpkg alone is asked', async () => {
    const broken = await Archive.start('two-directories');
    try {
      expect(await refused(broken.signed)).toContain('run-parts with two directories');
      for (const name of ['linux-modules', 'linux-image-unsigned'])
        await machine.put(broken.local(broken.find(name)), `/root/${name}.deb`);
      const said = await machine.sh('LC_ALL=C dpkg -i /root/linux-*.deb 2>&1 || true');
      expect(said).toContain('run-parts: missing operand');
      expect(await machine.sh('dpkg --audit')).toContain('linux-image-unsigned');
    } finally {
      await broken.end();
    }
  });
});
