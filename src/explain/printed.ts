import type {Message} from './message.ts';

/** A placeholder: of C and Go, of clang (`%select{a|b}0`, `%q0`, `%0`), of Rust and C++. */
const placeholder =
  /%%|%select\{([^{}]*)\}\d|%(?:[a-z]+)?\d(?![\d.*lh]*[a-z])|%[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh?|ll?|[jztL])?[a-zA-Z]|\{[\w:#?]*\}/g;

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll('\n', '\\n');

/** Characters that a placeholder of text may become: no tool fills in more, and what a pattern tries stays bounded. */
const longest = 200;

/** Of a number, or of one character. */
const isNumber = (whole: string): boolean => /^%.*[diuxXoc]$/.test(whole);

/** What a placeholder becomes, by its letter and by what stands around it: a quoted word holds no such quote. */
const slot = (whole: string, before: string, after: string): string => {
  if (isNumber(whole)) return whole.endsWith('c') ? '.' : '-?\\w+';
  if (/['"`]/.test(before) && before === after) return `[^${before}\\n]{0,${longest}}`;
  return after === '' ? '' : `[^\\n]{0,${longest}}?`;
};

/** The expression for all that a format string can become. One function for every tool: no message has an expression of its own. */
export const printed = (format: string): string => {
  // A message of libbpf is none of bpf's.
  let source = /^\w/.test(format) ? '\\b' : '';
  let from = 0;
  for (const match of format.matchAll(placeholder)) {
    const [whole, choices] = match;
    source += literally(format.slice(from, match.index));
    from = match.index + whole.length;
    if (whole === '%%') source += '%';
    else if (choices !== undefined) source += `(?:${choices.split('|').map(literally).join('|')})`;
    // Whatever a text begins with, the expression may begin behind it.
    else if (match.index > 0 || isNumber(whole))
      source += slot(whole, format[match.index - 1] ?? '', format[from] ?? '');
  }
  return source + literally(format.slice(from));
};

/** What it could print: the format string with plain values. */
export const example = ({format}: Pick<Message, 'format'>): string =>
  format.replace(placeholder, (whole, choices?: string) => {
    if (whole === '%%') return '%';
    if (choices !== undefined) return choices.split('|')[0] ?? '';
    return /[diu]$/.test(whole) && whole.startsWith('%') ? '7' : /[xXp]$/.test(whole) ? '1f' : 'name';
  });

/** An errno in the ways that C, Go, Rust and the newer libbpf write it. */
const errnos = {
  EPERM: 'Operation not permitted|-?EPERM\\b|-1\\b|os error 1\\b',
  EACCES: 'Permission denied|-?EACCES\\b|-13\\b|os error 13\\b',
  ENOENT: 'No such file or directory|-?ENOENT\\b|-2\\b|os error 2\\b',
  ENOMEM: 'Cannot allocate memory|-?ENOMEM\\b|-12\\b|os error 12\\b',
} as const;

/** Some messages with this errno in their last placeholder; below those that end otherwise, where Rust lists what caused them. */
export const failing = (errno: keyof typeof errnos, ...messages: readonly Message[]): RegExp =>
  new RegExp(
    messages
      .map(({format}) => {
        const before = format.replace(/%[sw]$/, '');
        const between = before === format ? `(?:[^\\n]{0,${longest}}\\n){0,4}?[^\\n]{0,${longest}}?` : '';
        return `${printed(before)}${between}(?:${errnos[errno]})`;
      })
      .join('|'),
    'im',
  );

/** Any of some messages, as tools print them; versions differ in case. */
export const anyOf = (...messages: readonly Message[]): RegExp =>
  new RegExp(messages.map(({format}) => printed(format)).join('|'), 'im');
