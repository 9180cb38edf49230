import type {Host, RunOptions} from '../../../src/hosts/host.ts';
import {systemdBoot} from '../../../src/kernels/boot/systemd-boot.ts';

const entries = '/boot/efi/loader/entries';

/** A pretended systemd-boot, in memory: the real one is in test/vm. */
const pretendSystemdBoot = (...installed: readonly string[]) => {
  const files = new Map<string, string>();
  const variables = new Map<string, string>();
  const state = {releases: installed, damaged: false, deafFirmware: false};
  const write = (release: string) =>
    files.set(
      `${entries}/t-${release}.conf`,
      `version ${release}\noptions    root=/dev/vda2 ro\nlinux /t/${release}/linux\ninitrd /t/${release}/initrd.img-${release}\n`,
    );
  for (const release of installed) write(release);
  /** As the loader and bootctl choose: the one-shot entry, the default, the newest. */
  const next = () => {
    const wanted = variables.get('set-oneshot') || variables.get('set-default');
    return state.releases.find((release) => `t-${release}.conf` === wanted) ?? state.releases[0];
  };
  const list = () =>
    state.releases
      .map(
        (release) =>
          ` title: D${release === next() ? ' (default)' : ''}\n    id: t-${release}.conf\nsource: ${entries}/t-${release}.conf\nversion: ${release}\n`,
      )
      .join('\n');
  const run = async ([program, ...args]: readonly string[], options: RunOptions = {}) => {
    const last = args.at(-1) ?? '';
    let stdout: string | Buffer = '';
    let exitCode = 0;
    if (program === 'bootctl' && args[0] === 'list') stdout = list();
    else if (program === 'bootctl') variables.set(args[0] ?? '', args[1] ?? '');
    else if (program === 'cat' && last.includes('LoaderEntryOneShot'))
      stdout = Buffer.concat([
        Buffer.alloc(4),
        Buffer.from(state.deafFirmware ? '' : `${variables.get('set-oneshot')}\0`, 'utf16le'),
      ]);
    else if (program === 'cat') stdout = files.get(last) ?? '';
    else if (program === 'kernel-install') write(args[1] ?? '');
    else if (program === 'sh' && args[1]?.includes('cmp')) exitCode = state.damaged ? 1 : 0;
    else if (program === 'sh') files.set(last, String(options.input));
    else exitCode = 127;
    const stderr = exitCode === 1 ? 'cmp: EOF on /boot/efi/t/linux' : '';
    return {exitCode, stdout: Buffer.from(stdout), stderr, timedOut: false, overflowed: false};
  };
  const install = (release: string) => {
    state.releases = [release, ...state.releases];
    write(release);
  };
  const options = (release: string) => /^options.*$/m.exec(files.get(`${entries}/t-${release}.conf`) ?? '')?.[0];
  return {host: {name: 'pretended', local: false, run} as unknown as Host, variables, state, install, options};
};

test('the running kernel stays the default when a newer one is installed', async () => {
  const {host, install, options, variables} = pretendSystemdBoot('6.1.0');
  await systemdBoot.pin(host, '6.1.0');
  install('6.12.0');
  expect(await systemdBoot.defaultRelease(host)).toBe('6.1.0');
  await systemdBoot.bootOnce(host, '6.12.0');
  expect(variables.get('set-oneshot')).toBe('t-6.12.0.conf');
  expect(variables.get('set-default')).toBe('t-6.1.0.conf');
  expect(options('6.12.0')).toBe('options    root=/dev/vda2 ro panic=30');
  expect(options('6.1.0')).toBe('options    root=/dev/vda2 ro');
});

test('one that has proved itself is the default by being the newest, without a word of ours', async () => {
  const {host, install, options, variables} = pretendSystemdBoot('6.1.0');
  await systemdBoot.pin(host, '6.1.0');
  install('6.12.0');
  await systemdBoot.bootOnce(host, '6.12.0');
  await systemdBoot.makeDefault(host, '6.12.0');
  expect([...variables.values()]).toEqual(['', '']);
  expect(options('6.12.0')).toBe('options    root=/dev/vda2 ro');
});

test('an older one becomes the default by our word', async () => {
  const {host, variables} = pretendSystemdBoot('6.12.0', '6.1.0');
  await systemdBoot.pin(host, '6.12.0');
  await systemdBoot.bootOnce(host, '6.1.0');
  await systemdBoot.makeDefault(host, '6.1.0');
  expect(variables.get('set-default')).toBe('t-6.1.0.conf');
  expect(await systemdBoot.defaultRelease(host)).toBe('6.1.0');
});

test('a one-shot entry that an earlier run has left is not taken for the default', async () => {
  const {host, variables} = pretendSystemdBoot('6.12.0', '6.1.0');
  variables.set('set-oneshot', 't-6.12.0.conf');
  await systemdBoot.pin(host, '6.1.0');
  expect(variables.get('set-oneshot')).toBe('');
});

test('a copy that differs from what is in /boot is told', async () => {
  const {host, state} = pretendSystemdBoot('6.1.0');
  expect(await systemdBoot.entry(host, '6.1.0')).toEqual({initrd: true, damage: undefined});
  state.damaged = true;
  expect(await systemdBoot.entry(host, '6.1.0')).toEqual({initrd: true, damage: 'cmp: EOF on /boot/efi/t/linux'});
  expect(await systemdBoot.entry(host, '5.10.0')).toBeUndefined();
});

test('a kernel without an entry, and a firmware that forgets, are refused', async () => {
  const {host, state} = pretendSystemdBoot('6.1.0');
  await expect(systemdBoot.pin(host, '5.10.0')).rejects.toMatchObject({
    what: 'The boot menu has no entry of its own for 5.10.0.',
  });
  state.deafFirmware = true;
  await expect(systemdBoot.bootOnce(host, '6.1.0')).rejects.toMatchObject({why: 'LoaderEntryOneShot is not set.'});
});
