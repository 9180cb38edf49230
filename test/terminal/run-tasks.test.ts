import {displayOn} from '../../src/terminal/run-tasks.ts';

const terminal = {isTTY: true, columns: 80};
const unicode = {unicode: true};
const xterm = {TERM: 'xterm'};

test.each([
  ['a terminal', terminal, unicode, xterm, 'live'],
  ['no terminal', {}, unicode, xterm, 'lines'],
  ['a serial console that does not know its width', {isTTY: true, columns: 0}, unicode, {TERM: 'vt220'}, 'lines'],
  ['a terminal without UTF-8', terminal, {unicode: false}, xterm, 'lines'],
  ['one whose cursor can not be moved', terminal, unicode, {TERM: 'dumb'}, 'lines'],
] as const)('on %s', (_, stream, style, environment, display) =>
  expect(displayOn(stream, style, environment)).toBe(display),
);
