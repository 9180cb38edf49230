import type {Host, RunOptions} from '../../../src/hosts/host.ts';
import {grub as loader} from '../../../src/kernels/boot/grub.ts';

const {pin, bootOnce, makeDefault, defaultRelease} = loader;

const dropIn = '/etc/default/grub.d/zz-ebpf-kernel.cfg';
const entryId = (release: string) => `gnulinux-advanced-u>gnulinux-${release}-advanced-u`;

/** Kernels that a drop-in leaves out of "the newest"; the real one is run by a shell (test/kernels/boot/newest.test.ts). */
const passedBy = (text: string) => /in \*\.old \| \*\.dpkg-\*(.*?)\) ;;/.exec(text)?.[1]?.split(' | ').slice(1);

/** A pretended GRUB, in memory: the real one is in test/vm. `own` is the owner's GRUB_DEFAULT, `releases` the kernels, newest first. */
const pretendGrub = (own: string, installed: readonly string[]) => {
  let releases = installed;
  const files = new Map<string, string>();
  const environment = new Map<string, string>();
  let config = '';
  const write = (device = 'u') => {
    const text = files.get(dropIn) ?? '';
    const names = passedBy(text);
    const newest = releases.find((each) => !names?.includes(each)) ?? '';
    const wanted = names ? entryId(newest) : (/^GRUB_DEFAULT='(.*)'$/m.exec(text)?.[1] ?? own);
    const entry = (release: string, id: string) =>
      `menuentry 'x' $menuentry_id_option '${id}' {\nlinux /boot/vmlinuz-${release} ro\ninitrd /boot/initrd.img-${release}\n}`;
    const id = `gnulinux-advanced-${device}`;
    config = [
      `set default="${wanted === 'saved' ? '${saved_entry}' : wanted}"`,
      entry(releases[0] ?? '', 'gnulinux-simple-u'),
      `submenu 'y' $menuentry_id_option '${id}' {`,
      ...releases.map((release) => entry(release, `gnulinux-${release}-advanced-${device}`)),
      '}',
    ].join('\n');
  };
  write();
  const run = async ([program, ...args]: readonly string[], options: RunOptions = {}) => {
    let stdout = '';
    let exitCode = 0;
    if (program === 'cat') stdout = config;
    else if (program === 'update-grub') write();
    else if (program === 'grub-editenv' && args[1] === 'unset') environment.delete(args[2] ?? '');
    else if (program === 'grub-editenv')
      stdout = [...environment].map(([name, value]) => `${name}=${value}\n`).join('');
    else if (program === 'grub-reboot') environment.set('next_entry', args[0] ?? '');
    else if (program === 'grub-set-default') environment.set('saved_entry', args[0] ?? '');
    else if (program === 'sh') files.set(args.at(-1) ?? '', String(options.input));
    else if (program === 'test') exitCode = files.has(args.at(-1) ?? '') ? 0 : 1;
    else if (program === 'rm') files.delete(args.at(-1) ?? '');
    else exitCode = 127;
    return {exitCode, stdout: Buffer.from(stdout), stderr: '', timedOut: false, overflowed: false};
  };
  const host = {
    name: 'pretended',
    local: false,
    run,
    elevate: async () => {},
    close: async () => {},
  } as unknown as Host;
  const install = (release: string) => {
    releases = [release, ...releases];
    write();
  };
  const remove = (release: string) => {
    releases = releases.filter((each) => each !== release);
    write();
  };
  return {host, files, environment, install, remove, write};
};

test('a grub.cfg that was made elsewhere, with ids that the next update-grub changes, is pinned by the new ones', async () => {
  const grub = pretendGrub('0', ['6.1.0']);
  grub.write('of-the-image');
  await pin(grub.host, '6.1.0');
  grub.install('6.12.0');
  expect(await defaultRelease(grub.host)).toBe('6.1.0');
});

test('the running kernel stays the default when a newer one is installed, which GRUB_DEFAULT=0 alone would boot', async () => {
  const grub = pretendGrub('0', ['6.1.0']);
  await pin(grub.host, '6.1.0');
  grub.install('6.12.0');
  expect(await defaultRelease(grub.host)).toBe('6.1.0');
  expect(grub.files.get(dropIn)).toContain('panic=30');
  await bootOnce(grub.host, '6.12.0');
  expect(grub.environment.get('next_entry')).toBe(entryId('6.12.0'));
  expect(await defaultRelease(grub.host)).toBe('6.1.0');
});

test.each([
  ['0', '6.12.0', ['6.12.0', '6.1.0'], undefined],
  ['0', '6.1.0', ['6.12.0', '6.1.0'], ['6.12.0']],
  ['1>1', '6.12.0', ['6.12.0', '6.1.0'], []],
  ['saved', '6.1.0', ['6.12.0', '6.1.0'], undefined],
])("with the owner's GRUB_DEFAULT=%s, %s becomes the default for good", async (own, release, releases, written) => {
  const grub = pretendGrub(own, releases);
  await pin(grub.host, releases.find((each) => each !== release) ?? '');
  await bootOnce(grub.host, release);
  await makeDefault(grub.host, release);
  expect(grub.environment.get('next_entry')).toBeUndefined();
  expect(await defaultRelease(grub.host)).toBe(release);
  // Our word stays only where the owner's own configuration does not already say so.
  expect(passedBy(grub.files.get(dropIn) ?? '')).toEqual(written);
  expect(await loader.isPinned(grub.host, release)).toBe(own === 'saved');
  expect(grub.files.get(dropIn) ?? '').not.toContain('panic=');
  if (own === 'saved') expect(grub.environment.get('saved_entry')).toBe(entryId(release));
});

test('a kept kernel gives way to its own update, and not to the kernel that it has replaced', async () => {
  const grub = pretendGrub('0', ['6.12.0-lab', '6.1.0-1']);
  await makeDefault(grub.host, '6.1.0-1');
  grub.install('6.1.0-2');
  expect(await defaultRelease(grub.host)).toBe('6.1.0-2');
});

test('our word on the default goes once what it was for is gone', async () => {
  const grub = pretendGrub('0', ['6.12.0', '6.1.0']);
  await makeDefault(grub.host, '6.1.0');
  await loader.letGo(grub.host);
  expect(passedBy(grub.files.get(dropIn) ?? '')).toEqual(['6.12.0']);
  grub.remove('6.12.0');
  await loader.letGo(grub.host);
  expect([grub.files.has(dropIn), await defaultRelease(grub.host)]).toEqual([false, '6.1.0']);
});

test('a kernel without a boot entry is neither pinned nor booted', async () => {
  const grub = pretendGrub('0', ['6.1.0']);
  await expect(pin(grub.host, '5.10.0')).rejects.toMatchObject({
    what: expect.stringContaining('no entry of its own for 5.10.0'),
  });
  await expect(bootOnce(grub.host, '5.10.0')).rejects.toMatchObject({why: 'grub.cfg names no such kernel.'});
  expect(grub.files.size).toBe(0);
});

test('an entry for the next boot alone is told from the default', async () => {
  const grub = pretendGrub('0', ['6.18.0', '6.1.0']);
  expect(await loader.onceRelease(grub.host)).toBeUndefined();
  await bootOnce(grub.host, '6.1.0');
  expect([await loader.onceRelease(grub.host), await defaultRelease(grub.host)]).toEqual(['6.1.0', '6.18.0']);
});

test('how a kernel is booted by hand is told of those that have an entry', async () => {
  const grub = pretendGrub('0', ['6.12.0', '6.1.0']);
  expect(await loader.onceByHand(grub.host, '6.1.0')).toBe(`grub-reboot '${entryId('6.1.0')}'`);
  expect(await loader.onceByHand(grub.host, '5.10.0')).toBeUndefined();
});
