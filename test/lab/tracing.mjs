import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';

/** Machine tests trace: as root, tracefs is mounted before the first of them, as systemd does at boot. Elsewhere they say what is missing. */
export default () => {
  const there = existsSync('/sys/kernel/tracing/events');
  if (there || process.getuid?.() !== 0) return;
  try {
    execFileSync('mount', ['-t', 'tracefs', 'nodev', '/sys/kernel/tracing'], {stdio: 'ignore'});
  } catch {
    // A kernel without it: test/lab/needs.ts tells.
  }
};
