import {ebpf} from './run.ts';

test.each([
  ['doctor --for libbff', 'There is no profile "libbff".\nDid you mean libbpf? Profiles: libbpf, bcc'],
  ['setup --dry-run --for bpftrac', 'There is no profile "bpftrac".\nDid you mean bpftrace? Profiles: '],
  ['hello --for libbff', 'There is no hello for "libbff".\nDid you mean libbpf? There is one for libbpf, bcc'],
  ['checks btf.vmlinx', 'There is no check "btf.vmlinx".\nDid you mean btf.vmlinux? Checks of btf: btf.vmlinux, '],
  ['doctor --require btf.kernle', 'There is no check "btf.kernle".\nChecks of btf: btf.vmlinux, btf.modules'],
  ['doctor --ignore zzzzz', 'There is no check "zzzzz".\n"ebpf checks" lists them.'],
  ['doctor --format jnit', 'There is no format "jnit".\nDid you mean junit? Formats: text, json'],
  ['doctor --fromat tap', 'There is no flag --fromat.\nDid you mean --format?'],
  ['kernle lst', 'There is no command "kernle lst".\nDid you mean "ebpf kernel list"?'],
])('%s: exit 2, with what was probably meant', async (words, message) => {
  const {stdout, stderr, exitCode} = await ebpf(words.split(' '));
  expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2});
  expect(stderr).toMatch(new RegExp(`^${message.replaceAll(/[.?"]/g, '\\$&')}`));
});
