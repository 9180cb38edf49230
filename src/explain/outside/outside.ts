import type {Evidence} from '../evidence/evidence.ts';
import {building} from './building.ts';
import {fetching} from './fetching.ts';
import {languages} from './languages.ts';
import type {Outside} from './row.ts';
import {running} from './running.ts';

const known: readonly Outside[] = [...fetching, ...running, ...languages, ...building];

/** What a text tells that is outside the list of causes; of several the first in the order of these tables. */
export const outsideTheList = (evidence: Evidence): Outside | undefined =>
  known.find(({messages, when}) => messages.test(evidence.text) && (when?.(evidence) ?? true));
