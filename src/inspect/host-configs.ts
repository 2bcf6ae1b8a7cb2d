import type { ArgvWord } from '../formats/argv.js';
import { readYamlDocuments } from '../formats/yaml-documents.js';
import type { KnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ComponentArgv } from './component-argv.js';
import { moreThanHandedOn } from './embedded-args.js';
import { type ExtraArgs, extraArgsIn } from './extra-args.js';
import type { HostFacts, HostText } from './host-facts.js';
import type { Configured } from './host-sources.js';

interface ReadConfig {
  readonly file: HostText;
  readonly added: readonly ExtraArgs[];
  readonly problems: readonly Problem[];
}

/** The arguments in one config. What is wrong with it is told by its place alone: a line may hold a token. */
async function readConfig(file: HostText): Promise<ReadConfig> {
  const { documents, problems } = await readYamlDocuments(file.text, file.file);
  const wrong = [...problems, ...documents.flatMap((document) => document.problems)].map(({ where }) =>
    problem('input-companion-invalid', {
      severity: 'warning',
      where: { file: file.file, ...(where.line === undefined ? {} : { line: where.line }) },
      what: 'this is not YAML that can be read',
    }),
  );
  return { file, added: documents.flatMap(extraArgsIn), problems: wrong };
}

/**
 * The words of each component out of several configs that apply one after the other: a later key replaces an earlier
 * one, and a key that ends in `+` adds to it (k3s and rke2, pkg/configfilearg).
 */
function wordsInOrder(configs: readonly ReadConfig[]): ReadonlyMap<KnownComponent, readonly ArgvWord[]> {
  const words = new Map<KnownComponent, readonly ArgvWord[]>();
  for (const { file, added } of configs) {
    for (const { component, keys, words: own } of added) {
      const before = keys.every((key) => key.endsWith('+')) ? (words.get(component) ?? []) : [];
      words.set(component, [...before, ...own.map((word) => ({ ...word, file: file.file }))]);
    }
  }
  return words;
}

/** What the configs of one distribution add to each component, as one source: all its files have a say. */
function together(configs: readonly ReadConfig[]): readonly Configured[] {
  const files = configs.map(({ file }) => file);
  const problems = configs.flatMap((config) => config.problems);
  return [...wordsInOrder(configs)].map(([component, words]) => {
    const path = words[0]?.file ?? '';
    const more = moreThanHandedOn(component, { file: path });
    const source = { kind: 'distro-config', path };
    return {
      argv: { component, source, words, environment: [], truncated: true, problems: [more] },
      files,
      problems,
    };
  });
}

/**
 * What the configs of distributions on a host add to components, which get more flags than those: k3s, rke2, k0s and
 * OpenShift 3 as sources beside others; `ofCommand` is what OpenShift's programs read as if it stood on their command line.
 */
export async function addedByConfigs(
  facts: HostFacts,
): Promise<{ readonly sources: readonly Configured[]; readonly ofCommand: readonly Configured[] }> {
  const read = await Promise.all(
    facts.configs.map(async (file) => ({ distribution: file.distribution, config: await readConfig(file) })),
  );
  const of = (distribution: string): readonly ReadConfig[] =>
    read.filter((one) => one.distribution === distribution).map(({ config }) => config);
  return {
    sources: ['k3s', 'rke2', 'k0s', 'origin'].flatMap((distribution) => together(of(distribution))),
    ofCommand: of('openshift').flatMap((config) => together([config])),
  };
}

const ownConfig = /^--(?:openshift-)?config=/;

/**
 * A command line of OpenShift with the arguments of its own config after its words, which is how the program parses them
 * (openshift-kube-apiserver, ConfigToFlags). Sections of the config other than arguments become flags as well, so flags
 * may be missing. Any other command line stays as it is.
 */
export function withOwnConfig(argv: ComponentArgv, ofCommand: readonly Configured[]): ComponentArgv {
  const config = ofCommand.find((one) => one.argv.component === argv.component)?.argv;
  if (config === undefined || !argv.words.some(({ text }) => ownConfig.test(text))) return argv;
  const words = argv.words.filter(({ text }) => !ownConfig.test(text));
  return {
    ...argv,
    words: [...words, ...config.words],
    truncated: true,
    problems: [...argv.problems, ...config.problems],
  };
}
