import type { Answer, NastyInput, Reader } from './reading.js';

// The rules of known scanners for one flag, in our words and as far as they read flags at all: what they look at, and
// how a value is taken out of it. Where a rule only asks whether one literal is there, the value after its `=` is taken,
// which is kinder to it.

const blank = (text: string): Answer => ({ value: text });

/** The process list as a scanner that greps it gets it: the lines that name the program. */
function processText({ argv, text, form }: NastyInput): string | null {
  if (argv !== undefined) return `root 1 0 5 10:00 ? 00:01:00 kube-apiserver ${argv.join(' ')}\n`;
  if (form !== 'ps' || text === undefined) return null;
  return `${text
    .split('\n')
    .filter((line) => line.includes('kube-apiserver'))
    .join('\n')}\n`;
}

function kubeBench(input: NastyInput): Answer {
  const text = processText(input);
  if (text === null) return 'not read';
  const flag = `--${input.flag}`;
  if (!text.includes(flag)) return 'unset';
  const pattern = flag.replaceAll('-', '\\-');
  const value = new RegExp(`${pattern}(?:=|: *)*([^\\s]*)`).exec(text)?.[1] ?? '';
  if (value !== '') return blank(value);
  return blank(new RegExp(`${pattern}\\s+([^\\s-][^\\s]*)`).exec(text)?.[1] ?? 'true');
}

function grep(input: NastyInput): Answer {
  const text = input.argv === undefined ? input.text : processText(input);
  const found = new RegExp(`--${input.flag}=([^\\s"]*)`).exec(text ?? '')?.[1];
  return found === undefined ? 'unset' : blank(found);
}

interface Container {
  readonly command?: readonly unknown[];
  readonly args?: readonly unknown[];
}

interface Pod {
  readonly kind?: string;
  readonly spec?: { readonly containers?: readonly Container[] };
}

/** The object a scanner of manifests is given; null when the input is none. JSON, which all of them take. */
function podOf({ argv, text, form }: NastyInput): Pod | null {
  if (argv !== undefined) return { kind: 'Pod', spec: { containers: [{ command: ['kube-apiserver', ...argv] }] } };
  if (form !== 'pod' || text === undefined) return null;
  try {
    return JSON.parse(text) as Pod;
  } catch {
    return null;
  }
}

function afterEquals(words: readonly unknown[], flag: string): Answer {
  const word = words.find((one) => typeof one === 'string' && one.startsWith(`--${flag}=`));
  return typeof word === 'string' ? blank(word.slice(flag.length + 3)) : 'unset';
}

function kubescape(input: NastyInput): Answer {
  const pod = podOf(input);
  const containers = pod?.spec?.containers ?? [];
  const command = containers[0]?.command ?? [];
  if (pod?.kind !== 'Pod' || containers.length !== 1) return 'not read';
  const [program] = command;
  if (typeof program !== 'string' || !program.endsWith('kube-apiserver')) return 'not read';
  return afterEquals(command, input.flag);
}

function named(input: NastyInput): readonly Container[] {
  const containers = podOf(input)?.spec?.containers ?? [];
  return containers.filter(({ command }) => command?.includes('kube-apiserver'));
}

function checkov(input: NastyInput): Answer {
  const [container] = named(input);
  return container === undefined ? 'not read' : afterEquals(container.command ?? [], input.flag);
}

function kics(input: NastyInput): Answer {
  const [container] = named(input);
  if (container === undefined) return 'not read';
  return afterEquals([...(container.command ?? []), ...(container.args ?? [])], input.flag);
}

/** The scanners, each with the place of the rule that is restated. */
export const scanners: readonly Reader[] = [
  {
    name: 'kube-bench',
    cites: 'aquasecurity/kube-bench, check/test.go (findValue, spaceSeparatedValue) at 010518d',
    read: kubeBench,
  },
  {
    name: 'kubescape',
    cites: 'kubescape/regolibrary, rules/ensure-that-the-api-server-anonymous-auth-argument-is-set-to-false/raw.rego',
    read: kubescape,
  },
  {
    name: 'checkov',
    cites: 'bridgecrewio/checkov, checkov/kubernetes/checks/resource/k8s/ApiServerAnonymousAuth.py',
    read: checkov,
  },
  {
    name: 'KICS',
    cites: 'Checkmarx/kics, assets/queries/k8s/anonymous_auth_is_not_set_to_false/query.rego',
    read: kics,
  },
  { name: 'grep', cites: 'what people type: `grep -o -- "--flag=[^ \\"]*"`, the first hit', read: grep },
];
