import type {Facts} from '../../facts/facts.ts';

/** Whether packages are apt's here. An unreadable list counts as no. */
export const hasApt = ({packages: {managers}}: Facts): boolean =>
  managers.state === 'known' && managers.value.some((path) => path.endsWith('/apt-get'));
