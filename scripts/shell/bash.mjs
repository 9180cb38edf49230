import {hostsCommand, isPath, topicsOf} from './commands.mjs';

const list = (words) => words.join(' ');

/** What is offered for a value, as an argument of compgen; `''` where nothing is known. */
const offer = ({takes, words}) => {
  if (words) return `-W '${list(words)}'`;
  if (takes === 'HOST') return '-W "$(_ebpf_hosts)"';
  if (takes === 'RELEASE') return '-W "$(command ls /lib/modules 2>/dev/null)"';
  return isPath(takes) ? '-f' : '';
};

/** The completion for bash, 4.0 and newer, which needs no bash-completion package. */
export const bashCompletion = (commands) => {
  const topics = topicsOf(commands);
  const first = [...new Set(commands.map(({names}) => names[0])), 'help'];
  const cases = commands.map((command) => {
    const values = command.flags.filter(({takes}) => takes);
    const pattern = ({name, char}) => [...(char ? [`-${char}`] : []), `--${name}`].join('|');
    return [
      `    '${command.names.join(' ')}')`,
      `      flags='${list(command.flags.map(({name}) => `--${name}`))}'`,
      `      args=(${command.args.map(offer).filter(Boolean).join(' ')})`,
      '      case $prev in',
      ...values.map((flag) => `        ${pattern(flag)}) _ebpf_offer ${offer(flag)}; return ;;`),
      '      esac ;;',
    ].join('\n');
  });
  return `# Completion of ebpf for bash. Made from the program's own help.
_ebpf_hosts() { ${hostsCommand}; }
_ebpf_offer() {
  [ $# -gt 0 ] || return
  case $1 in -f) compopt -o filenames 2>/dev/null ;; esac
  mapfile -t COMPREPLY < <(compgen "$@" -- "$cur")
}
_ebpf() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} name='' flags='' i
  local -a args=()
  COMPREPLY=()
  # bash takes --flag=value for three words.
  if [ "$cur" = = ]; then cur=''; elif [ "$prev" = = ]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      -*) ;;
      *) case $name in
          '') name=\${COMP_WORDS[i]} ;;
          ${topics.join('|')}) name+=" \${COMP_WORDS[i]}"; break ;;
          help) name=''; continue ;;
          *) break ;;
        esac ;;
    esac
  done
  case $name in
    '') _ebpf_offer -W '${list([...first, '--help', '--version'])}'; return ;;
${topics.map((topic) => `    ${topic}) _ebpf_offer -W '${list(commands.filter(({names}) => names[0] === topic && names[1]).map(({names}) => names[1]))}'; return ;;`).join('\n')}
${cases.join('\n')}
  esac
  case $cur in
    -*) _ebpf_offer -W "$flags" ;;
    *) _ebpf_offer "\${args[@]}" ;;
  esac
}
complete -F _ebpf ebpf
`;
};
