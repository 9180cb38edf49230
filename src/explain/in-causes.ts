/** What the files of causes take, from one place. */

export {advise, asRoot, install} from '../remedies/remedy.ts';
export type {Cause} from './cause.ts';
export {
  definedForThisMachine,
  librariesBeforeObjects,
  recentLibbpfApi,
  renamedField,
  ubuntuOfSkeletons,
  wrapperWithoutSkeletons,
} from './evidence/building.ts';
export type {Evidence} from './evidence/evidence.ts';
export {helperLongKnown, helperOfAnotherType, helperTooNew, mapTooNew} from './evidence/helpers-named.ts';
export {isForeign} from './evidence/kernel-release.ts';
export {headersOfAnother, shipsBtf, worksOn} from './evidence/releases-named.ts';
export {tracepointIsMisspelt, tracingIsLeftOut, tracingOptionIsOff} from './evidence/tracing.ts';
export {verifier} from './messages/verifier.ts';
export {counted, endsWell, failsOtherwise, wentOnWithoutBtf} from './notes/fatal.ts';
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
