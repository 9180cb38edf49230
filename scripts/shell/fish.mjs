import {hostsCommand, isPath, topicsOf} from './commands.mjs';

const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const offer = ({takes, words}) => {
  if (!takes) return [];
  if (words) return ['-x', '-a', quote(words.join(' '))];
  if (takes === 'HOST') return ['-x', '-a', "'(__ebpf_hosts)'"];
  if (takes === 'RELEASE') return ['-x', '-a', "'(command ls /lib/modules 2>/dev/null)'"];
  return isPath(takes) ? ['-r', '-F'] : ['-x'];
};

/** The completion for fish, 3.0 and newer. */
export const fishCompletion = (commands) => {
  const topics = topicsOf(commands);
  const first = new Map(commands.map(({names, summary}) => [names[0], names.length > 1 ? '' : summary]));
  const lines = [...first].map(
    ([name, summary]) => `complete -c ebpf -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`,
  );
  for (const {names, summary, flags, args} of commands) {
    const [topic, sub] = names;
    const seen = [`__fish_seen_subcommand_from ${topic}`, ...(sub ? [`__fish_seen_subcommand_from ${sub}`] : [])];
    const when = quote(seen.join('; and '));
    if (sub) {
      const others = commands.filter(({names: [other]}) => other === topic).map(({names: [, name]}) => name);
      const open = quote(`${seen[0]}; and not __fish_seen_subcommand_from ${others.join(' ')}`);
      lines.push(`complete -c ebpf -n ${open} -f -a ${sub} -d ${quote(summary)}`);
    }
    for (const flag of flags)
      lines.push(
        [
          ...['complete -c ebpf -n', when, '-l', flag.name],
          ...(flag.char ? ['-s', flag.char] : []),
          ...[...offer(flag), '-d', quote(flag.summary)],
        ].join(' '),
      );
    for (const arg of args)
      if (arg.words || arg.takes === 'RELEASE')
        lines.push(`complete -c ebpf -n ${when} ${offer(arg).join(' ').replace('-x', '-f')}`);
  }
  const files = commands.filter(({args}) => args.some(({takes}) => isPath(takes))).map(({names: [name]}) => name);
  return `# Completion of ebpf for fish. Made from the program's own help.
function __ebpf_hosts; ${hostsCommand}; end
complete -c ebpf -n ${quote(`not __fish_seen_subcommand_from ${files.join(' ')}`)} -f
${lines.filter((line) => !topics.includes(line)).join('\n')}
`;
};
