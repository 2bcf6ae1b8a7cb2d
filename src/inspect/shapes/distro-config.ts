import { containersOf, kindsOf } from '../../formats/static-pod.js';
import { wrappedTexts } from '../../formats/wrapped-text.js';
import type { ParsedYaml } from '../../formats/yaml.js';
import { readYamlDocuments } from '../../formats/yaml-documents.js';
import { type Problem, problem } from '../../kernel/problem.js';
import type { ComponentArgv } from '../component-argv.js';
import { moreThanHandedOn } from '../embedded-args.js';
import { type ExtraArgs, extraArgsIn } from '../extra-args.js';
import { readContainers } from '../from-containers.js';
import { isKops, type KopsArgs, kopsArgsIn } from '../kops-cluster.js';
import { maxWrapped, readAllWrapped } from '../read-wrapped.js';
import { versionOfImage } from '../version-text.js';
import { sourceOf } from './found.js';
import type { Reading, ShapeContext } from './shape.js';

function notText(extra: ExtraArgs, context: ShapeContext): Problem[] {
  return extra.notStrings.map(({ text, line, column }) => {
    const place = line === undefined ? {} : { line, column: column ?? 1 };
    return problem('input-invalid-flag', {
      severity: 'warning',
      where: { file: context.label, ...place },
      what: `${text} is not a string`,
      expected: 'strings; kubeadm refuses anything else',
      fix: `write "${text}"`,
    });
  });
}

/** kubeadm reads its config by types; the others take any scalar. */
const isKubeadm = ({ value }: ParsedYaml): boolean => {
  const apiVersion = (value as { readonly apiVersion?: unknown } | null | undefined)?.apiVersion;
  return typeof apiVersion === 'string' && /^(?:kubeadm\.k8s\.io|.*\.cluster\.x-k8s\.io)\//.test(apiVersion);
};

function argvOf(extra: ExtraArgs, kubeadm: boolean, context: ShapeContext): ComponentArgv {
  const told = extra.component === 'etcd' ? undefined : extra.kubernetesVersion;
  const tagged = versionOfImage(extra.component, extra.image ?? '');
  const version = tagged ?? told;
  return {
    component: extra.component,
    source: sourceOf('distro-config', context),
    words: extra.words,
    environment: [],
    ...(version === undefined ? {} : { version, versionFrom: tagged === undefined ? 'config' : 'image' }),
    truncated: true,
    problems: [
      moreThanHandedOn(extra.component, { ...extra.where, file: context.label }),
      ...(kubeadm ? notText(extra, context) : []),
    ],
  };
}

function argvOfKops(args: KopsArgs, context: ShapeContext): ComponentArgv {
  const { component, words, environment, where, version } = args;
  return {
    component,
    source: sourceOf('distro-config', context),
    words,
    environment,
    ...(version === undefined ? {} : { version, versionFrom: 'config' as const }),
    truncated: true,
    problems: [moreThanHandedOn(component, { ...where, file: context.label })],
  };
}

function nothingAdded(documents: readonly ParsedYaml[], context: ShapeContext): Problem {
  const kinds = [...new Set(documents.flatMap(({ value }) => kindsOf(value)))].slice(0, 5).join(', ');
  return problem('input-no-component', {
    where: { file: context.label },
    what: `${kinds === '' ? 'this config' : kinds} adds no arguments to a component`,
    fix: 'inspect the manifest that is made from it or the running process',
  });
}

/**
 * Reads the arguments that the config of a distribution adds to components: kubeadm (also as an object of the Cluster
 * API, or in a ConfigMap), k3s, RKE2, RKE, k0s, Talos, OpenShift, kops. The distribution sets more flags than those, so the
 * absence of one means nothing. Pods that stand in the same text are read as well.
 */
export async function readDistroConfig(text: string, context: ShapeContext): Promise<Reading> {
  const { documents, problems } = await readYamlDocuments(text, context.label);
  const added = documents.flatMap((document) => {
    if (isKops(document)) return kopsArgsIn(document).map((args) => argvOfKops(args, context));
    const kubeadm = isKubeadm(document);
    return extraArgsIn(document).map((extra) => argvOf(extra, kubeadm, context));
  });
  const pods = await readContainers(documents.flatMap(containersOf), context, 'manifest');
  const wrapped = await readAllWrapped(
    documents.flatMap((document) => wrappedTexts(document, text, maxWrapped)),
    context,
  );
  const found = [...added, ...pods.found, ...wrapped.found];
  const own = [...problems, ...documents.flatMap((document) => document.problems), ...pods.problems];
  const all = [...own, ...wrapped.problems];
  if (found.length > 0 || all.length > 0) return { found, problems: all };
  return { found, problems: [nothingAdded(documents, context)] };
}
