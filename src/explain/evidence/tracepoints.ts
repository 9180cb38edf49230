import type {Evidence} from './evidence.ts';
import {syscalls} from './syscalls.ts';

const syscallEvent = /\bsyscalls[/:]+([\w*]+)/i;

/** The text names a tracepoint of a system call that Linux does not have: `sys_enter_execvee`. */
export function tracepointIsMisspelt({text}: Evidence): boolean {
  const event = syscallEvent.exec(text)?.[1];
  if (!event || event.includes('*')) return false;
  const call = /^sys_(?:enter|exit)_(\w+)$/.exec(event)?.[1];
  return call === undefined || !syscalls.has(call);
}
