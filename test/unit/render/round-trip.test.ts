import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { supportedKubernetesMinors } from '../../../src/catalog/versions.js';
import { type Cluster, layoutNames, type Target } from '../../../src/cluster/cluster.js';
import { argvOf } from '../../../src/formats/argv.js';
import { expandPodArgument } from '../../../src/formats/pod-argument.js';
import { readPods } from '../../../src/formats/static-pod.js';
import { splitExecLine } from '../../../src/formats/systemd-exec.js';
import { listSetting, readUnit } from '../../../src/formats/systemd-unit.js';
import { type Component, components } from '../../../src/kernel/component.js';
import { flagSets, versionOf } from '../../../src/render/flag-sets.js';
import { renderCluster } from '../../../src/render/render-cluster.js';
import { sampleBundle } from '../../support/sample-bundle.js';
import { sampleCluster } from '../../support/sample-cluster.js';

/** The words after the program, as systemd hands them over. */
function wordsOfUnit(text: string): readonly string[] {
  const [setting] = listSetting([readUnit(text, 'x.service')], 'Service', 'ExecStart');
  const [command, ...more] = splitExecLine(setting?.value ?? '');
  expect(more).toEqual([]);
  expect(command?.complaints).toEqual([]);
  expect(command?.args.flatMap((word) => word.unresolved)).toEqual([]);
  return (command?.args ?? []).map((word) => word.text);
}

/** The words after the program, as the kubelet hands them over. */
async function wordsOfManifest(text: string): Promise<readonly string[]> {
  const { containers, problems } = await readPods(text, 'x.yaml', true);
  expect(problems).toEqual([]);
  const words = containers[0]?.words ?? [];
  expect(words.filter((word) => word.notString)).toEqual([]);
  return words.slice(1).map((word) => expandPodArgument(word.text, () => undefined).text);
}

type Arg = readonly [name: string, value: string];

function perComponent<T>(make: (component: Component) => T): Record<Component, T> {
  return {
    etcd: make('etcd'),
    'kube-apiserver': make('kube-apiserver'),
    'kube-controller-manager': make('kube-controller-manager'),
    'kube-scheduler': make('kube-scheduler'),
  };
}

function withArgs(cluster: Cluster, args: Readonly<Record<Component, readonly Arg[]>>): Cluster {
  const options = perComponent((component) => ({
    extraArgs: args[component].map(([name, given]) => ({ name, value: given, override: true })),
    unset: [],
  }));
  return { ...cluster, options };
}

const nasty = fc.constantFrom(
  ' ', '  ', '%', '%n', '%%', '$', '$$', '${HOME}', '$(NAME)', '"', "'", '\\', '\\\\', '#', ' #', ': ', '- ', '{{x}}', '*a',
  '&a', '!x', 'no', '0777', ';', ' ; ', '\t', '\r', 'é', '\u2028', '\u{1f512}', '=', ',', '@', '~', '|', '>', '<!--', '`id`',
); // prettier-ignore
const value = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 8 })
  .map((parts) => parts.join('').replace(/[\n\0]|\p{Surrogate}/gu, ''));

const targets: readonly Target[] = ['systemd', 'static-pod'];
const layouts = layoutNames;
const cases = targets.flatMap((target) =>
  layouts.flatMap((layout) => supportedKubernetesMinors.map((minor) => ({ target, layout, minor }))),
);

/** Flags of any string value, for each component. */
async function argsOf(cluster: Cluster): Promise<fc.Arbitrary<Record<Component, Arg[]>>> {
  const names = new Map<Component, readonly string[]>();
  for (const component of components) {
    const catalog = await loadFlagCatalog(component, versionOf(cluster, component));
    const strings = (catalog?.all() ?? []).filter((flag) => flag.type === 'string').map((flag) => flag.name);
    expect(strings.length).toBeGreaterThan(5);
    names.set(component, strings);
  }
  const arg = (component: Component): fc.Arbitrary<Arg> =>
    fc.tuple(fc.constantFrom(...(names.get(component) ?? [])), value);
  return fc.record(perComponent((component) => fc.array(arg(component), { minLength: 1, maxLength: 5 })));
}

describe('what is rendered', () => {
  it.each(cases)('is read back equal by every component: $target $layout $minor', async ({ target, layout, minor }) => {
    const plain = sampleCluster(1);
    const controlPlane = { ...plain.controlPlane, target };
    const etcd = { version: minor === '1.37' ? '3.7.0' : '3.6.0' };
    const base: Cluster = { ...plain, layout, kubernetes: { version: `${minor}.1` }, etcd, controlPlane };
    const bundle = sampleBundle(base);
    await fc.assert(
      fc.asyncProperty(await argsOf(base), async (args) => {
        const cluster = withArgs(base, args);
        const files = await renderCluster(cluster, bundle);
        const sets = await Promise.all(cluster.hosts.map((host) => flagSets(cluster, host)));
        for (const { component, flags } of sets.flat()) {
          const name = target === 'systemd' ? `/system/${component}.service` : `/manifests/${component}.yaml`;
          const text = String(files.find((file) => file.path.endsWith(name))?.content);
          const words = target === 'systemd' ? wordsOfUnit(text) : await wordsOfManifest(text);
          expect(words).toEqual(argvOf(flags));
          expect(words).toEqual(expect.arrayContaining(args[component].map(([flag, given]) => `--${flag}=${given}`)));
        }
      }),
      { numRuns: 12 },
    );
  });
});
