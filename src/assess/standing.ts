import type {Finding} from './report.ts';

/**
 * How a finding counts: `failed` and `unknown` decide the exit code; `noted` is a failure or an unknown that only informs.
 * Every format draws its line between red and green here.
 */
export type Standing = 'passed' | 'failed' | 'unknown' | 'noted' | 'skipped';

/** `strict` is the report's: it lets failing recommended checks count. */
export const standingOf = (
  {verdict, severity}: Pick<Finding, 'verdict' | 'severity'>,
  {strict = false}: {readonly strict?: boolean} = {},
): Standing => {
  switch (verdict) {
    case 'pass':
      return 'passed';
    case 'skip':
      return 'skipped';
    case 'fail':
      return severity === 'required' || (strict && severity === 'recommended') ? 'failed' : 'noted';
    case 'unknown':
      return severity === 'required' ? 'unknown' : 'noted';
  }
};

/** Whether a finding keeps the exit code from being 0. */
export const isInTheWay = (...finding: Parameters<typeof standingOf>): boolean => {
  const standing = standingOf(...finding);
  return standing === 'failed' || standing === 'unknown';
};
