import {Flags} from '@oclif/core';
import type {HostReport} from '../../assess/report.ts';
import {policyFlag} from './policy.ts';
import {repeatable} from './repeatable.ts';

/** What counts for a verdict beside profiles and programs. */
export const verdictFlags = {
  require: Flags.string({description: 'Require this check. Repeatable.', ...repeatable, helpValue: 'ID'}),
  ignore: Flags.string({
    description: 'Report this check but exclude it from the verdict. Repeatable.',
    ...repeatable,
    helpValue: 'ID',
  }),
  only: Flags.string({
    description: 'Run only this check, and require it. Repeatable; the same as naming it.',
    ...repeatable,
    helpValue: 'ID',
  }),
  policy: policyFlag('Judge by'),
  baseline: Flags.string({
    description: 'Fail only on regressions since this report, saved with --format json.',
    helpValue: 'REPORT',
  }),
  strict: Flags.boolean({description: 'Exit 4 when a recommended check fails.'}),
};

/** What a baseline excuses; nothing without one. */
export const baselineOf = async (file: string | undefined): Promise<(hosts: HostReport[]) => HostReport[]> => {
  if (file === undefined) return (hosts) => hosts;
  const {sinceBaseline} = await import('../../assess/baseline.ts');
  const {readReport} = await import('../../assess/read-report.ts');
  const baseline = await readReport(file, 'baseline');
  return (hosts) => sinceBaseline(hosts, baseline, file);
};
