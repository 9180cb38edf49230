import {chmod, lstat, readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {dumpVmlinux} from '../../src/hello/vmlinux.ts';
import {saveHeader} from '../../src/hello/vmlinux-file.ts';
import {localHost} from '../../src/hosts/local.ts';
import {
  asRoot,
  cleanUp,
  hiding,
  installTimeout,
  installToolchain,
  smallDisk,
  temporary,
  withEnvironment,
} from './machine.ts';
import {refusal} from './refusal.ts';

const host = localHost();

afterEach(cleanUp);

/** A script in place of bpftool, for what no real one here does. */
const fakeBpftool = async (script: string): Promise<string> => {
  const file = path.join(await temporary(), 'bpftool');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
};

/** Word for word what the wrapper of linux-tools-common says on Ubuntu: https://github.com/actions/runner-images/issues/14203 */
const wrapper = `cat >&2 <<'TEXT'
WARNING: bpftool not found for kernel 6.17.0-1015

  You may need to install the following packages for this specific kernel:
    linux-tools-6.17.0-1015-azure
    linux-cloud-tools-6.17.0-1015-azure
TEXT
exit 2`;

describe('with the real bpftool and BTF of this machine', () => {
  beforeAll(installToolchain, installTimeout);

  test('dumps a whole header', async () => {
    const header = (await dumpVmlinux(host)).toString();
    expect(header).toMatch(/^#ifndef __VMLINUX_H__/);
    expect(header).toMatch(/^struct task_struct \{/m);
    expect(header.trimEnd()).toMatch(/#endif \/\* __VMLINUX_H__ \*\/$/);
  });

  test('says that there is no BTF', async () => {
    const failure = await refusal(dumpVmlinux(host, {btf: '/nonexistent/btf'}));
    expect(failure.why).toMatch(/without BTF.*CONFIG_DEBUG_INFO_BTF[\s\S]*No such file or directory/);
    expect(failure.todo).toContain('ebpf doctor');
    expect(failure.exitCode).toBe(1);
  });

  test('says that a file is no BTF, or a newer one', async () => {
    const file = path.join(await temporary(), 'btf');
    const btf = await readFile('/sys/kernel/btf/vmlinux');
    btf[24] = 0xff; // the first type: a kind that no bpftool knows
    btf.fill(0xff, 28, 36);
    await writeFile(file, btf);
    const failure = await refusal(dumpVmlinux(host, {btf: file}));
    expect(failure.why).toMatch(/newer than this bpftool[\s\S]*failed to load BTF/);
    expect(failure.todo).toContain('newer bpftool');
  });

  test('takes the next bpftool when the first in PATH is the fake of a broken wrapper', async () => {
    const folder = path.dirname(await fakeBpftool(wrapper));
    const header = await dumpVmlinux(withEnvironment({PATH: `${folder}:/usr/bin:/bin`}));
    expect(header.length).toBeGreaterThan(1_000_000);
  });

  test('finds bpftool in /usr/sbin for a user whose PATH lacks it', async () => {
    expect((await dumpVmlinux(withEnvironment({PATH: '/usr/bin:/bin'}))).length).toBeGreaterThan(1_000_000);
  });
});

test('says that the given bpftool is not there', async () => {
  const failure = await refusal(dumpVmlinux(host, {bpftool: '/nonexistent/bpftool'}));
  expect(failure.why).toMatch(/There is no bpftool/);
  expect(failure.todo).toContain('apt install bpftool');
});

test.each([
  ['the broken wrapper of Ubuntu', wrapper, /wrapper[\s\S]*not found for kernel 6\.17\.0-1015/, /linux-tools-generic/],
  [
    'bpftool 5.10 on the BTF of 6.18',
    'echo "Error: failed to load BTF from /sys/kernel/btf/vmlinux: Invalid argument" >&2; exit 22',
    /newer than this bpftool/,
    /newer bpftool/,
  ],
  ['one that is killed', 'kill -9 $$', /^$/, /ebpf doctor/],
  [
    'one that says something new',
    'printf "Error: \\033[31mmoon phase\\033[0m\\n" >&2; exit 7',
    /^Error: moon phase$/,
    /doctor/,
  ],
])('explains a fake bpftool: %s', async (_name, script, why, todo) => {
  const failure = await refusal(dumpVmlinux(host, {bpftool: await fakeBpftool(script)}));
  expect(failure.why ?? '').toMatch(why);
  expect(failure.todo).toMatch(todo);
});

test.each([
  ['nothing', ':'],
  ['a part', 'echo "#ifndef __VMLINUX_H__"; yes "typedef int x;" | head -n 20000'],
  ['only the end', 'echo "#endif /* __VMLINUX_H__ */"'],
])('does not believe a fake bpftool that exits with 0 and writes %s', async (_name, script) => {
  const failure = await refusal(dumpVmlinux(host, {bpftool: await fakeBpftool(script)}));
  expect(failure.what).toMatch(/only a part/);
});

describe('saveHeader', () => {
  const header = Buffer.from(`${'typedef int x;\n'.repeat(20_000)}#endif /* __VMLINUX_H__ */\n`);

  test('writes a file once, and leaves the same content untouched', async () => {
    const file = path.join(await temporary(), 'vmlinux.h');
    expect(await saveHeader(header, file)).toBe('written');
    const before = (await stat(file)).ctimeMs;
    expect(await saveHeader(header, file)).toBe('unchanged');
    expect((await stat(file)).ctimeMs).toBe(before);
    expect(await saveHeader(Buffer.from('other'), file)).toBe('written');
    expect(await readdir(path.dirname(file))).toEqual(['vmlinux.h']);
  });

  test('replaces the file that a link leads to, not the link', async () => {
    const directory = await temporary();
    await writeFile(path.join(directory, 'real.h'), 'old');
    await symlink('real.h', path.join(directory, 'vmlinux.h'));
    await saveHeader(header, path.join(directory, 'vmlinux.h'));
    expect((await lstat(path.join(directory, 'vmlinux.h'))).isSymbolicLink()).toBe(true);
    expect(await readFile(path.join(directory, 'real.h'))).toEqual(header);
  });

  test('writes into a device and leaves it one', async () => {
    expect(await saveHeader(header, '/dev/null')).toBe('written');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  test.each([
    ['a full device', '/dev/full', /disk is full/],
    ['no such directory', '/proc/self/absent/vmlinux.h', /no such directory/],
    ['a file in place of a directory', '/etc/passwd/vmlinux.h', /no directory/],
    ['a directory', '/tmp', /is a directory/],
  ])('says what is wrong: %s', async (_name, file, todo) => {
    const failure = await refusal(saveHeader(header, file));
    expect(failure.what).toContain(file);
    expect(failure.todo).toMatch(todo);
  });

  asRoot('as root (mounts)', () => {
    test('leaves the old file, and nothing half-written, on a full disk', async () => {
      const disk = await smallDisk(64);
      const file = path.join(disk, 'vmlinux.h');
      await writeFile(file, 'old');
      const failure = await refusal(saveHeader(header, file));
      expect(failure.todo).toMatch(/disk is full/);
      expect(await readdir(disk)).toEqual(['vmlinux.h']);
      expect(await readFile(file, 'utf8')).toBe('old');
    });

    test('says that a file system is read-only', async () => {
      const disk = await smallDisk(64, 'ro');
      expect((await refusal(saveHeader(header, path.join(disk, 'vmlinux.h')))).todo).toMatch(/read-only/);
    });

    test('says that there is no bpftool at all', async () => {
      const host = hiding('/usr/sbin/bpftool', '/usr/bin/bpftool', '/usr/local/sbin/bpftool', '/usr/lib/linux-tools');
      const failure = await refusal(dumpVmlinux(host));
      expect(failure.why).toMatch(/There is no bpftool/);
    });
  });
});
