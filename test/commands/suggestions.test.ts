import {ebpf} from './run.ts';

test('what names no command reaches neither the terminal nor a CI system as one', async () => {
  for (const word of [
    '\x1b]0;x\x07\x1b[2Jdoctr',
    'a\u202eb',
    '##vso[task.setvariable variable=a]b',
    '##teamcity[x]',
    'help ##[x]',
  ]) {
    const {stderr, exitCode} = await ebpf(word.split(' '));
    expect({exitCode, stderr}).toEqual({
      exitCode: 2,
      stderr: expect.not.stringMatching(/[\x00-\x08\x0b-\x1f\u202e]|##(?:vso|teamcity)?\[/),
    });
  }
});

test.each([
  ['doctor --for libbff', 'There is no profile "libbff".\nhint: Did you mean libbpf?'],
  ['setup --dry-run --for bpftrac', 'There is no profile "bpftrac".\nhint: Did you mean bpftrace?'],
  ['doctor --for zzzzz', 'There is no profile "zzzzz".\nhint: Profiles: libbpf, bcc, '],
  ['doctor --for libbpf,bcc', 'There is no profile "libbpf,bcc".\nhint: Repeat the flag: --for libbpf --for bcc'],
  ['hello --for libbff', 'There is no hello for "libbff".\nhint: Did you mean libbpf?'],
  ['checks btf.vmlinx', 'There is no check "btf.vmlinx".\nhint: Did you mean btf.vmlinux?'],
  ['doctor clang', 'There is no check "clang".\nhint: Did you mean tool.clang, tool.clang-bpf-target, '],
  ['doctor --require btf.kernle', 'There is no check "btf.kernle".\nhint: Checks of btf: btf.vmlinux, btf.modules'],
  ['doctor --ignore zzzzz', 'There is no check "zzzzz".\nhint: "ebpf checks" lists them.'],
  ['doctor --format jnit', 'There is no format "jnit".\nhint: Did you mean junit?'],
  ['doctor --fromat tap', 'There is no flag --fromat.\nhint: Did you mean --format?'],
  ['doctor --json=yes', '--json takes no value.\nhint: See "ebpf doctor --help".'],
  ['doctor --limit failed', '--limit needs --hosts beside it.\n  --hosts: '],
  ['doctor --diff saved.json --format html', '--diff and --format do not go together.\nhint: Leave one of them out. '],
  ['doctor --stream --output x.json', '--stream and --output do not go together.\nhint: Leave one of them out. '],
  ['doctor --facts x.json --attach', '--facts and --attach do not go together.\n  Saved facts are taken as they are: '],
  ['setup --remote a --reboot', '--reboot needs --kernel beside it.\n  --kernel: Where another kernel may come from '],
  ['setup --kernel auto --reboot', '--reboot needs --remote or --hosts beside it.\n  This machine is never rebooted: '],
  ['kernel install distro --flavour lowlatency', 'distro and --flavour do not go together.\n  The distribution'],
  ['new tool --list', '--list and NAME do not go together.\n  Nothing is written or built.\nhint: '],
  ['doctor --jobs x', '--jobs: expected an integer but received: x\nhint: '],
  ['kernel install', '"ebpf kernel install" needs WHAT: version, range, auto, distro or mainline.\nhint: '],
  ['kernle lst', 'There is no command "kernle lst".\nhint: Did you mean "ebpf kernel list"?'],
  ['setup bcc', '"ebpf setup" takes no argument "bcc".\nhint: ebpf setup --for bcc\n'],
  ['hello foo', '"ebpf hello" takes no argument "foo".\nhint: See "ebpf hello --help".'],
  [
    'hello --for libbpf --go-proxy https://proxy.example',
    '--go-proxy is for cilium-ebpf, which is not asked for.\nhint: Ask for it: --for cilium-ebpf. Or leave --go-proxy out.\n',
  ],
  ['hello --program ./mine', '--program is for run, which is not asked for.\nhint: Ask for it: --for run. '],
  ['hello --from . --ref v1', '--ref is for libbpf-bootstrap, which is not asked for.\nhint: '],
  ['new tool --go-proxy off', '--go-proxy is for cilium-ebpf, which is not asked for.\nhint: '],
  ['setup --dry-run --for bcc --source tree', '--source is for kernel-samples, which is not asked for.\nhint: '],
  ['setup --dry-run --for run --depth 0', '--depth is for libbpf-bootstrap, which is not asked for.\nhint: '],
  ['--for bcc doctor', 'Flags follow the command.\nhint: ebpf doctor --for bcc'],
])('%s: exit 2, with what was probably meant', async (words, message) => {
  const {stdout, stderr, exitCode} = await ebpf(words.split(' '));
  expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2});
  expect(`${stderr}\n`.startsWith(`error: ${message}`) ? '' : stderr).toBe('');
});
