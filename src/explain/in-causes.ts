/** What the files of causes take, from one place. */

export {advise, asRoot, install} from '../remedies/remedy.ts';
export type {Cause} from './cause.ts';
export {definedForThisMachine, librariesBeforeObjects, recentLibbpfApi} from './evidence/build-line.ts';
export {
  atLeast,
  type Evidence,
  fact,
  isBccTool,
  isOtherArch,
  isProduct,
  isVendorKernel,
  isX86,
  olderThan,
  text,
  toolOlderThan,
} from './evidence/evidence.ts';
export {headersOfAnother} from './evidence/headers-named.ts';
export {helperLongKnown, helperOfAnotherType, helperTooNew, mapTooNew} from './evidence/helpers-named.ts';
export {isForeign} from './evidence/kernel-release.ts';
export {worksOn} from './evidence/other-kernel.ts';
export {renamedField} from './evidence/renamed.ts';
export {shipsBtf} from './evidence/ships-btf.ts';
export {eventSystemIsUnknown, tracepointIsMisspelt} from './evidence/tracepoints.ts';
export {tracingIsLeftOut, tracingOptionIsOff} from './evidence/tracing-left-out.ts';
export {ubuntuOfSkeletons, wrapperWithoutSkeletons} from './evidence/ubuntu-bpftool.ts';
export {lockHeld} from './messages/packages.ts';
export {bcc} from './messages/tools.ts';
export {verifier} from './messages/verifier.ts';
export {endsWell, failsOtherwise, wentOnWithoutBtf} from './notes/fatal.ts';
export {alwaysHarmless} from './notes/remarks.ts';
export {either} from './phrases.ts';
export {anyOf} from './printed.ts';
export {
  loadDenied,
  missingProgram,
  outOfSupport,
  serverNotReached,
  symptoms,
  unmetBuildDependency,
} from './symptoms.ts';
export {withoutPackage} from './without-package.ts';
