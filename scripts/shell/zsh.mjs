import {hostsCommand, isPath, topicsOf} from './commands.mjs';

/** Text inside single quotes of a specification for _arguments or _describe. */
const plain = (text) => text.replaceAll("'", '’').replace(/[[\]:\\]/g, (sign) => `\\${sign}`);

const action = ({takes, words}) => {
  if (words) return `(${words.join(' ')})`;
  if (takes === 'HOST') return '_ebpf_hosts';
  if (takes === 'RELEASE') return '_path_files -W /lib/modules';
  return isPath(takes) ? '_files' : ' ';
};

const flagSpecs = ({name, char, summary, takes, words, repeatable}) => {
  const value = takes ? `:${plain(words ? name : takes)}:${action({takes, words})}` : '';
  return [`--${name}${takes ? '=' : ''}`, ...(char ? [`-${char}`] : [])].map(
    (flag) => `'${repeatable ? '*' : ''}${flag}[${plain(summary)}]${value}'`,
  );
};

const described = (pairs) => pairs.map(([name, summary]) => `'${name}:${plain(summary)}'`).join(' ');

/** The completion for zsh, 5.0 and newer. */
export const zshCompletion = (commands) => {
  const topics = topicsOf(commands);
  const first = new Map(commands.map(({names, summary}) => [names[0], names.length > 1 ? '' : summary]));
  const cases = commands.map(({names, flags, args, strict}) => {
    const words = args.map((arg) => `'${strict ? '' : '*'}:${arg.name}:${action(arg)}'`);
    return `    '${names.join(' ')}') _arguments ${[...flags.flatMap(flagSpecs), ...words].join(' \\\n      ')} ;;`;
  });
  const subcommands = topics.map((topic) => {
    const subs = commands.filter(({names}) => names[0] === topic);
    return `    ${topic}) local -a subs=(${described(subs.map(({names, summary}) => [names[1], summary]))}); _describe command subs ;;`;
  });
  return `#compdef ebpf
# Completion of ebpf for zsh. Made from the program's own help.
_ebpf_hosts() { local -a hosts=(\${(f)"$(${hostsCommand})"}); _describe host hosts }
_ebpf() {
  local name=\${words[2]}
  if (( CURRENT == 2 )); then
    local -a commands=(${described([...first])})
    _describe command commands
    return
  fi
  if [[ $name == (${topics.join('|')}) ]] && (( CURRENT > 3 )); then name+=" \${words[3]}"; shift words; (( CURRENT-- )); fi
  shift words; (( CURRENT-- ))
  case $name in
${[...subcommands, ...cases].join('\n')}
  esac
}
_ebpf "$@"
`;
};
