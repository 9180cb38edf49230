import {cleanLine} from '../../hosts/clean.ts';

/** What apt tells about how far it is. */
export interface AptStatus {
  readonly kind: 'dlstatus' | 'pmstatus';
  readonly percent: number;
  readonly text: string;
}

/** A line of APT::Status-Fd: `pmstatus:clang:40.0:Installing clang (amd64)`. The package may hold colons itself (`libc6:amd64`). */
export const parseStatus = (line: string): AptStatus | undefined => {
  const match = /^(dlstatus|pmstatus):[^:]*(?::[a-z0-9-]+)?:(\d+(?:\.\d+)?):(.*)$/.exec(line);
  return match
    ? {kind: match[1] as AptStatus['kind'], percent: Number(match[2]), text: cleanLine(match[3] ?? '')}
    : undefined;
};

/** What else was printed. apt writes into what dpkg has begun to say: `dpkg: dependency problems prevent configuration of clang:pmerror:...`. */
export const withoutStatus = (text: string): string =>
  text.replace(/(?:dl|pm)(?:status|error):[^\s:]{1,200}(?::[a-z0-9-]{1,20})?:\d{1,3}(?:\.\d{1,9})?:.*/g, '');
