import {catalogue} from '../../src/checks/catalogue.ts';
import {profiles} from '../../src/profiles/catalogue.ts';
import {formatNames} from '../../src/reports/formats.ts';

/** The values that a completion can offer, by the name which the help gives them. */
export const words = {
  PROFILE: profiles.map(({name}) => name),
  ID: catalogue.map(({id}) => id),
  FORMAT: formatNames,
};
