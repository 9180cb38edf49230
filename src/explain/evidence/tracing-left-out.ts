import {type Evidence, text} from './evidence.ts';

/** `bcm2711_defconfig` and its sisters build kprobes in, and neither FTRACE_SYSCALLS nor UPROBE_EVENTS. */
const raspberryPi = /rpt-rpi|-v[678]l?\+/;

/** What was asked for are events that the vendor of this small kernel leaves out. */
export const tracingIsLeftOut = (evidence: Evidence): boolean =>
  raspberryPi.test(evidence.kernel?.release ?? '') &&
  text(evidence, /uprobe|events\/syscalls|syscalls[:/]sys_(enter|exit)_/i);
