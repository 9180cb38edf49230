import {causes} from '../../src/explain/causes.ts';
import type {Context} from '../../src/explain/evidence/context.ts';
import {explain} from '../../src/explain/explain.ts';
import {diagnosisText} from '../../src/reports/diagnosis-text.ts';
import {savedFacts} from '../saved.ts';

const first = (text: string, context?: Context) => explain({text, ...(context && {context})}).causes[0];
const commands = (text: string, context?: Context) =>
  first(text, context)?.remedy.commands.map((words) => words.join(' '));
const noBpftool = 'bash: bpftool: command not found';
const noLibelf = 'x.c:1:10: fatal error: libelf.h: No such file or directory';
const noHeaders = 'chdir(/lib/modules/RELEASE/build): No such file or directory';

test('a field that kernels call otherwise: by which name', () => {
  const text = "a.bpf.c:7:13: error: no member named 'state' in 'struct task_struct'; did you mean 'stats'?";
  const {cause, remedy} = first(text) ?? {};
  expect(cause).toBe('vmlinux-h-wrong-or-missing');
  expect(remedy?.text).toMatch(
    /^Kernels differ in this field: instead of `state` some have `__state` in struct task_struct\./,
  );
});

describe('a missing package is named as the failing host names it', () => {
  test.each([
    ['Debian 12', noBpftool, 'apt-get install --yes --no-install-recommends bpftool'],
    ['Ubuntu 22.04', noBpftool, 'apt-get install --yes --no-install-recommends linux-tools-generic linux-tools-common'],
    ['Ubuntu 22.04', noLibelf, 'apt-get install --yes --no-install-recommends libelf-dev zlib1g-dev'],
    ['Fedora Linux 40', noLibelf, 'dnf install -y elfutils-libelf-devel zlib-devel'],
    ['Rocky Linux 9.4', noBpftool, 'dnf install -y bpftool'],
    ['Amazon Linux 2023', noHeaders, 'dnf install -y kernel-devel-6.1.79-99.164.amzn2023.x86_64'],
    ['openSUSE Leap 15.5', noLibelf, 'zypper --non-interactive install libelf-devel zlib-devel'],
    ['Arch Linux', noBpftool, 'pacman -S --needed --noconfirm bpf'],
    ['Alpine 3.20', noLibelf, 'apk add elfutils-dev zlib-dev'],
  ])('%s', (distro, text, command) => {
    const kernel = /Amazon/.test(distro) ? {kernel: '6.1.79-99.164.amzn2023.x86_64'} : {};
    expect(commands(text.replace('RELEASE', kernel.kernel ?? ''), {distro, ...kernel})).toEqual([command]);
  });

  test('the probed host', () => {
    const {causes: found} = explain({text: noLibelf, facts: savedFacts('debian-12-cloud-6.1')});
    expect(found[0]?.remedy.commands).toEqual([
      ['apt-get', 'install', '--yes', '--no-install-recommends', 'libelf-dev', 'zlib1g-dev'],
    ]);
  });

  test('a host of which nothing is known', () => {
    expect(commands(noLibelf)).toEqual([]);
    expect(first(noLibelf)?.remedy.text).toContain('elfutils-libelf-devel zlib-devel (Fedora, RHEL)');
  });

  test('no command installs what no archive has', () => {
    const wsl = {distro: 'Ubuntu 22.04', kernel: '5.15.90.1-microsoft-standard-WSL2'};
    const headers = first(noHeaders.replace('RELEASE', wsl.kernel), wsl)?.remedy;
    expect([headers?.commands, headers?.text]).toEqual([[], expect.stringContaining('WSL2-Linux-Kernel')]);
    expect(commands(noBpftool, wsl)?.[0]).not.toContain('microsoft');
  });

  test('the kernels that a distribution builds for a cloud are in its archive', () => {
    const text = 'E: Unable to locate package linux-headers-5.15.0-1015-aws';
    const {cause, remedy} = first(text, {distro: 'Ubuntu 22.04', kernel: '5.15.0-1015-aws'}) ?? {};
    expect(cause).toBe('no-distro-package-for-running-kernel');
    expect(remedy?.text).toContain('apt full-upgrade');
  });
});

test('a command as root is shown as one, its words quoted', () => {
  const shown = diagnosisText(explain({text: noBpftool, context: {distro: 'Debian 12'}}), {
    colour: false,
    unicode: true,
  });
  expect(shown).toContain('$ sudo apt-get install --yes --no-install-recommends bpftool');
});

describe('blanks are filled in from the text', () => {
  test.each([
    ['ssh-keygen -F 10.0.0.7;', 'Host key for 10.0.0.7 has changed and you have requested strict checking.'],
    [
      'bpftool -d prog load minimal.bpf.o ',
      "libbpf: loading object 'minimal_bpf' from minimal.bpf.o\nR2 invalid mem access 'map_value_or_null'\nprocessed 6 insns (limit 1000000)",
    ],
    [
      'objdump -T ./hello ',
      "./hello: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by ./hello)",
    ],
    ['grep -i bpf_strncmp', 'unknown func bpf_strncmp#182'],
  ])('%s', (command, text) => {
    expect(first(text)?.decide).toContain(command);
  });

  test('never with what a shell would take apart', () => {
    const text =
      'Host key for $(reboot) has changed and you have requested strict checking.\nHost key for -oProxyCommand=x has changed';
    expect(first(text)?.decide).toContain('ssh-keygen -F HOST;');
  });
});

test('container runtimes take one capability a flag, and a volume of the host by two paths', () => {
  for (const {remedy, label} of causes) {
    const fix = typeof remedy === 'function' ? '' : remedy;
    const text = typeof fix === 'string' ? fix : fix.text;
    expect([label, /--cap-add \w+,|(?<!fuser )-v \/[\w/]+(?![\w/:])/.exec(text)?.[0]]).toEqual([label, undefined]);
  }
});

describe('where somebody else chooses the kernel, the remedy says who', () => {
  const text = "kernel BTF is missing at '/sys/kernel/btf/vmlinux', was CONFIG_DEBUG_INFO_BTF enabled?";
  test.each<[string, Context, RegExp | undefined]>([
    ['WSL2', {kernel: '5.10.16.3-microsoft-standard-WSL2'}, /This is WSL2: .*wsl --update/],
    ['Docker Desktop', {kernel: '5.10.76-linuxkit'}, /This is a container on Docker Desktop.*Colima/],
    [
      'a container',
      {kernel: '5.4.0-generic', facts: {container: 'docker'}},
      /This is a container: its kernel is the host's/,
    ],
    ['a machine', {kernel: '4.19.0-8-amd64'}, undefined],
  ])('%s', (_, context, said) => {
    const told = first(text, context)?.remedy.text ?? '';
    if (said) expect(told).toMatch(said);
    else expect(told).not.toContain('This is');
  });

  test('headers of a kernel that nobody named', () => {
    expect(first('kernel headers are not installed', {distro: 'Ubuntu 22.04'})?.remedy.text).toContain(
      'linux-headers-$(uname -r)',
    );
  });
});
