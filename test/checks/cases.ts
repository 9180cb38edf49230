import {absent, known, unreadable} from '../../src/facts/fact.ts';
import type {Facts, Tool} from '../../src/facts/facts.ts';
import {type changed, savedFacts} from '../saved.ts';

/** A real host: Debian 12 in a microVM whose kernel has BTF, but no kprobes, modules or headers. */
export const base = savedFacts('debian-12-microvm-6.18');

type Change = Parameters<typeof changed<Facts>>[1];

/** What makes a check pass and what makes it fail, as changes to {@link base}; `never` where a check only tells. */
export interface Cases {
  readonly pass: Change;
  readonly fail: Change | 'never';
  readonly unknown?: Change;
  readonly skip?: Change;
}

const tool = (path: string, output: string, rest: Partial<Tool> = {}) => known({path, output, exitCode: 0, ...rest});
const config = (...unset: string[]) => {
  const facts = base.kernel.config;
  if (facts.state !== 'known') throw new Error('the base host has a kernel configuration');
  const options = Object.fromEntries(Object.entries(facts.value.options).filter(([name]) => !unset.includes(name)));
  return {kernel: {config: known({path: facts.value.path, options})}};
};
const noConfig = {kernel: {config: absent}};
const noTracefs = {tracing: {directory: absent, syscallTracepoints: unreadable('tracefs is not mounted')}};
const noApt = {packages: {managers: known(['/usr/bin/dnf'])}};
const without = (...names: string[]) => {
  const {includes, libraries} = base.development;
  return {
    development: {
      includes: known(
        includes.state === 'known' ? includes.value.filter((path) => !names.some((name) => path.endsWith(name))) : [],
      ),
      libraries: known(libraries.state === 'known' ? libraries.value.filter(({name}) => !names.includes(name)) : []),
    },
  };
};

/** A row of the configuration: everything on, one option off, no configuration. */
const row = (...options: string[]): Cases => {
  const facts = base.kernel.config;
  const all = facts.state === 'known' ? facts.value.options : {};
  const on = Object.fromEntries(options.map((name) => [name, 'y']));
  return {
    pass: {kernel: {config: known({path: '/boot/config', options: {...all, ...on}})}},
    fail: config(options[0] ?? ''),
    unknown: noConfig,
  };
};

/** A step of --compile: done, failed, not to be told, not tried. */
const step = (name: string): Cases => ({
  pass: {compile: known({[name]: {result: 'ok'}})},
  fail: {compile: known({[name]: {result: 'failed', exitCode: 1, output: 'error: no'}})},
  unknown: {compile: known({[name]: {result: 'failed', exitCode: 126, output: ''}})},
  skip: {},
});
const kernelTools = Object.fromEntries(
  ['flex', 'bison', 'bc', 'rsync', 'xz', 'python3'].map((name) => [name, tool(`/usr/bin/${name}`, `/usr/bin/${name}`)]),
);

const rustc = (version: string) => tool('/usr/bin/rustc', `rustc ${version} (4eb161250 2025-03-15)`, {version});

const nightly = tool('/root/.cargo/bin/rustc', 'rustc 1.97.0-nightly (59807616e 2026-04-14)\nLLVM version: 22.1.2', {
  version: '1.97.0',
});

const bpfLinker = (llvm: string) =>
  tool('/root/.cargo/bin/bpf-linker', `bpf-linker 0.10.4\n${llvm}\n  Optimized build.`, {version: '0.10.4'});

const crates = (...names: string[]) => names.map((name) => `/usr/share/cargo/registry/${name}`);

const gocode = (...parts: string[]) => parts.map((part) => `/usr/share/gocode/src/github.com/cilium/ebpf/${part}`);

export const cases: Readonly<Record<string, Cases>> = {
  'host.os': {pass: {}, fail: 'never', unknown: {os: absent}},
  'host.environment': {pass: {}, fail: 'never'},
  'kernel.version': {
    pass: {},
    fail: {kernel: {release: known('5.4.0-42-generic')}},
    unknown: {kernel: {release: known('next')}},
  },
  'kernel.running-vs-installed': {
    pass: {kernel: {release: known('6.1.0-37-amd64'), installed: known(['6.1.0-9-amd64', '6.1.0-37-amd64'])}},
    fail: {kernel: {release: known('6.1.0-9-amd64'), installed: known(['6.1.0-9-amd64', '6.1.0-37-amd64'])}},
    skip: {kernel: {installed: known([])}},
  },
  'kernel.default-follows-updates': {
    pass: {kernel: {grubDefault: known('0')}},
    fail: {
      kernel: {
        grubDefault: known('gnulinux-advanced-u>gnulinux-6.1.0-9-amd64-advanced-u'),
        installed: known(['6.1.0-9-amd64', '6.1.0-37-amd64']),
      },
    },
    unknown: {kernel: {grubDefault: unreadable('Permission denied')}},
    skip: {kernel: {grubDefault: absent}},
  },
  'btf.vmlinux': {
    pass: {},
    fail: {btf: {vmlinux: absent}},
    unknown: {btf: {vmlinux: unreadable('Permission denied')}},
  },
  'btf.pahole-built-with': {
    pass: {},
    fail: {kernel: {config: known({path: '/boot/config', options: {PAHOLE_VERSION: '115'}})}},
    unknown: noConfig,
    skip: {btf: {vmlinux: absent}},
  },
  'kconfig.readable': {pass: {}, fail: noConfig},
  'kconfig.bpf-syscall': {
    pass: config('BPF_SYSCALL'),
    fail: {...config('BPF_SYSCALL'), sysctl: {'kernel.unprivileged_bpf_disabled': absent}},
    unknown: {...noConfig, sysctl: {'kernel.unprivileged_bpf_disabled': absent}},
  },
  'kconfig.bpf-jit': {
    pass: {},
    fail: {sysctl: {'net.core.bpf_jit_enable': known('0')}},
    unknown: {...noConfig, sysctl: {'net.core.bpf_jit_enable': absent}},
  },
  'kconfig.debug-info': {
    pass: {},
    fail: config('DEBUG_INFO', 'DEBUG_INFO_DWARF4', 'DEBUG_INFO_DWARF5', 'DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT'),
    unknown: noConfig,
  },
  'kconfig.tracepoints': {
    pass: {},
    fail: {...noTracefs, ...config('TRACEPOINTS')},
    unknown: {...noTracefs, ...noConfig},
  },
  'kconfig.syscall-tracepoints': {
    pass: {},
    fail: {tracing: {syscallTracepoints: known(false)}},
    unknown: {...noTracefs, ...noConfig},
  },
  'kconfig.kprobes': {
    pass: {tracing: {pmus: known(['kprobe', 'uprobe'])}},
    fail: {},
    unknown: {...noConfig, tracing: {pmus: unreadable('Permission denied')}},
  },
  'kconfig.uprobes': {
    pass: {},
    fail: {tracing: {pmus: known(['software'])}},
    unknown: {...noConfig, tracing: {pmus: unreadable('Permission denied')}},
  },
  'kconfig.bpf-events': row('BPF_EVENTS', 'PERF_EVENTS'),
  'kconfig.ftrace': row('FUNCTION_TRACER', 'DYNAMIC_FTRACE'),
  'kconfig.ftrace-direct': row('DYNAMIC_FTRACE_WITH_DIRECT_CALLS'),
  'kconfig.fprobe': row('FPROBE'),
  'kconfig.kprobe-override': row('BPF_KPROBE_OVERRIDE', 'FUNCTION_ERROR_INJECTION'),
  'kconfig.modules': row('MODULES'),
  'kconfig.cgroup-bpf': row('CGROUPS', 'CGROUP_BPF'),
  'kconfig.net-sched': row('NET_SCH_INGRESS', 'NET_CLS_BPF', 'NET_CLS_ACT'),
  'kconfig.xdp-sockets': row('XDP_SOCKETS'),
  'kconfig.stream-parser': row('BPF_STREAM_PARSER', 'NET_SOCK_MSG'),
  'kconfig.ikheaders': row('IKHEADERS'),
  'kconfig.bpf-lsm': {
    pass: {security: {lsm: known(['capability', 'bpf'])}},
    fail: {security: {lsm: known(['capability', 'apparmor'])}},
    unknown: noConfig,
  },
  'kconfig.sched-ext': {pass: {kernel: {schedExt: known('disabled')}}, fail: {}, unknown: noConfig},
  'env.wsl2': {
    pass: {kernel: {release: known('5.15.167.4-microsoft-standard-WSL2')}},
    fail: {kernel: {release: known('5.10.16.3-microsoft-standard-WSL2')}},
    unknown: {kernel: {release: unreadable('cut off')}},
    skip: {},
  },
  'btf.modules': {
    pass: {...row('MODULES').pass, btf: {modules: known(80)}},
    fail: row('MODULES').pass,
    skip: {},
    unknown: {...row('MODULES').pass, btf: {modules: unreadable('Permission denied')}},
  },
  'sysctl.perf-paranoid': {
    pass: {},
    fail: {privileges: {capEffective: known('000000c000000000')}, sysctl: {'kernel.perf_event_paranoid': known('4')}},
    unknown: {sysctl: {'kernel.perf_event_paranoid': absent}},
  },
  'sysctl.kptr-restrict': {
    pass: {},
    fail: {sysctl: {'kernel.kptr_restrict': known('2')}},
    unknown: {sysctl: {'kernel.kptr_restrict': absent}},
  },
  'sysctl.ftrace-enabled': {
    pass: {},
    fail: {sysctl: {'kernel.ftrace_enabled': known('0')}},
    skip: {sysctl: {'kernel.ftrace_enabled': absent}},
  },
  'sysctl.jit-harden': {
    pass: {},
    fail: {sysctl: {'net.core.bpf_jit_harden': known('2')}},
    unknown: {sysctl: {'net.core.bpf_jit_harden': absent}},
  },
  'priv.bounding': {
    pass: {privileges: {capBounding: known('000001ffffffffff')}},
    fail: {},
    unknown: {privileges: {capBounding: unreadable('no /proc')}},
  },
  'security.secure-boot': {pass: {security: {secureBoot: known(true)}}, fail: 'never', skip: {}},
  'fs.cgroup2': {pass: {}, fail: {mounts: known([])}, unknown: {mounts: unreadable('no /proc')}},
  'fs.sys-readonly': {
    pass: {},
    fail: {mounts: known([{type: 'sysfs', path: '/sys', options: ['ro', 'nosuid']}])},
    unknown: {mounts: unreadable('no /proc')},
  },
  'tool.clang-vs-kernel-isa': {
    pass: {},
    fail: {
      kernel: {release: known('4.19.0-27-amd64')},
      tools: {clang: tool('/usr/bin/clang', 'clang version 20.1.2', {version: '20.1.2'})},
    },
    skip: {tools: {clang: absent}},
  },
  'tool.libbpf-versions': {
    pass: {},
    fail: {tools: {bpftool: tool('/usr/sbin/bpftool', 'bpftool v7.5.0\nusing libbpf v1.5')}},
    skip: without('libbpf'),
  },
  'priv.effective': {
    pass: {privileges: {uid: known(1000), capEffective: known('000000c000000000')}},
    fail: {privileges: {uid: known(1000), capEffective: known('0000000000000000')}},
    unknown: {privileges: {capEffective: unreadable('no /proc')}},
  },
  'priv.userns': {
    pass: {},
    fail: {privileges: {initialUserNamespace: known(false)}},
    unknown: {privileges: {initialUserNamespace: unreadable('no /proc')}},
  },
  'priv.seccomp': {pass: {}, fail: 'never', unknown: {privileges: {seccomp: known(2)}}},
  'limit.memlock': {
    pass: {kernel: {release: known('5.10.0-32-amd64')}, privileges: {memlock: known('unlimited')}},
    fail: {kernel: {release: known('5.10.0-32-amd64')}},
    unknown: {kernel: {release: known('5.10.0-32-amd64')}, privileges: {memlock: unreadable('no ulimit')}},
    skip: {},
  },
  'sysctl.unprivileged-bpf': {pass: {}, fail: 'never', unknown: {sysctl: {'kernel.unprivileged_bpf_disabled': absent}}},
  'security.lockdown': {
    pass: {},
    fail: {security: {lockdown: known('confidentiality')}},
    unknown: {...noConfig, security: {lockdown: absent, lockdownLog: unreadable('Operation not permitted')}},
  },
  'fs.tracefs': {
    pass: {},
    fail: noTracefs,
    unknown: {tracing: {directory: unreadable('permission denied: /sys/kernel/tracing')}},
  },
  'fs.bpffs': {
    pass: {mounts: known([{type: 'bpf', path: '/sys/fs/bpf', options: ['rw']}])},
    fail: {mounts: known([])},
    unknown: {mounts: unreadable('no /proc')},
  },
  'tool.clang': {
    pass: {},
    fail: {tools: {clang: absent}},
    unknown: {tools: {clang: tool('/usr/bin/clang', 'a clang of our own')}},
  },
  'tool.clang-bpf-target': {
    pass: {},
    fail: {tools: {clang: tool('/usr/bin/clang', 'clang version 15\nerror: unable to create target', {exitCode: 1})}},
    unknown: {tools: {clang: tool('/usr/bin/clang', '', {exitCode: 124})}},
    skip: {tools: {clang: absent}},
  },
  'tool.llvm': {pass: {}, fail: {tools: {llc: absent}}},
  'tool.bpftool': {
    pass: {},
    fail: {
      tools: {bpftool: tool('/usr/sbin/bpftool', 'WARNING: bpftool not found for kernel 6.17.0-1015', {exitCode: 2})},
    },
    unknown: {tools: {bpftool: unreadable('the probe did not look')}},
  },
  'tool.bpftool-reads-btf': {
    pass: {},
    fail: {
      tools: {bpftool: tool('/usr/sbin/bpftool', 'bpftool v5.10\nbtf: Error: failed to load BTF: Invalid argument')},
    },
    unknown: {tools: {bpftool: tool('/usr/sbin/bpftool', 'bpftool v7.1.0\nbtf: ')}},
    skip: {btf: {vmlinux: absent}},
  },
  'tool.pahole': {
    pass: {tools: {pahole: tool('/usr/bin/pahole', 'v1.24', {version: '1.24'})}},
    fail: {tools: {pahole: tool('/usr/bin/pahole', 'v1.15', {version: '1.15'})}},
  },
  'tool.cc': {pass: {tools: {cc: absent}}, fail: without('/stdio.h')},
  'tool.make': {pass: {}, fail: {tools: {make: absent}}},
  'tool.git': {pass: {}, fail: {tools: {git: absent}}},
  'tool.libbpf-dev': {
    pass: {},
    fail: without('bpf_helpers.h', 'libbpf'),
    unknown: {development: {includes: unreadable('cut off')}},
  },
  'tool.libelf': {pass: {}, fail: without('libelf.h', 'libelf')},
  'tool.zlib': {pass: {}, fail: without('zlib')},
  'tool.asm-types-h': {
    pass: {},
    fail: without('asm/types.h'),
    unknown: {development: {includes: unreadable('cut off')}},
  },
  'tool.clang-bpf-compile': step('bpf'),
  'tool.bpftool-skel': step('skeleton'),
  'tool.link-smoke': step('link'),
  'tool.libbpf-opens': step('open'),
  'hdr.present': {
    pass: {headers: {build: known({target: '/usr/src/linux-headers-6.1.0-37-amd64', dangling: false})}},
    fail: {headers: {build: known({target: '/usr/src/gone', dangling: true})}},
    unknown: {headers: {build: unreadable('the probe did not look')}},
  },
  'hdr.kernel-headers': {
    pass: {
      kernel: {release: known('6.1.0-37-amd64')},
      headers: {
        build: known({target: '/usr/src/linux-headers-6.1.0-37-amd64', dangling: false}),
        release: known('6.1.0-37-amd64'),
      },
    },
    fail: {
      headers: {
        build: known({target: '/usr/src/linux-headers-6.1.0-37-amd64', dangling: false}),
        release: known('6.1.0-37-amd64'),
      },
    },
    unknown: {headers: {build: known({target: '/usr/src/own', dangling: false})}},
  },
  'hdr.same-release': {
    pass: {
      kernel: {release: known('6.1.0-37-amd64')},
      headers: {
        build: known({target: '/usr/src/linux-headers-6.1.0-37-amd64', dangling: false}),
        release: known('6.1.0-37-amd64'),
      },
    },
    fail: {
      headers: {
        build: known({target: '/usr/src/linux-headers-6.1.0-37-amd64', dangling: false}),
        release: known('6.1.0-37-amd64'),
      },
    },
    unknown: {headers: {build: known({target: '/usr/src/own', dangling: false})}},
    skip: {},
  },
  'hdr.kernel-source': {
    pass: {headers: {sources: known(['/usr/src/linux-source-6.1.tar.xz'])}},
    fail: {headers: {sources: known([])}},
    unknown: {},
  },
  'tool.gcc': {pass: {}, fail: {tools: {gcc: absent}}},
  'tool.libc': {pass: {}, fail: without('/stdio.h'), unknown: {development: {includes: unreadable('cut off')}}},
  'tool.openssl': {
    pass: {development: {includes: known(['/usr/include/openssl/ssl.h'])}},
    fail: without('openssl/ssl.h'),
    unknown: {development: {includes: unreadable('cut off')}},
  },
  'tool.kernel-build': {pass: {tools: kernelTools}, fail: {tools: {...kernelTools, bc: absent}}, unknown: {}},
  'tool.bpftrace': {
    pass: {tools: {bpftrace: tool('/usr/bin/bpftrace', '/usr/bin/bpftrace')}},
    fail: {tools: {bpftrace: absent}},
  },
  'tool.ip': {
    pass: {tools: {ip: tool('/usr/sbin/ip', '/usr/bin/ip')}},
    fail: {tools: {ip: tool('/bin/ip', '/bin/busybox')}},
  },
  'tool.go': {
    pass: {tools: {go: tool('/usr/bin/go', 'go version go1.24.4 linux/amd64', {version: '1.24.4'})}},
    fail: {tools: {go: tool('/usr/bin/go', 'go version go1.15.15 linux/amd64', {version: '1.15.15'})}},
    unknown: {},
  },
  'tool.cilium-ebpf': {
    pass: {development: {cilium: known(gocode('go.mod', 'ringbuf', 'internal/tracefs'))}},
    // Debian 12's, on a kernel whose BTF it reads.
    fail: {development: {cilium: known(gocode('go.mod', 'ringbuf'))}, mounts: known([]), btf: {vmlinux: absent}},
    unknown: {},
  },
  'tool.rust': {
    pass: {tools: {rustc: rustc('1.85.1'), cargo: tool('/usr/bin/cargo', '/usr/bin/cargo')}},
    fail: {tools: {rustc: rustc('1.63.0'), cargo: tool('/usr/bin/cargo', '/usr/bin/cargo')}},
    unknown: {},
  },
  'tool.libbpf-rs': {
    pass: {development: {crates: known(crates('libbpf-rs-0.25.0-beta.1', 'libbpf-cargo-0.25.0-beta.1'))}},
    fail: {development: {crates: known(crates('libbpf-rs-0.25.0-beta.1'))}},
    unknown: {},
  },
  'tool.aya': {
    pass: {development: {crates: known(crates('aya-0.13.1'))}},
    fail: {development: {crates: known(crates('aya-obj-0.2.1'))}},
    unknown: {},
  },
  'tool.bpf-linker': {
    pass: {tools: {rustc: nightly, 'bpf-linker': bpfLinker('Debian LLVM version 22.1.8')}},
    fail: {tools: {rustc: rustc('1.85.1'), 'bpf-linker': bpfLinker('Debian LLVM version 22.1.8')}},
    unknown: {tools: {rustc: nightly, 'bpf-linker': bpfLinker('')}},
  },
  'tool.python3-bpfcc': {
    pass: {development: {bcc: known(['/usr/lib/python3/dist-packages/bcc/__init__.py'])}},
    fail: {development: {bcc: known([])}},
    unknown: {},
  },
  'tool.libelf-runtime': {
    pass: {
      development: {runtime: known(['/usr/lib/x86_64-linux-gnu/libelf.so.1', '/usr/lib/x86_64-linux-gnu/libz.so.1'])},
    },
    fail: {development: {runtime: known(['/usr/lib/x86_64-linux-gnu/libz.so.1'])}},
    unknown: {},
  },
  'disk.kernel-tree': {
    pass: {},
    fail: {disk: known([{mount: '/', device: '/dev/vda', available: 1024}])},
    unknown: {disk: known([])},
  },
  'apt.lock': {
    pass: {},
    fail: {packages: {locks: known([{path: '/var/lib/dpkg/lock-frontend', pid: 700, command: 'unattended-upgr'}])}},
    unknown: {packages: {locks: unreadable('no /proc')}},
    skip: noApt,
  },
  'apt.broken': {
    pass: {},
    fail: {packages: {unfinished: known(['linux-image-6.1.0-37-amd64: half-configured'])}},
    unknown: {packages: {unfinished: unreadable('Permission denied')}},
    skip: noApt,
  },
  'apt.sources': {
    pass: {packages: {listsUpdated: base.time}},
    fail: {packages: {listsUpdated: known(1_600_000_000)}},
    unknown: {packages: {listsUpdated: unreadable('Permission denied')}},
    skip: noApt,
  },
  'disk.root': {
    pass: {},
    fail: {disk: known([{mount: '/', device: '/dev/vda', available: 1024}])},
    unknown: {disk: known([])},
  },
};
