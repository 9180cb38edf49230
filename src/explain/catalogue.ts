// Written by `npm run docs` from the names of the files in causes/.
import type {Cause} from './cause.ts';
import {aptHeldBrokenPackages} from './causes/apt-held-broken-packages.ts';
import {aptIndexStale} from './causes/apt-index-stale.ts';
import {aptLockHeld} from './causes/apt-lock-held.ts';
import {aptSourceWrongOrEol} from './causes/apt-source-wrong-or-eol.ts';
import {archLacksBpfFeature} from './causes/arch-lacks-bpf-feature.ts';
import {asmHeadersNotOnBpfIncludePath} from './causes/asm-headers-not-on-bpf-include-path.ts';
import {attachTargetMissing} from './causes/attach-target-missing.ts';
import {bccTooOld} from './causes/bcc-too-old.ts';
import {benignWarningNotAFailure} from './causes/benign-warning-not-a-failure.ts';
import {bootPartitionFull} from './causes/boot-partition-full.ts';
import {bpfCHeadersMissingOrOld} from './causes/bpf-c-headers-missing-or-old.ts';
import {bpfLsmNotActive} from './causes/bpf-lsm-not-active.ts';
import {bpfObjectFormatRejected} from './causes/bpf-object-format-rejected.ts';
import {bpftoolMissing} from './causes/bpftool-missing.ts';
import {bpftoolTooOld} from './causes/bpftool-too-old.ts';
import {bpftoolWrapperKernelMismatch} from './causes/bpftool-wrapper-kernel-mismatch.ts';
import {cgroup2NotAvailable} from './causes/cgroup2-not-available.ts';
import {clangMissing} from './causes/clang-missing.ts';
import {clangNoBpfTarget} from './causes/clang-no-bpf-target.ts';
import {clangTooOld} from './causes/clang-too-old.ts';
import {compileFlagsWrong} from './causes/compile-flags-wrong.ts';
import {conflictingInstallShadows} from './causes/conflicting-install-shadows.ts';
import {containerLacksPrivileges} from './causes/container-lacks-privileges.ts';
import {containerRuntimePolicy} from './causes/container-runtime-policy.ts';
import {coreReloTargetMissing} from './causes/core-relo-target-missing.ts';
import {dpkgInterrupted} from './causes/dpkg-interrupted.ts';
import {glibcTooOldForBinary} from './causes/glibc-too-old-for-binary.ts';
import {kallsymsRestricted} from './causes/kallsyms-restricted.ts';
import {kernelBtfNotBuilt} from './causes/kernel-btf-not-built.ts';
import {kernelConfigMissingOption} from './causes/kernel-config-missing-option.ts';
import {kernelConfigMissingTracing} from './causes/kernel-config-missing-tracing.ts';
import {kernelHeadersMissing} from './causes/kernel-headers-missing.ts';
import {kernelHeadersVersionMismatch} from './causes/kernel-headers-version-mismatch.ts';
import {kernelLockdown} from './causes/kernel-lockdown.ts';
import {kernelTooOldForHelperOrMap} from './causes/kernel-too-old-for-helper-or-map.ts';
import {kernelTooOldForProgramOrVerifier} from './causes/kernel-too-old-for-program-or-verifier.ts';
import {kernelVersionCodeMismatch} from './causes/kernel-version-code-mismatch.ts';
import {kheadersExtractionFailed} from './causes/kheaders-extraction-failed.ts';
import {kprobeTargetGoneOrInlined} from './causes/kprobe-target-gone-or-inlined.ts';
import {legacyLibbpfApi} from './causes/legacy-libbpf-api.ts';
import {libbpfBpftoolSkeletonSkew} from './causes/libbpf-bpftool-skeleton-skew.ts';
import {libc32bitHeadersPulledIn} from './causes/libc-32bit-headers-pulled-in.ts';
import {libelfZlibDevMissingOrOld} from './causes/libelf-zlib-dev-missing-or-old.ts';
import {llvmCodegenVerifierRejection} from './causes/llvm-codegen-verifier-rejection.ts';
import {llvmToolsMissing} from './causes/llvm-tools-missing.ts';
import {loaderTooOldForKernelBtf} from './causes/loader-too-old-for-kernel-btf.ts';
import {lsmPolicyDenied} from './causes/lsm-policy-denied.ts';
import {mainlineKernelDebDependency} from './causes/mainline-kernel-deb-dependency.ts';
import {memlockRlimitTooLow} from './causes/memlock-rlimit-too-low.ts';
import {moduleBtfMismatch} from './causes/module-btf-mismatch.ts';
import {moduleBtfNotAvailable} from './causes/module-btf-not-available.ts';
import {noDistroPackageForRunningKernel} from './causes/no-distro-package-for-running-kernel.ts';
import {notRootOrMissingCaps} from './causes/not-root-or-missing-caps.ts';
import {outdatedBuildInstructions} from './causes/outdated-build-instructions.ts';
import {outputTruncated} from './causes/output-truncated.ts';
import {paholeMissing} from './causes/pahole-missing.ts';
import {paholeVersionIncompatible} from './causes/pahole-version-incompatible.ts';
import {perfEventParanoid} from './causes/perf-event-paranoid.ts';
import {pinPathNotOnBpffs} from './causes/pin-path-not-on-bpffs.ts';
import {programLicenseMissing} from './causes/program-license-missing.ts';
import {rustBpfLinkerLlvmSkew} from './causes/rust-bpf-linker-llvm-skew.ts';
import {sourceSubmodulesMissing} from './causes/source-submodules-missing.ts';
import {sshHostKeyChanged} from './causes/ssh-host-key-changed.ts';
import {sudoNeedsTtyOrNopasswd} from './causes/sudo-needs-tty-or-nopasswd.ts';
import {targetArchDefineWrong} from './causes/target-arch-define-wrong.ts';
import {toolBuiltWithoutFeature} from './causes/tool-built-without-feature.ts';
import {tracePipeBusy} from './causes/trace-pipe-busy.ts';
import {tracefsNotMounted} from './causes/tracefs-not-mounted.ts';
import {unprivilegedBpfDisabled} from './causes/unprivileged-bpf-disabled.ts';
import {unsignedKernelSecureBoot} from './causes/unsigned-kernel-secure-boot.ts';
import {upstreamBugUpgrade} from './causes/upstream-bug-upgrade.ts';
import {vendorBackportVersionMismatch} from './causes/vendor-backport-version-mismatch.ts';
import {verifierRejectedProgram} from './causes/verifier-rejected-program.ts';
import {vmlinuxHWrongOrMissing} from './causes/vmlinux-h-wrong-or-missing.ts';
import {xdpDriverOrNicLimit} from './causes/xdp-driver-or-nic-limit.ts';
import type {Label} from './label.ts';

export const catalogue: Readonly<Record<Label, Cause>> = {
  'apt-held-broken-packages': aptHeldBrokenPackages,
  'apt-index-stale': aptIndexStale,
  'apt-lock-held': aptLockHeld,
  'apt-source-wrong-or-eol': aptSourceWrongOrEol,
  'arch-lacks-bpf-feature': archLacksBpfFeature,
  'asm-headers-not-on-bpf-include-path': asmHeadersNotOnBpfIncludePath,
  'attach-target-missing': attachTargetMissing,
  'bcc-too-old': bccTooOld,
  'benign-warning-not-a-failure': benignWarningNotAFailure,
  'boot-partition-full': bootPartitionFull,
  'bpf-c-headers-missing-or-old': bpfCHeadersMissingOrOld,
  'bpf-lsm-not-active': bpfLsmNotActive,
  'bpf-object-format-rejected': bpfObjectFormatRejected,
  'bpftool-missing': bpftoolMissing,
  'bpftool-too-old': bpftoolTooOld,
  'bpftool-wrapper-kernel-mismatch': bpftoolWrapperKernelMismatch,
  'cgroup2-not-available': cgroup2NotAvailable,
  'clang-missing': clangMissing,
  'clang-no-bpf-target': clangNoBpfTarget,
  'clang-too-old': clangTooOld,
  'compile-flags-wrong': compileFlagsWrong,
  'conflicting-install-shadows': conflictingInstallShadows,
  'container-lacks-privileges': containerLacksPrivileges,
  'container-runtime-policy': containerRuntimePolicy,
  'core-relo-target-missing': coreReloTargetMissing,
  'dpkg-interrupted': dpkgInterrupted,
  'glibc-too-old-for-binary': glibcTooOldForBinary,
  'kallsyms-restricted': kallsymsRestricted,
  'kernel-btf-not-built': kernelBtfNotBuilt,
  'kernel-config-missing-option': kernelConfigMissingOption,
  'kernel-config-missing-tracing': kernelConfigMissingTracing,
  'kernel-headers-missing': kernelHeadersMissing,
  'kernel-headers-version-mismatch': kernelHeadersVersionMismatch,
  'kernel-lockdown': kernelLockdown,
  'kernel-too-old-for-helper-or-map': kernelTooOldForHelperOrMap,
  'kernel-too-old-for-program-or-verifier': kernelTooOldForProgramOrVerifier,
  'kernel-version-code-mismatch': kernelVersionCodeMismatch,
  'kheaders-extraction-failed': kheadersExtractionFailed,
  'kprobe-target-gone-or-inlined': kprobeTargetGoneOrInlined,
  'legacy-libbpf-api': legacyLibbpfApi,
  'libbpf-bpftool-skeleton-skew': libbpfBpftoolSkeletonSkew,
  'libc-32bit-headers-pulled-in': libc32bitHeadersPulledIn,
  'libelf-zlib-dev-missing-or-old': libelfZlibDevMissingOrOld,
  'llvm-codegen-verifier-rejection': llvmCodegenVerifierRejection,
  'llvm-tools-missing': llvmToolsMissing,
  'loader-too-old-for-kernel-btf': loaderTooOldForKernelBtf,
  'lsm-policy-denied': lsmPolicyDenied,
  'mainline-kernel-deb-dependency': mainlineKernelDebDependency,
  'memlock-rlimit-too-low': memlockRlimitTooLow,
  'module-btf-mismatch': moduleBtfMismatch,
  'module-btf-not-available': moduleBtfNotAvailable,
  'no-distro-package-for-running-kernel': noDistroPackageForRunningKernel,
  'not-root-or-missing-caps': notRootOrMissingCaps,
  'outdated-build-instructions': outdatedBuildInstructions,
  'output-truncated': outputTruncated,
  'pahole-missing': paholeMissing,
  'pahole-version-incompatible': paholeVersionIncompatible,
  'perf-event-paranoid': perfEventParanoid,
  'pin-path-not-on-bpffs': pinPathNotOnBpffs,
  'program-license-missing': programLicenseMissing,
  'rust-bpf-linker-llvm-skew': rustBpfLinkerLlvmSkew,
  'source-submodules-missing': sourceSubmodulesMissing,
  'ssh-host-key-changed': sshHostKeyChanged,
  'sudo-needs-tty-or-nopasswd': sudoNeedsTtyOrNopasswd,
  'target-arch-define-wrong': targetArchDefineWrong,
  'tool-built-without-feature': toolBuiltWithoutFeature,
  'trace-pipe-busy': tracePipeBusy,
  'tracefs-not-mounted': tracefsNotMounted,
  'unprivileged-bpf-disabled': unprivilegedBpfDisabled,
  'unsigned-kernel-secure-boot': unsignedKernelSecureBoot,
  'upstream-bug-upgrade': upstreamBugUpgrade,
  'vendor-backport-version-mismatch': vendorBackportVersionMismatch,
  'verifier-rejected-program': verifierRejectedProgram,
  'vmlinux-h-wrong-or-missing': vmlinuxHWrongOrMissing,
  'xdp-driver-or-nic-limit': xdpDriverOrNicLimit,
};
