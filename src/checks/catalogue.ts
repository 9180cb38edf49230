// Written by `npm run docs` from the files in the folders here, in the order of groups.ts and of their own `after`.
import aptBroken from './apt/broken.ts';
import aptLock from './apt/lock.ts';
import aptSources from './apt/sources.ts';
import btfModules from './btf/modules.ts';
import btfPaholeBuiltWith from './btf/pahole-built-with.ts';
import btfVmlinux from './btf/vmlinux.ts';
import type {Check} from './check.ts';
import diskKernelTree from './disk/kernel-tree.ts';
import diskRoot from './disk/root.ts';
import envWsl2 from './env/wsl2.ts';
import featureFeatures from './feature/features.ts';
import fsBpffs from './fs/bpffs.ts';
import fsCgroup2 from './fs/cgroup2.ts';
import fsSysReadonly from './fs/sys-readonly.ts';
import fsTracefs from './fs/tracefs.ts';
import hdrKernelHeaders from './hdr/kernel-headers.ts';
import hdrKernelSource from './hdr/kernel-source.ts';
import hdrPresent from './hdr/present.ts';
import hdrSameRelease from './hdr/same-release.ts';
import hostEnvironment from './host/environment.ts';
import hostOs from './host/os.ts';
import kconfigBpfJit from './kconfig/bpf-jit.ts';
import kconfigBpfLsm from './kconfig/bpf-lsm.ts';
import kconfigBpfSyscall from './kconfig/bpf-syscall.ts';
import kconfigDebugInfo from './kconfig/debug-info.ts';
import kconfigKprobes from './kconfig/kprobes.ts';
import kconfigReadable from './kconfig/readable.ts';
import kconfigRows from './kconfig/rows.ts';
import kconfigSchedExt from './kconfig/sched-ext.ts';
import kconfigSyscallTracepoints from './kconfig/syscall-tracepoints.ts';
import kconfigTracepoints from './kconfig/tracepoints.ts';
import kconfigUprobes from './kconfig/uprobes.ts';
import kernelDefaultFollowsUpdates from './kernel/default-follows-updates.ts';
import kernelRunningVsInstalled from './kernel/running-vs-installed.ts';
import kernelVersion from './kernel/version.ts';
import limitMemlock from './limit/memlock.ts';
import privBounding from './priv/bounding.ts';
import privEffective from './priv/effective.ts';
import privSeccomp from './priv/seccomp.ts';
import privUserns from './priv/userns.ts';
import securityLockdown from './security/lockdown.ts';
import securitySecureBoot from './security/secure-boot.ts';
import sysctlFtraceEnabled from './sysctl/ftrace-enabled.ts';
import sysctlJitHarden from './sysctl/jit-harden.ts';
import sysctlKptrRestrict from './sysctl/kptr-restrict.ts';
import sysctlPerfParanoid from './sysctl/perf-paranoid.ts';
import sysctlUnprivilegedBpf from './sysctl/unprivileged-bpf.ts';
import toolAsmTypesH from './tool/asm-types-h.ts';
import toolAya from './tool/aya.ts';
import toolBpfLinker from './tool/bpf-linker.ts';
import toolBpftool from './tool/bpftool.ts';
import toolBpftoolReadsBtf from './tool/bpftool-reads-btf.ts';
import toolBpftrace from './tool/bpftrace.ts';
import toolCc from './tool/cc.ts';
import toolCiliumEbpf from './tool/cilium-ebpf.ts';
import toolClang from './tool/clang.ts';
import toolClangBpfTarget from './tool/clang-bpf-target.ts';
import toolClangVsKernelIsa from './tool/clang-vs-kernel-isa.ts';
import toolCompileRows from './tool/compile-rows.ts';
import toolGcc from './tool/gcc.ts';
import toolGit from './tool/git.ts';
import toolGo from './tool/go.ts';
import toolIp from './tool/ip.ts';
import toolKernelBuild from './tool/kernel-build.ts';
import toolLibbpfDev from './tool/libbpf-dev.ts';
import toolLibbpfRs from './tool/libbpf-rs.ts';
import toolLibbpfVersions from './tool/libbpf-versions.ts';
import toolLibc from './tool/libc.ts';
import toolLibelf from './tool/libelf.ts';
import toolLibelfRuntime from './tool/libelf-runtime.ts';
import toolLlvm from './tool/llvm.ts';
import toolMake from './tool/make.ts';
import toolOpenssl from './tool/openssl.ts';
import toolPahole from './tool/pahole.ts';
import toolPython3Bpfcc from './tool/python3-bpfcc.ts';
import toolRust from './tool/rust.ts';
import toolZlib from './tool/zlib.ts';

/** Every check, in the order in which reports show them: from what only another kernel mends to what a package mends. */
export const catalogue: readonly Check[] = [
  hostOs,
  hostEnvironment,
  envWsl2,
  kernelVersion,
  kernelRunningVsInstalled,
  kernelDefaultFollowsUpdates,
  btfVmlinux,
  btfModules,
  btfPaholeBuiltWith,
  kconfigReadable,
  kconfigBpfSyscall,
  kconfigBpfJit,
  kconfigDebugInfo,
  kconfigTracepoints,
  kconfigSyscallTracepoints,
  kconfigKprobes,
  kconfigUprobes,
  ...kconfigRows,
  kconfigBpfLsm,
  kconfigSchedExt,
  ...featureFeatures,
  privEffective,
  privUserns,
  privBounding,
  privSeccomp,
  limitMemlock,
  sysctlUnprivilegedBpf,
  sysctlPerfParanoid,
  sysctlKptrRestrict,
  sysctlFtraceEnabled,
  sysctlJitHarden,
  securityLockdown,
  securitySecureBoot,
  fsTracefs,
  fsBpffs,
  fsCgroup2,
  fsSysReadonly,
  toolClang,
  toolClangBpfTarget,
  toolClangVsKernelIsa,
  toolLlvm,
  toolBpftool,
  toolBpftoolReadsBtf,
  toolPahole,
  toolCc,
  toolGcc,
  toolLibc,
  toolMake,
  toolGit,
  toolLibbpfDev,
  toolLibbpfVersions,
  toolLibelf,
  toolZlib,
  toolLibelfRuntime,
  toolAsmTypesH,
  ...toolCompileRows,
  toolOpenssl,
  toolKernelBuild,
  toolPython3Bpfcc,
  toolBpftrace,
  toolIp,
  toolGo,
  toolCiliumEbpf,
  toolRust,
  toolLibbpfRs,
  toolAya,
  toolBpfLinker,
  hdrPresent,
  hdrKernelHeaders,
  hdrSameRelease,
  hdrKernelSource,
  aptLock,
  aptBroken,
  aptSources,
  diskRoot,
  diskKernelTree,
];
