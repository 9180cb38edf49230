import {listOf, speaking} from '../message.ts';

const xdpTools = 'https://github.com/xdp-project/xdp-tools/blob/main';
const llvm = 'https://github.com/llvm/llvm-project/blob/llvmorg-19.1.0/llvm/lib';

/** Programs of which few messages are known, by what these speak for. */
export const programs = [
  // Binding to a device is of 6.3, live frames of 5.18, bpf_xdp_flow_lookup of 6.11.
  ...speaking({strong: 'kernel-too-old-for-program-or-verifier'}, [
    ...listOf('libxdp', `${xdpTools}/lib/libxdp/libxdp.c`, [
      'Current kernel version does not support XDP device binding.',
    ]),
    ...listOf('xdp-trafficgen', `${xdpTools}/xdp-trafficgen/xdp-trafficgen.c`, [
      "Kernel doesn't support live packet mode for XDP BPF_PROG_RUN.",
    ]),
    ...listOf('xdp-forward', `${xdpTools}/xdp-forward/xdp-forward.c`, [
      'The kernel does not support the bpf_xdp_flow_lookup() kfunc',
    ]),
    ...listOf('libpman', 'https://github.com/falcosecurity/libs/blob/0.25.4/userspace/libpman/src/configuration.c', [
      "prog 'BPF_TRACE_RAW_TP' is not supported",
    ]),
    ...listOf('tetragon', 'https://github.com/cilium/tetragon/blob/main/pkg/sensors/tracing/generickprobe.go', [
      "Resolve flag can't be used for your kernel version.",
    ]),
  ]),
  // A kfunc.
  ...speaking({certain: 'kernel-too-old-for-program-or-verifier'}, [
    ...listOf('aya', 'https://github.com/aya-rs/aya/blob/main/aya-obj/src/extern_types.rs', [
      "kernel function '{name}' not found in kernel BTF",
    ]),
  ]),
  ...speaking({strong: 'benign-warning-not-a-failure'}, [
    ...listOf('libxdp', `${xdpTools}/lib/libxdp/xsk.c`, ['automatic program removal on unload is disabled']),
    ...listOf('ip', 'https://github.com/iproute2/iproute2/blob/v6.12.0/lib/bpf_glue.c', [
      "Couldn't find runtime libbpf version - falling back to compile-time value!",
    ]),
  ]),
  // It builds one where the kernel has no BTF.
  ...speaking({strong: 'kernel-btf-not-built'}, [
    ...listOf('tracee', 'https://github.com/aquasecurity/tracee/blob/v0.8.3/builder/entrypoint.sh', [
      'Tracee needs to build its non-CORE eBPF object!',
    ]),
  ]),
  ...speaking({strong: 'kernel-config-missing-option'}, [
    ...listOf('runc', 'https://github.com/opencontainers/cgroups/blob/main/devices/ebpf_linux.go', [
      'bpf_prog_query(BPF_CGROUP_DEVICE) failed: %w',
    ]),
  ]),
  ...speaking({likely: 'kernel-config-missing-option'}, [
    ...listOf(
      'systemd',
      'https://github.com/systemd/systemd/blob/0cde65e263643cf00a6b29c3178c9a73724da812/src/core/ip-address-access.c',
      ['the local system does not support BPF/cgroup based firewalling'],
    ),
    ...listOf(
      'bpfloader',
      'https://github.com/LineageOS/android_system_bpf/blob/0156d6e2ba1e90eecbd9ef47bcb39c41dcc78e53/bpfloader/BpfLoader.cpp',
      ['CRITICAL FAILURE LOADING BPF PROGRAMS', "you're probably missing kernel options or patches"],
    ),
  ]),
  ...speaking({strong: 'clang-no-bpf-target'}, [
    ...listOf(
      'nix',
      'https://github.com/NixOS/nixpkgs/blob/master/pkgs/build-support/cc-wrapper/add-clang-cc-cflags-before.sh',
      ['argument to a nix-wrapped compiler may not work correctly'],
    ),
  ]),
  ...speaking({strong: 'conflicting-install-shadows'}, [
    ...listOf('llvm', `${llvm}/Support/CommandLine.cpp`, [
      "CommandLine Error: Option '%s' registered more than once!",
      'inconsistency in registered CommandLine options',
    ]),
  ]),
  ...speaking({certain: 'upstream-bug-upgrade'}, [
    ...listOf('llvm', `${llvm}/IR/LegacyPassManager.cpp`, ["Running pass '%s'"]),
    ...listOf('llvm', `${llvm}/Target/BPF/BPFISelDAGToDAG.cpp`, ['BPF DAG->DAG Pattern Instruction Selection']),
  ]),
  ...speaking({strong: 'llvm-tools-missing'}, [
    ...listOf('bpftrace', 'https://github.com/bpftrace/bpftrace/blob/v0.21.0/CMakeLists.txt', [
      'Unsupported LLVM version',
      'Only versions between %d and %d are supported',
    ]),
  ]),
  ...speaking({certain: 'target-arch-define-wrong'}, [
    ...listOf('libbpf', 'https://github.com/libbpf/libbpf/blob/v1.7.0/src/bpf_tracing.h', [
      'Must specify a BPF target arch via __TARGET_ARCH_xxx',
    ]),
  ]),
  ...speaking({certain: 'kernel-version-code-mismatch'}, [
    ...listOf('ply', 'https://github.com/iovisor/ply/blob/2.4.0/src/libply/libply.c', [
      'was ply built against the running kernel',
    ]),
  ]),
  ...speaking({strong: 'kernel-headers-missing'}, [
    ...listOf(
      'VirtualBox',
      'https://github.com/cyberus-technology/virtualbox-kvm/blob/baa237b0d2ed1d715b8163ff2839301771fd3ab8/src/VBox/Installer/linux/check_module_dependencies.sh',
      [
        'This system is currently not set up to build kernel modules',
        'Please install the Linux kernel "header" files matching the current kernel',
      ],
    ),
  ]),
  // It compiles one where none was built for this kernel.
  ...speaking({likely: 'kernel-headers-missing'}, [
    ...listOf('sysdig-probe-loader', 'https://github.com/draios/sysdig/blob/0.27.0/scripts/sysdig-probe-loader', [
      'Failure to find a BPF probe',
    ]),
  ]),
  ...speaking({certain: 'kernel-headers-version-mismatch'}, [
    ...listOf('needrestart', 'https://github.com/liske/needrestart/blob/master/perl/lib/NeedRestart/UI/stdio.pm', [
      'running kernel version is not the expected kernel version',
      'Pending kernel upgrade',
    ]),
  ]),
  ...speaking({certain: 'boot-partition-full'}, [
    ...listOf('initramfs-tools', 'https://sources.debian.org/src/initramfs-tools/0.142%2Bdeb12u3/mkinitramfs', [
      'mkinitramfs failure %s',
    ]),
    ...listOf('initramfs-tools', 'https://sources.debian.org/src/initramfs-tools/0.142%2Bdeb12u3/update-initramfs', [
      'update-initramfs: failed for %s',
    ]),
    ...listOf('lz4', 'https://github.com/lz4/lz4/blob/v1.9.4/programs/lz4io.c', [
      'Write error : cannot write compressed block',
    ]),
    ...listOf('mkinitcpio', 'https://github.com/archlinux/mkinitcpio/blob/v36/mkinitcpio', [
      'Image generation FAILED: %s',
    ]),
    ...listOf('mkinitcpio', 'https://github.com/archlinux/mkinitcpio/blob/v41/mkinitcpio', [
      'Initcpio image generation FAILED: %s',
    ]),
  ]),
  ...speaking({certain: 'dpkg-interrupted'}, [
    // rpm's database after a process of it has died: rpm 4.14 (lib/backend/db3.c) puts it behind "%s error(%d) from %s".
    ...listOf('Berkeley DB', 'https://github.com/berkeleydb/libdb/blob/master/src/common/db_err.c', [
      'DB_RUNRECOVERY: Fatal error, run database recovery',
    ]),
  ]),
  ...speaking({likely: 'glibc-too-old-for-binary'}, [
    ...listOf('bash', 'https://github.com/bminor/bash/blob/bash-5.2/execute_cmd.c', [
      '%s: cannot execute: required file not found',
    ]),
  ]),
  ...speaking({certain: 'sudo-needs-tty-or-nopasswd'}, [
    ...listOf('pkexec', 'https://github.com/polkit-org/polkit/blob/main/src/programs/pkexec.c', [
      'Error executing command as another user: Not authorized',
    ]),
  ]),
  ...speaking({strong: 'container-lacks-privileges'}, [
    ...listOf('sudo', 'https://github.com/sudo-project/sudo/blob/main/src/sudo.c', [
      'The "no new privileges" flag is set, which prevents sudo from running as root.',
    ]),
  ]),
  ...speaking({strong: 'apt-source-wrong-or-eol'}, [
    ...listOf(
      'add-apt-repository',
      'https://github.com/dci-extras-packaging/software-properties/blob/f9d5f7d4442e3e9349a14e76dfef174c0956607d/softwareproperties/ppa.py',
      ["Cannot add PPA: 'ppa:%s/%s'.", "ERROR: '{user}' user or team does not exist."],
    ),
  ]),
];
