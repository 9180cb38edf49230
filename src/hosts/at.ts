import type {Host} from './host.ts';
import {quote} from './quote.ts';

/** What follows a command of ours in an advice, so that it is run where it is meant: nothing for this machine. */
export const at = ({name, local}: Pick<Host, 'name' | 'local'>): string => (local ? '' : atName(name));

/** The same by the name of a host alone. */
export const atName = (name: string): string => (name === 'localhost' ? '' : ` --remote ${quote(name)}`);
