import path from 'node:path';
import { maskComponent } from '../inspect/mask.js';
import type { InspectedComponent } from '../inspect/effective-flag.js';
import { type Component, isComponent } from '../kernel/component.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { HardwayError, fail, isError, type Problem, problem, refuseErrors } from '../kernel/problem.js';
import { Secret } from '../kernel/secret.js';
import { minorOf } from '../kernel/version.js';
import { managedFlags } from '../cluster/managed-flags.js';
import { clusterExtraArgs, kubeadmExtraArgs, tooOftenForKubeadm } from '../render/convert/extra-args.js';
import { convertedManifest } from '../render/convert/manifest.js';
import { convertedUnit } from '../render/convert/unit.js';
import type { FlagSet } from '../render/flag-set.js';
import { convertible } from './convert-flags.js';
import { inspectUnmasked, type InspectRequest } from './inspect.js';
import { writePrivateFile } from './write-private-file.js';

export type ConvertTarget = 'unit' | 'manifest' | 'extra-args' | 'kubeadm';

export interface ConvertRequest extends Omit<InspectRequest, 'sources' | 'hosts' | 'effective'> {
  readonly source: string;
  readonly to: ConvertTarget;
  /** The binary that a unit starts; by default /usr/local/bin/<component>. */
  readonly program?: string;
  /** A file to write, 0600; without it the text is handed back. */
  readonly out?: string;
}

export interface Converted {
  readonly component: string;
  readonly to: ConvertTarget;
  /** null when it was written to `path`. */
  readonly text: string | null;
  readonly path: string | null;
  /** What the other form could not carry, and what the source warned of. */
  readonly problems: readonly Problem[];
}

type Convertable = InspectedComponent & { readonly component: Component };

function only(components: readonly InspectedComponent[], source: string): Convertable {
  const known = components.filter((one): one is Convertable => isComponent(one.component));
  const [first, ...more] = known;
  const where = { file: source };
  if (first === undefined) {
    const expected = 'etcd, kube-apiserver, kube-controller-manager or kube-scheduler';
    return fail('convert-ambiguous', {
      where,
      what: 'there is nothing here that can be written in another form',
      expected,
    });
  }
  if (more.length > 0) {
    fail('convert-ambiguous', {
      where,
      what: `the source starts ${known.map(({ component }) => component).join(', ')}`,
      expected: 'one component',
      fix: 'say which with --component, or name a source that starts one',
    });
  }
  return first;
}

const unitHas = 'user, environment, ordering, limits and sandbox of the unit';
const podHas = 'probes, resources, priority and security context of the pod';

/** What a pod or a unit has besides flags. Another of the same kind is written as we write it, and not as it was. */
function formLosses({ sources, companions }: InspectedComponent, to: ConvertTarget): Problem[] {
  const kinds = new Set(sources.map(({ kind }) => kind));
  const lost = (what: string): Problem => problem('convert-lost', { severity: 'warning', what });
  const into = { unit: 'a unit', manifest: 'a manifest', 'extra-args': 'extraArgs', kubeadm: 'extraArgs' }[to];
  const ofUnit = to === 'unit' ? `${unitHas} are not carried over` : `${unitHas} have no place in ${into}`;
  const ofPod = to === 'manifest' ? `${podHas} are not carried over` : `${podHas} have no place in ${into}`;
  const paths =
    'paths stay as the container has them: where its volumes lie elsewhere on the host, --root or the host itself tells';
  return [
    ...(kinds.has('unit') ? [lost(ofUnit)] : []),
    ...(kinds.has('manifest') ? [lost(ofPod)] : []),
    ...(kinds.has('manifest') && companions === undefined ? [lost(paths)] : []),
  ];
}

/** What cluster.yaml takes only with `override: true`, since hardway makes it from the rest of the config. */
function managedLosses({ component, flags }: FlagSet, to: ConvertTarget): Problem[] {
  const wired = flags.map(({ name }) => name).filter((name) => managedFlags[component].wired.includes(name));
  if (to !== 'extra-args' || wired.length === 0) return [];
  return [
    problem('convert-lost', {
      severity: 'warning',
      what: `cluster.yaml makes these by itself: ${wired.map((name) => `--${name}`).join(', ')}`,
      fix: 'take them out, and put into the other fields of the config what differs; override: true keeps one as it is',
    }),
  ];
}

/** In a manifest the paths are those inside the container; what is written has those of the host, in pods as well. */
function onTheHost(component: Convertable, flagSet: FlagSet): FlagSet {
  const hostPaths = new Map(
    (component.companions ?? []).flatMap(({ path: inside, hostPath }) =>
      hostPath === undefined ? [] : [[inside, hostPath] as const],
    ),
  );
  if (hostPaths.size === 0) return flagSet;
  const flags = flagSet.flags.map((flag) => ({ ...flag, values: flag.values.map((v) => hostPaths.get(v) ?? v) }));
  return { ...flagSet, flags };
}

/** The release that an image is tagged with; a minor names none, and what a distribution puts behind it is not there. */
function releaseOf({ component, version }: FlagSet): string {
  const release = /^\d+\.\d+\.\d+(?:-(?:alpha|beta|rc)\.\d+)?/.exec(version)?.[0];
  if (release !== undefined) return release;
  return fail('convert-version-unknown', {
    what: `the source does not tell the version of ${component}, which the image of a pod needs`,
    expected: 'a release, such as 1.34.2',
    fix: 'say it with --kubernetes-version',
  });
}

function givenOnce(name: string, version: string): Problem {
  return problem('convert-lost', {
    what: `--${name} is repeated, and kubeadm of ${minorOf(version)} has a place for one value only`,
    fix: 'kubeadm takes repeated arguments from 1.31 on',
  });
}

function written(component: Convertable, inside: FlagSet, request: ConvertRequest): string {
  const flagSet = onTheHost(component, inside);
  switch (request.to) {
    case 'unit':
      return convertedUnit(flagSet, request.program ?? `/usr/local/bin/${flagSet.component}`);
    case 'manifest':
      return convertedManifest({ ...flagSet, version: releaseOf(flagSet) });
    case 'extra-args':
      return clusterExtraArgs(flagSet);
    case 'kubeadm':
      refuseErrors(tooOftenForKubeadm(flagSet).map((name) => givenOnce(name, flagSet.version)));
      return kubeadmExtraArgs(flagSet);
  }
}

/** What the reader said of values and flags that it could not tell. */
function whyUnknown({ problems }: InspectedComponent): Problem[] {
  return problems.filter(({ code }) => code === 'input-unresolved' || code === 'input-truncated');
}

function holdsSecret(component: InspectedComponent): boolean {
  const masked = maskComponent(component).flags;
  return Object.values(component.flags).some(({ name, value }) => masked[name]?.value !== value);
}

/**
 * Writes the flags of one component of a source in another form, with the same effect, and says what of the source has
 * no place there. Refuses when a flag or value is not known: a file that lacks it would start another component.
 */
export async function convert(request: ConvertRequest): Promise<Converted> {
  const { source, to, out } = request;
  const read = await inspectUnmasked({ ...request, sources: [source], hosts: [], effective: false });
  if (read.exitCode !== ExitCode.done) throw new HardwayError(read.inspection.problems);
  const component = only(read.inspection.components, source);
  const { flagSet, problems } = convertible(component);
  refuseErrors([...(problems.some(isError) ? whyUnknown(component) : []), ...problems]);
  const text = written(component, flagSet, request);
  const secret = holdsSecret(component);
  if (secret && out === undefined) {
    fail('convert-secret', {
      where: { file: source },
      what: 'a flag holds a secret, which would be printed',
      fix: `write it into a file: --out ${path.basename(source)}.converted`,
    });
  }
  if (out !== undefined) await writePrivateFile(out, new Secret(text), () => false);
  const warnings = [...read.inspection.problems, ...component.problems].filter((one) => !isError(one));
  return {
    component: component.component,
    to,
    text: out === undefined ? text : null,
    path: out ?? null,
    problems: [...warnings, ...problems, ...formLosses(component, to), ...managedLosses(flagSet, to)],
  };
}
