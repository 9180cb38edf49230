import {cleanLine} from '../../hosts/clean.ts';

/** What `bootctl list` tells of an entry. */
export interface ListedEntry {
  /** Its file's name, which set-default and set-oneshot take. */
  readonly id: string;
  /** Its file, for an entry of type 1: one with options of its own. */
  readonly file?: string;
  /** What kernel-install was told: `uname -r` of the kernel. */
  readonly version: string;
  /** Whether it boots next. */
  readonly isDefault: boolean;
}

/**
 * Reads the text of `bootctl list`: --json says nothing of the default before 253. An entry is a block of lines `name: value`;
 * the default's title ends in `(default)`, and newer ones put a remark behind the file.
 */
export const parseBootctlList = (text: string): readonly ListedEntry[] =>
  text.split(/\n\s*\n/).flatMap((block) => {
    const lines = block.split('\n').map((line) => line.trim());
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
    const id = field('id');
    if (!id) return [];
    const file = /^\/\S+\.conf(?=\s|$)/.exec(field('source'))?.[0];
    const isDefault = /\(default\)/.test(field('title'));
    return [{id, ...(file && {file}), version: field('version'), isDefault}];
  });

/** What an entry's file says, as far as a kernel's boot depends on it. Paths are those of the partition: `/TOKEN/RELEASE/linux`. */
export interface EntryFile {
  readonly linux: string;
  readonly initrds: readonly string[];
}

export const parseEntryFile = (text: string): EntryFile => {
  const lines = text.split('\n').map((line) => line.trimEnd().split(/\s+/));
  const all = (name: string) =>
    lines.flatMap(([key, value, ...more]) => (key === name && value && more.length === 0 ? [value] : []));
  return {linux: all('linux')[0] ?? '', initrds: all('initrd')};
};

/** Adds to the options of an entry's file, once. */
export const withOption = (text: string, option: string): string =>
  withoutOption(text, option).replace(/^options\s.*$/m, (line) => `${line.trimEnd()} ${option}`);

/** Takes an option that was added away again. */
export const withoutOption = (text: string, option: string): string =>
  text.replace(/^options\s.*$/m, (line) =>
    line.trimEnd().endsWith(` ${option}`) ? line.trimEnd().slice(0, -option.length - 1) : line,
  );

/** The text of an EFI variable as efivarfs gives it: four bytes of attributes, then UTF-16 with a zero at its end, which cleaning removes. */
export const efiText = (content: Buffer): string => cleanLine(content.subarray(4).toString('utf16le'));
