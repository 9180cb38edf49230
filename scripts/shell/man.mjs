// Man pages, of the same texts as --help. In man(7)'s macros, so that groff and mandoc show them.

/** Text for roff: a backslash, and a dot or quote at a line's start, would be commands. */
const roff = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

const bold = (text) => `\\fB${roff(text)}\\fR`;
const italic = (text) => `\\fI${roff(text)}\\fR`;

const head = (title, {version, date}) => `.TH ${title.toUpperCase()} 1 "${date}" "ebpf ${version}" "ebpf"`;

const item = (label, text) => `.TP\n${label}\n${roff(text) || '\\&'}`;

const flag = ({name, char, takes, summary}) => {
  const names = [...(char ? [bold(`-${char}`)] : []), bold(`--${name}`)].join(', ');
  return item(takes ? `${names} ${italic(takes)}` : names, summary);
};

const filled = (text) => text.replaceAll('<%= config.bin %>', 'ebpf').replaceAll('<%= command.id %>', '');

const example = ({description, command}) =>
  `.PP\n${description ? `${roff(filled(description))}:\n` : ''}.PP\n.RS 4\n.EX\n${roff(filled(command))}\n.EE\n.RE`;

const exits = [
  ['0', 'All that was asked for holds.'],
  ['1', 'Something required is missing, or a step failed.'],
  ['2', 'The command line or a file given to it is wrong.'],
  ['3', 'It could not be found out: a host was not reached, or what decides could not be read.'],
  ['4', 'Something recommended is missing, and --strict was given.'],
  ['5', 'All is done but a reboot, which was not asked for.'],
  ['70', 'A fault of ebpf itself.'],
];

const commonEnd = `.SH EXIT STATUS\n${exits.map(([code, text]) => item(code, text)).join('\n')}`;

/** The page of one command. */
export const commandPage = (command, about) => {
  const title = ['ebpf', ...command.names].join('-');
  const args = command.args.map(({name, required}) => (required ? italic(name) : `[${italic(name)}]`));
  return `${[
    head(title, about),
    `.SH NAME\n${roff(title)} \\- ${roff(command.summary)}`,
    `.SH SYNOPSIS\n${bold(['ebpf', ...command.names].join(' '))} [${italic('flags')}] ${args.join(' ')}${command.strict ? '' : '...'}`,
    ...(command.description && command.description !== command.summary
      ? [`.SH DESCRIPTION\n${roff(filled(command.description)).replaceAll('\n\n', '\n.PP\n')}`]
      : []),
    `.SH OPTIONS\n${command.flags.map(flag).join('\n')}`,
    ...(command.examples.length > 0 ? [`.SH EXAMPLES\n${command.examples.map(example).join('\n')}`] : []),
    commonEnd,
    `.SH SEE ALSO\n.BR ebpf (1), bpftool (8)`,
  ].join('\n')}\n`;
};

/** The page of the program. */
export const programPage = (commands, about) =>
  `${[
    head('ebpf', about),
    `.SH NAME\nebpf \\- ${roff(about.description)}`,
    `.SH SYNOPSIS\n${bold('ebpf')} ${italic('command')} [${italic('flags')}]`,
    `.SH COMMANDS\n${commands.map(({names, summary}) => item(bold(names.join(' ')), summary)).join('\n')}`,
    commonEnd,
    `.SH SEE ALSO\n.nh\n${commands.map(({names}) => `.BR ${roff(['ebpf', ...names].join('-'))} (1)`).join(',\n')}`,
  ].join('\n')}\n`;
