// What completions and man pages are made of: the commands as oclif's manifest has them, with the words that their flags and arguments take.

/** Values of arguments, by name: what `takes` would be for a flag. */
const argumentKinds = {check: 'ID', id: 'ID', file: 'FILE', object: 'FILE', release: 'RELEASE'};

/**
 * A list of {id, names, summary, description, examples, flags, args}; a flag is {name, char, summary, takes, words, repeatable, group}.
 * `takes` is undefined for a flag without a value; `words` are the values that are known.
 */
export const commandsOf = (manifest, words) =>
  Object.entries(manifest.commands)
    .filter(([, command]) => !command.hidden)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, command]) => ({
      id,
      names: id.split(':'),
      summary: (command.summary ?? command.description ?? '').split('\n')[0],
      description: command.description ?? '',
      examples: (command.examples ?? []).map((each) => (typeof each === 'string' ? {command: each} : each)),
      strict: command.strict,
      args: Object.values(command.args).map(({name, required, description, options}) => ({
        ...{name, required, summary: description ?? ''},
        ...taken(argumentKinds[name], options, words),
      })),
      flags: [
        ...Object.values(command.flags)
          .filter(({hidden}) => !hidden)
          .flatMap((flag) => flagsOf(flag, words)),
        {name: 'help', summary: 'Show help.', group: 'GLOBAL'},
      ],
    }));

const flagsOf = (flag, words) => {
  const summary = flag.summary ?? flag.description ?? '';
  const value = flag.type === 'option' ? taken(flag.helpValue ?? 'VALUE', flag.options, words) : {};
  const one = {name: flag.name, char: flag.char, summary, repeatable: flag.multiple, group: flag.helpGroup, ...value};
  return flag.allowNo ? [one, {...one, name: `no-${flag.name}`, char: undefined}] : [one];
};

const taken = (takes, options, words) => ({takes: options?.join('|') ?? takes, words: options ?? words[takes]});

/** Groups of commands: the first words of commands with two. */
export const topicsOf = (commands) => [
  ...new Set(commands.filter(({names}) => names.length > 1).map(({names: [topic]}) => topic)),
];

/** Whether a value is a path. */
export const isPath = (takes) => ['FILE', 'DIR', 'FACTS', 'REPORT', 'TREE', 'OBJECT'].includes(takes);

/** Hosts that ssh knows by name, as a command of sh: the Host lines of the user's configuration and the system's, without patterns. */
export const hostsCommand = `awk 'tolower($1) == "host" { for (i = 2; i <= NF; i++) if ($i !~ /[*?!]/) print $i }' ~/.ssh/config /etc/ssh/ssh_config 2>/dev/null`;
