import type {Diagnosis} from '../../src/explain/diagnosis.ts';
import type {Context} from '../../src/explain/evidence/context.ts';
import {explain} from '../../src/explain/explain.ts';
import {known, unreadable} from '../../src/facts/fact.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {savedFacts} from '../saved.ts';

const best = ({causes}: Diagnosis) => causes[0]?.cause;
const named = (text: string, context?: Context) => best(explain({text, ...(context && {context})}));

const denied = [
  "libbpf: Error in bpf_object__probe_loading():Operation not permitted(1). Couldn't load trivial BPF program. Make sure your kernel supports BPF (CONFIG_BPF_SYSCALL=y) and/or that RLIMIT_MEMLOCK is set to big enough value.",
  "libbpf: failed to load object 'x'",
].join('\n');

describe('facts decide between the causes of one message', () => {
  test.each<[string, Context]>([
    ['not-root-or-missing-caps', {facts: {user: 'non-root'}}],
    ['container-lacks-privileges', {facts: {container: 'docker'}, kernel: '6.1.0'}],
    ['memlock-rlimit-too-low', {facts: {user: 'root', 'ulimit -l': '64 KiB'}, kernel: '5.4.0-42-generic'}],
    ['kernel-lockdown', {facts: {user: 'root', lockdown: 'confidentiality'}, kernel: '6.1.0'}],
    ['lsm-policy-denied', {facts: {user: 'root', getenforce: 'Enforcing'}, kernel: '5.14.0'}],
    ['container-runtime-policy', {facts: {container: 'docker', seccomp: 'default profile'}, kernel: '6.1.0'}],
  ])('EPERM: %s', (label, context) => {
    expect(named(denied, context)).toBe(label);
  });

  test.each([
    ['debian-13-cloud-6.12-user', 'not-root-or-missing-caps'],
    ['debian-12-microvm-6.18-userns', 'container-lacks-privileges'],
    ['debian-11-cloud-5.10', 'memlock-rlimit-too-low'],
  ])('EPERM on %s: %s', (host, label) => {
    expect(
      best(explain({text: 'libbpf: load bpf program failed: Operation not permitted', facts: savedFacts(host)})),
    ).toBe(label);
  });

  test('a host that is no container is not blamed for being one', () => {
    const {causes, ruledOut} = explain({text: denied, facts: savedFacts('debian-12-cloud-6.1')});
    expect(causes[0]?.cause).not.toBe('container-lacks-privileges');
    expect(ruledOut).toContainEqual({
      cause: 'container-lacks-privileges',
      because: 'the capabilities for BPF are there, in the first user namespace',
    });
  });

  test('an unknown helper: too old a kernel, or one that hides it', () => {
    const text = '7: (85) call bpf_probe_read#4\nunknown func bpf_probe_read#4\nprocessed 8 insns';
    expect(named('invalid func unknown#182', {kernel: '5.15.0'})).toBe('kernel-too-old-for-helper-or-map');
    expect(named(text, {kernel: '5.15.0', facts: {lockdown: 'confidentiality'}})).toBe('kernel-lockdown');
    expect(named(text, {kernel: '5.15.0', facts: {getenforce: 'Enforcing'}})).toBe('lsm-policy-denied');
  });

  test('the remedy names the kernel that brought the helper', () => {
    const [cause] = explain({text: 'invalid func unknown#182', context: {kernel: '5.15.0'}}).causes;
    expect(cause?.remedy.text).toContain('bpf_strncmp exists since Linux 5.17');
  });

  test('a tracepoint: misspelt, or tracefs is not there', () => {
    const text = (name: string) =>
      `libbpf: failed to determine tracepoint 'syscalls/${name}' perf event ID: No such file or directory`;
    expect(named(text('sys_enter_execve'), {facts: {container: 'docker'}})).toBe('tracefs-not-mounted');
    expect(named(text('sys_enter_execvee'))).toBe('attach-target-missing');
  });

  test('headers of a kernel for which no package exists', () => {
    const text = (release: string) => `chdir(/lib/modules/${release}/build): No such file or directory`;
    expect(named(text('5.4.0-42-generic'))).toBe('kernel-headers-missing');
    expect(named(text('5.15.90.1-microsoft-standard-WSL2'))).toBe('no-distro-package-for-running-kernel');
  });
});

describe('where no message is known', () => {
  test('words that every object knows are words like others', () => {
    const text = 'libbpf: failed to find valid kernel BTF\nerror: no matching constructor for map __proto__';
    expect(explain({text}).causes[0]).toMatchObject({cause: 'kernel-btf-not-built', confidence: expect.any(Number)});
    expect(explain({text}).causes[0]?.confidence).toBeGreaterThan(0.5);
  });

  test.each([
    "ls: cannot access '/nonexist': No such file or directory",
    'error: cannot find the file: no such directory, command failed',
    'Error: Invalid argument',
  ])('words that a dozen causes share name none: %s', (text) => {
    expect(explain({text}).causes.map(({cause}) => cause)).toEqual([undefined]);
  });

  test('the words of a success are no guess', () => {
    expect(explain({text: 'pahole wrote the BTF of vmlinux'})).toMatchObject({causes: [], success: true});
  });

  test.each([
    ['vmlinux.h is missing for arm64', 'vmlinux-h-wrong-or-missing'],
    ['The build needs clang but only gcc is installed', 'clang-missing'],
    [
      'clang may have stack-protection enabled by default, which does not work for bpf: build with -fno-stack-protector',
      'clang-no-bpf-target',
    ],
    ['the agent crashes on kernels without BTF', 'kernel-btf-not-built'],
    ['the tool says that BTF is not there on Amazon Linux 2', 'kernel-btf-not-built'],
    ["BTF not found when running on a provider's kernel", 'kernel-btf-not-built'],
    ["old libbpf can't parse the kernel BTF since the update", 'loader-too-old-for-kernel-btf'],
    ['aya cannot load vmlinux BTF: ENUM64 is not supported', 'loader-too-old-for-kernel-btf'],
    ['modprobe refuses it because of mismatched BTF in modules', 'module-btf-mismatch'],
    ['the build requires bpftool, please say so', 'bpftool-missing'],
    ["this bpftool doesn't know struct_ops", 'bpftool-too-old'],
    ['please add llvm to the build dependencies, llvm-strip is needed', 'llvm-tools-missing'],
    ['Linux 6.4 removed core_layout from struct module, the relocation fails', 'core-relo-target-missing'],
    ['opensnoop.bt is broken on kernel 6.9+', 'core-relo-target-missing'],
    ['the bcc tools fail with new kernels', 'bcc-too-old'],
    ['the agent does not start on 4.19 kernels', 'kernel-too-old-for-program-or-verifier'],
    ['the driver does not compile on RHEL9.4', 'vendor-backport-version-mismatch'],
    ['libbpf/src is empty in the zip of the release', 'source-submodules-missing'],
    ['How do I get kernel headers for 5.15.90.1-microsoft-standard-WSL2?', 'no-distro-package-for-running-kernel'],
    ['the kernel lacks sch_ingress', 'kernel-config-missing-option'],
    ['bcc of pip is another package, not the BPF one', 'conflicting-install-shadows'],
    ['zlib1g-dev must be installed or the link fails', 'libelf-zlib-dev-missing-or-old'],
    ['/usr/include/asm is missing, so no BPF program compiles', 'asm-headers-not-on-bpf-include-path'],
    ['please enable CONFIG_DEBUG_INFO_BTF in this kernel', 'kernel-btf-not-built'],
    ['defconfig: enable NET_CLS_BPF and the other eBPF options', 'kernel-config-missing-option'],
    ['kernel 6.1.9-12 has no headers packages', 'no-distro-package-for-running-kernel'],
    ['the arm64 binary holds eBPF objects compiled for x86', 'target-arch-define-wrong'],
    ['fix a verifier issue on 4.19', 'kernel-too-old-for-program-or-verifier'],
    ['how can bcc be imported inside a virtualenv?', 'conflicting-install-shadows'],
  ])('a person describes it: %s', (text, label) => {
    expect(named(text)).toBe(label);
  });

  test('what a person asks for is a failure, what a tool asks for at its end is none', () => {
    const [cause] = explain({text: 'What to do if the kernel comes with no BTF of modules?'}).causes;
    expect(cause?.cause).toBe('module-btf-not-available');
    expect(
      explain({text: "Successfully started! Please run 'sudo cat /sys/kernel/tracing/trace_pipe' to see the output."}),
    ).toMatchObject({causes: [], success: true});
  });

  test('submodules that were checked out are no failure', () => {
    expect(explain({text: "Submodule path 'libbpf': checked out '0123abc'"})).toMatchObject({causes: []});
  });

  test('what CMake looks for in vain is no failure', () => {
    expect(named('-- Looking for bpf_attach_kfunc - not found\nclang: not found')).toBe('clang-missing');
  });
});

describe('the facts of a probed host', () => {
  const text =
    "libbpf: prog 'x': BPF program load failed: Operation not permitted\nlibbpf: permission error while running as root; try raising 'ulimit -l'? current value: 8.0 MiB";
  const host = savedFacts('debian-12-cloud-6.1');
  const locked: Facts = {
    ...host,
    security: {...host.security, lockdown: known('confidentiality')},
    privileges: {...host.privileges, uid: known(0)},
  };

  test('decide, and contradict the advice to raise ulimit -l', () => {
    const diagnosis = explain({text, facts: locked});
    expect(best(diagnosis)).toBe('kernel-lockdown');
    expect(diagnosis.misleading[0]?.why).toContain('5.11');
  });

  test('never name a cause that the text says nothing of', () => {
    expect(named('Lorem ipsum failed.')).toBeUndefined();
    expect(best(explain({text: 'Lorem ipsum failed.', facts: locked}))).toBeUndefined();
  });

  test('what could not be read is evidence for nothing', () => {
    const blind: Facts = {...locked, security: {...host.security, lockdown: unreadable('permission denied')}};
    expect(best(explain({text, facts: blind}))).not.toBe('kernel-lockdown');
  });
});

describe('honesty', () => {
  test.each(['make', 'bpftrace', 'flex', 'python3'])(
    '%s is not found, of which no cause speaks: that is said',
    (program) => {
      const [answer] = explain({text: `bash: ${program}: command not found`}).causes;
      expect(answer).not.toHaveProperty('cause');
      expect(answer?.why).toContain(`${program} is not installed, or not in PATH`);
      expect(answer?.decide).toContain(`command -v ${program}`);
    },
  );

  test('of those that a cause is about it is named', () => {
    for (const program of ['clang', 'bpftool', 'pahole', 'llvm-strip'])
      expect(named(`bash: ${program}: command not found`)).toMatch(/-missing$/);
  });

  test('nothing fits: no cause, and what to do next', () => {
    const {causes, success} = explain({text: 'frobnicate: error: the quux is lost'});
    expect(causes).toHaveLength(1);
    expect(causes[0]).not.toHaveProperty('cause');
    expect(causes[0]?.remedy.text).not.toBe('');
    expect(success).toBe(false);
  });

  test('nothing failed', () => {
    const diagnosis = explain({text: '  CC  hello.o\nBuild finished: 0 errors, 0 failed\nSuccessfully started!'});
    expect(diagnosis).toMatchObject({success: true, causes: []});
  });

  test('confidences are shares of one', () => {
    const {causes} = explain({text: denied});
    expect(causes.length).toBeGreaterThan(1);
    expect(causes.reduce((sum, {confidence}) => sum + confidence, 0)).toBeLessThanOrEqual(1);
    expect(causes.map(({confidence}) => confidence)).toEqual(
      causes.map(({confidence}) => confidence).sort((a, b) => b - a),
    );
  });

  test('facts rule out', () => {
    const {ruledOut} = explain({
      text: denied,
      context: {kernel: '6.1.0', facts: {user: 'root', unprivileged_bpf_disabled: '0', lockdown: 'none'}},
    });
    expect(ruledOut.map(({cause}) => cause)).toContain('unprivileged-bpf-disabled');
  });

  test('a context that contradicts the text is said', () => {
    const {notes} = explain({
      text: 'E: Unable to locate package linux-headers-4.9.0-6-amd64',
      context: {kernel: '6.1.0-18-amd64'},
    });
    expect(notes[0]).toContain('4.9.0-6-amd64');
    expect(explain({text: 'x', context: {kernel: 'installing 6.5.3'}}).notes).toEqual([]);
    const facts = savedFacts('debian-12-cloud-6.1');
    expect(explain({text: 'E: Unable to locate package linux-headers-4.9.0-6-amd64', facts}).notes[0]).toMatch(
      /^The facts say kernel 6\.1\..* 4\.9\.0-6-amd64/,
    );
  });
});

describe('several failures', () => {
  const clang = '/bin/sh: 1: clang: not found';
  const lock = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4 (apt)';

  test('are said to be several, in the order of the log and not of confidence', () => {
    const {notes, causes} = explain({text: ['  CC a.o', clang, 'make: *** [x.bpf.o] Error 127', lock].join('\n')});
    expect(causes[0]?.cause).toBe('apt-lock-held');
    expect(notes).toEqual([
      expect.stringMatching(/^Several causes .*: clang-missing \(".*clang: not found"\), apt-lock-held/),
    ]);
  });

  test('and one that has several readings is one', () => {
    expect(explain({text: denied}).notes).toEqual([]);
  });
});

test('what would tell of a helper names it, where the text has its number only', () => {
  const {causes} = explain({text: 'invalid func unknown#182', context: {kernel: '5.4.0-100-generic'}});
  expect(causes[0]?.decide).toContain('grep -i bpf_strncmp');
});

describe('the real failure', () => {
  test('a harmless line is said to be harmless, and does not hide the failure', () => {
    const text = [
      'Skipping BTF generation for /x/y.ko due to unavailability of vmlinux',
      '/bin/sh: 1: clang: not found',
      'make: *** [Makefile:5: x.bpf.o] Error 127',
    ].join('\n');
    const diagnosis = explain({text});
    expect(best(diagnosis)).toBe('clang-missing');
    expect(diagnosis.harmless.map(({line}) => line)).toEqual([text.split('\n')[0]]);
  });

  test('"Permission denied" of the verifier is no matter of permissions', () => {
    const text =
      "libbpf: prog 'x': BPF program load failed: Permission denied\n5: (71) r1 = *(u8 *)(r2 +0)\nR2 invalid mem access 'map_value_or_null'\nprocessed 6 insns (limit 1000000)\nlibbpf: prog 'x': failed to load: -13";
    const diagnosis = explain({text});
    expect(best(diagnosis)).toBe('verifier-rejected-program');
    expect(diagnosis.misleading[0]?.line).toContain('Permission denied');
  });
});

test('a record that is too short is no matter of a container', () => {
  const text = "libbpf: prog 'x': failed to create BPF link for perf_event FD 9: -13 (Permission denied)";
  const {causes} = explain({text, context: {kernel: '4.18.0-372.el8.x86_64', facts: {container: 'docker'}}});
  const container = causes.find(({cause}) => cause === 'container-lacks-privileges');
  expect(container?.confidence ?? 0).toBeLessThan(0.1);
});
