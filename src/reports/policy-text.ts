import {cleanLine} from '../hosts/clean.ts';
import type {Demand, PolicyOfHost} from '../policy/demands.ts';
import {paint, type Style} from '../terminal/style.ts';

/** What holds for a host as a person reads it: each demand with who makes it. */
export const policyText = (found: PolicyOfHost, style: Style): string => {
  const {policy, host, groups, profiles, required, recommended, ignored} = found;
  const width = Math.max(0, ...[...required, ...recommended, ...ignored].map(({check}) => check.length));
  const section = (title: string, demands: readonly Demand[]): string[] =>
    demands.length === 0
      ? []
      : ['', paint(title, 'strong', style), ...demands.map((demand) => demandText(demand, width, style))];
  return [
    `${paint(host, 'strong', style)} is judged by ${policy ?? 'no policy'}, as ${profiles.join(', ')}`,
    ...(groups.length > 0 ? [`It belongs to ${cleanLine(groups.join(', '))}`] : []),
    ...section('Required', required),
    ...section('Recommended', recommended),
    ...section('Ignored', ignored),
  ].join('\n');
};

const demandText = ({check, title, origin, ignored}: Demand, width: number, style: Style): string => {
  const until = ignored?.until === undefined ? '' : ` until ${ignored.until}`;
  const why = ignored ? `${ignored.reason}${until}; ${ignored.origin}` : origin.join(', ');
  const name = check.startsWith('policy.') ? ` (${title})` : '';
  return `  ${check.padEnd(width)}  ${paint(why, 'muted', style)}${name}`;
};
