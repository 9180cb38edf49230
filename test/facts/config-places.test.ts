import {spawnSync} from 'node:child_process';
import type {Fact} from '../../src/facts/fact.ts';
import type {Facts, KernelConfig} from '../../src/facts/facts.ts';
import {parseProbe} from '../../src/facts/parse.ts';
import {probeScript} from '../../src/facts/probe.ts';
import {describeWith, lacking, notRoot} from '../lab/needs.ts';

const script = probeScript();

/** What the probe finds after commands in a mount namespace of their own, where /boot and /lib/modules are empty. */
const factsAfter = (commands: string, shell = 'sh -s'): Facts | undefined => {
  const empty = ': >/run/empty; [ ! -e /proc/config.gz ] || mount --bind /run/empty /proc/config.gz';
  const places = 'mount -t tmpfs boot /boot; mkdir -p /lib/modules; mount -t tmpfs modules /lib/modules';
  const whole =
    'write() { printf "%s\\n" "# Automatically generated file; DO NOT EDIT." "CONFIG_BPF=y" "# end of General setup" "# end of Kernel hacking" >"$1"; }';
  const {stdout, stderr} = spawnSync(
    'unshare',
    [
      '-m',
      'sh',
      '-ec',
      `mount -t tmpfs run /run; ${empty}; ${places}; ${whole}; r=$(uname -r); ${commands}; exec ${shell}`,
    ],
    {input: script, encoding: 'utf8'},
  );
  if (stderr !== '') throw new Error(stderr);
  return parseProbe(stdout, 'here');
};

const configAfter = (commands: string, shell?: string): Fact<KernelConfig> | undefined =>
  factsAfter(commands, shell)?.kernel.config;

const headers = (release: string) =>
  `b=/lib/modules/$r/build; mkdir -p $b/include/generated; write $b/.config; echo '#define UTS_RELEASE "'${release}'"' >$b/include/generated/utsrelease.h`;

describeWith(notRoot ?? lacking('unshare'))('where the configuration is found', () => {
  test('in /boot, and with headers of the running release', () => {
    expect(configAfter('write /boot/config-$r')).toMatchObject({value: {options: {BPF: 'y'}}});
    expect(configAfter(headers('"$r"'))).toMatchObject({value: {options: {BPF: 'y'}}});
  });

  test('with what checks ask for, and the timer that programs ask for, and nothing else', () => {
    const options = 'echo CONFIG_HZ=250; echo CONFIG_HZ_250=y; echo CONFIG_EXT4_FS=y';
    expect(configAfter(`write /boot/config-$r; { ${options}; } >>/boot/config-$r`)).toMatchObject({
      value: expect.objectContaining({options: {BPF: 'y', HZ: '250'}}),
    });
  });

  test('not with headers of another release, nor with those that setup linked in', () => {
    expect(configAfter(headers('6.1.0-56-amd64'))).not.toMatchObject({state: 'known'});
    expect(configAfter(`${headers('"$r"')}; ln -s x /lib/modules/$r/linked-by-ebpf`)).not.toMatchObject({
      state: 'known',
    });
  });

  test('one that only root may read is not absent', () => {
    const user = 'setpriv --reuid=65534 --regid=65534 --clear-groups sh -s';
    const denied = expect.stringMatching(/permission denied: \/boot\/config-/);
    expect(configAfter('write /boot/config-$r; chmod 600 /boot/config-$r', user)).toEqual({
      state: 'unreadable',
      reason: denied,
    });
    const folder = expect.stringMatching(/permission denied: \/boot$/);
    expect(configAfter('write /boot/config-$r; chmod 700 /boot', user)).toEqual({state: 'unreadable', reason: folder});
  });

  test('one that is cut off, and one without gzip to read it', () => {
    const cut = configAfter('write /boot/config-$r; head -c 60 /boot/config-$r >/boot/x; mv /boot/x /boot/config-$r');
    expect(cut).toEqual({state: 'unreadable', reason: expect.stringMatching(/cut off/)});
  });

  describeWith(lacking('gzip'))('compressed', () => {
    const packed = (bytes: number) =>
      `umount /proc/config.gz 2>/dev/null || :; zcat /proc/config.gz | gzip | head -c ${bytes} >/run/c; mount --bind /run/c /proc/config.gz`;
    test('cut off, or nothing to unpack it with', () => {
      expect(configAfter(packed(9000))).toEqual({
        state: 'unreadable',
        reason: expect.stringMatching(/config\.gz is cut off/),
      });
      const without = 'for f in /usr/bin/gzip /usr/bin/busybox; do [ ! -e $f ] || mount --bind /dev/null $f; done';
      expect(configAfter(`${packed(900_000)}; ${without}`)).toEqual({
        state: 'unreadable',
        reason: 'no gzip to read /proc/config.gz',
      });
    });
  });
});

describeWith(notRoot ?? lacking('unshare', 'dmesg'))("the kernel's log", () => {
  const hidden =
    'mount -t tmpfs security /sys/kernel/security; echo quiet >/run/cmdline; mount --bind /run/cmdline /proc/cmdline';
  const forced = 'echo CONFIG_LOCK_DOWN_KERNEL_FORCE_INTEGRITY=y >>/boot/config-$r';

  test('is asked of lockdown only where neither securityfs nor the configuration tells', () => {
    expect(factsAfter(`${hidden}; write /boot/config-$r`)?.security.lockdownLog).toMatchObject({state: 'known'});
    expect(factsAfter(`${hidden}; write /boot/config-$r; ${forced}`)?.security.lockdownLog).not.toMatchObject({
      state: 'known',
    });
  });
});
