/** A flag as a completion script needs it. */
export interface CompletableFlag {
  readonly name: string;
  readonly char?: string;
  /** The words it takes, where they are a closed set. */
  readonly options?: readonly string[];
  readonly summary: string;
}

/** A command as a completion script needs it. */
export interface CompletableCommand {
  /** `pki create` */
  readonly path: string;
  readonly summary: string;
  readonly flags: readonly CompletableFlag[];
}

export const completionShells = ['bash', 'zsh', 'fish'] as const;
export type CompletionShell = (typeof completionShells)[number];

/** The words that may follow each topic, by the path of the topic; the empty path is the program itself. */
function children(commands: readonly CompletableCommand[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { path } of commands) {
    const words = path.split(' ');
    words.forEach((word, i) => {
      const parent = words.slice(0, i).join(' ');
      found.set(parent, (found.get(parent) ?? new Set()).add(word));
    });
  }
  return new Map([...found].map(([parent, words]) => [parent, [...words].sort()]));
}

function bash(bin: string, commands: readonly CompletableCommand[]): string {
  const topics = children(commands);
  const paths = [...new Set([...topics.keys(), ...commands.map((c) => c.path)])].filter((p) => p !== '').sort();
  const flagWords = (command: CompletableCommand) => command.flags.map((f) => `--${f.name}`).join(' ');
  const options = new Map(
    commands
      .flatMap((command) => command.flags)
      .filter((flag) => flag.options !== undefined)
      .map((flag) => [
        [`--${flag.name}`, ...(flag.char === undefined ? [] : [`-${flag.char}`])].join('|'),
        flag.options,
      ]),
  );
  const word = [...topics].map(([path, words]) => `    "${path}") words="${words.join(' ')}" ;;`);
  const flags = commands.map((command) => `    "${command.path}") words="${flagWords(command)}" ;;`);
  return `# bash completion for ${bin}. Load it with: source <(${bin} completion bash)
_${bin}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path="" next words=""
  local -a known=(${paths.map((path) => `"${path}"`).join(' ')})
  for next in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    local candidate="\${path:+$path }$next" entry
    for entry in "\${known[@]}"; do [ "$entry" = "$candidate" ] && path="$candidate"; done
  done
  case "$previous" in
${[...options].map(([names, values]) => `    ${names}) COMPREPLY=($(compgen -W "${(values ?? []).join(' ')}" -- "$current")); return ;;`).join('\n')}
  esac
  case "$path" in
${word.join('\n')}
  esac
  case "$current" in -*) case "$path" in
${flags.join('\n')}
  esac ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${bin} ${bin}
`;
}

/** zsh runs the bash script through its own adapter, so that there is one script to keep right. */
function zsh(bin: string, commands: readonly CompletableCommand[]): string {
  const adapter = 'autoload -U +X compinit bashcompinit && compinit -u && bashcompinit';
  return `# zsh completion for ${bin}. Load it with: source <(${bin} completion zsh)\n${adapter}\n${bash(bin, commands)}`;
}

function fishQuote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function fish(bin: string, commands: readonly CompletableCommand[]): string {
  const topics = children(commands);
  const summaryOf = new Map(commands.map((command) => [command.path, command.summary]));
  const at = (path: string) => fishQuote(`__${bin}_at ${path === '' ? 'top' : path.replaceAll(' ', '/')}`);
  const words = [...topics].flatMap(([parent, names]) =>
    names.map((name) => {
      const summary = summaryOf.get(parent === '' ? name : `${parent} ${name}`) ?? '';
      return `complete -c ${bin} -n ${at(parent)} -f -a ${name} -d ${fishQuote(summary)}`;
    }),
  );
  const flags = commands.flatMap((command) =>
    command.flags.map((flag) => {
      const short = flag.char === undefined ? '' : ` -s ${flag.char}`;
      const values = flag.options === undefined ? '' : ` -x -a ${fishQuote(flag.options.join(' '))}`;
      return `complete -c ${bin} -n ${at(command.path)} -l ${flag.name}${short}${values} -d ${fishQuote(flag.summary)}`;
    }),
  );
  const paths = [...new Set([...topics.keys(), ...commands.map((c) => c.path)])].filter((p) => p !== '');
  return `# fish completion for ${bin}. Load it with: ${bin} completion fish | source
function __${bin}_at
  set -l path top
  for word in (commandline -opc)[2..]
    set -l candidate (string replace -r '^top/' '' -- $path/$word)
    contains -- $candidate ${paths.map((path) => path.replaceAll(' ', '/')).join(' ')}; and set path $candidate
  end
  test "$path" = "$argv[1]"
end
${[...words, ...flags].join('\n')}
`;
}

/** The completion script of a shell, made from the commands themselves. */
export function completionScript(shell: CompletionShell, bin: string, commands: readonly CompletableCommand[]): string {
  return { bash, zsh, fish }[shell](bin, commands);
}
