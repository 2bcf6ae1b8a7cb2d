/** What of `docker run` and the like comes before the image. */
export interface ContainerCommand {
  /** Where the image stands among the words. */
  readonly image: number;
  /** Where the words of the container begin. */
  readonly first: number;
  /** What `--entrypoint` says. */
  readonly entrypoint?: string;
  /** `A=b` of `-e` and `--env`. */
  readonly environment: readonly string[];
}

interface Word {
  readonly text: string;
}

const programs: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl', 'crictl', 'ctr', 'systemd-docker']);

// Options of the program itself that take a word, before the command.
const globalValues: ReadonlySet<string> = new Set(
  ['-H', '--host', '-c', '--context', '--config', '-l', '--log-level', '--tlscacert', '--tlscert', '--tlskey'].concat([
    '-n',
    '--namespace',
    '-a',
    '--address',
    '--root',
    '--runroot',
    '--storage-driver',
    '--url',
    '--connection',
  ]),
);

// Options of `run` and `create` that stand alone (docker-run(1), podman-run(1), nerdctl, ctr); all others take a word.
const alone: ReadonlySet<string> = new Set(
  ['--detach', '--disable-content-trust', '--help', '--init', '--interactive', '--no-healthcheck', '--no-hosts'].concat(
    ['--no-hostname', '--oom-kill-disable', '--privileged', '--publish-all', '--quiet', '--read-only', '--replace'],
    ['--rm', '--rmi', '--sig-proxy', '--tls-verify', '--tty', '--env-host', '--http-proxy', '--passwd', '--rootfs'],
    [
      '--net-host',
      '--with-ns',
      '--null-io',
      '--no-pivot',
      '--fifo-dir',
      '--cni',
      '--unsetenv-all',
      '--read-only-tmpfs',
    ],
  ),
);
const aloneLetters = 'ditPq';

function skipOptions(words: readonly Word[], start: number, take: (option: string, value: string) => void): number {
  let i = start;
  while (i < words.length) {
    const text = words[i]?.text ?? '';
    if (text === '--') return i + 1;
    if (!text.startsWith('-') || text === '-') return i;
    const equals = text.indexOf('=');
    const attached = equals !== -1 && (text.startsWith('--') || equals === 2);
    const option = attached ? text.slice(0, equals) : text;
    const clustered = !text.startsWith('--') && text.length > 2 && !attached;
    // `-it` are two letters alone, `-eA=b` is one with its value; `-itv` ends in one that takes a word.
    const letters = clustered ? text.slice(1) : '';
    const wanting = letters.split('').findIndex((letter) => !aloneLetters.includes(letter));
    const isAlone = clustered
      ? wanting === -1
      : alone.has(option) || (option.length === 2 && aloneLetters.includes(option[1] ?? ' '));
    if (attached) take(option, text.slice(equals + 1));
    else if (clustered && wanting !== -1 && wanting < letters.length - 1) {
      take(`-${letters[wanting] ?? ''}`, letters.slice(wanting + 1));
    } else if (!isAlone) {
      take(clustered ? `-${letters.at(-1) ?? ''}` : option, words[i + 1]?.text ?? '');
      i++;
    }
    i++;
  }
  return i;
}

/**
 * Reads the words of `docker run …`, `podman run …`, `nerdctl run …`, `ctr run …`: the options before the image are
 * the runtime's own. Null when the words do not start a container.
 */
export function containerCommand(words: readonly Word[]): ContainerCommand | null {
  const program = (words[0]?.text ?? '').replace(/^.*\//, '');
  if (!programs.has(program)) return null;
  let i = 1;
  while (i < words.length && (words[i]?.text ?? '').startsWith('-')) {
    const text = words[i]?.text ?? '';
    i += globalValues.has(text) ? 2 : 1;
    if (text === '--') break;
  }
  while (['container', 'c', 'containers'].includes(words[i]?.text ?? '')) i++;
  if (!['run', 'create'].includes(words[i]?.text ?? '')) return null;
  const environment: string[] = [];
  let entrypoint: string | undefined;
  const image = skipOptions(words, i + 1, (option, value) => {
    if (option === '-e' || option === '--env') environment.push(value);
    if (option === '--entrypoint') entrypoint = value;
  });
  if (image >= words.length) return null;
  // containerd wants an id for the container after the image.
  const first = image + (program === 'ctr' ? 2 : 1);
  return { image, first, environment, ...(entrypoint === undefined ? {} : { entrypoint }) };
}
