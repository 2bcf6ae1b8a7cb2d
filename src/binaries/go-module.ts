import type { Program, Project } from './program.js';

/** The parts of `go mod edit -json` that a module of our own has to repeat. */
export interface KubernetesModule {
  readonly goVersion: string;
  readonly godebug: readonly { readonly Key: string; readonly Value: string }[];
  /** Modules that the release keeps in its own tree: `k8s.io/api`, … */
  readonly staging: readonly string[];
}

interface GoModJson {
  readonly Go?: string;
  readonly Godebug?: readonly { readonly Key: string; readonly Value: string }[] | null;
  readonly Replace?:
    readonly { readonly Old: { readonly Path: string }; readonly New: { readonly Path: string } }[] | null;
}

/** Reads what `go mod edit -json` prints for the go.mod of k8s.io/kubernetes. */
export function readKubernetesModule(json: string): KubernetesModule {
  const module = JSON.parse(json) as GoModJson;
  const goVersion = module.Go ?? '1.21';
  const replaced = module.Replace ?? [];
  return {
    goVersion,
    godebug: module.Godebug ?? [{ Key: 'default', Value: `go${goVersion.split('.').slice(0, 2).join('.')}` }],
    staging: replaced.filter(({ New }) => New.Path.startsWith('./staging/')).map(({ Old }) => Old.Path),
  };
}

/**
 * The go.mod of a module that only requires k8s.io/kubernetes. Its go.mod points the staging modules to folders of its
 * own repository, which a module zip does not have; they are published as v0.X.Y for Kubernetes v1.X.Y.
 */
export function kubernetesGoMod(version: string, upstream: KubernetesModule): string {
  const staged = `v0.${version.split('.').slice(1).join('.')}`;
  return [
    'module hardway.local/build',
    '',
    `go ${upstream.goVersion}`,
    '',
    ...upstream.godebug.map(({ Key, Value }) => `godebug ${Key}=${Value}`),
    '',
    `require k8s.io/kubernetes v${version}`,
    '',
    'replace (',
    ...upstream.staging.map((module) => `\t${module} => ${module} ${staged}`),
    ')',
    '',
  ].join('\n');
}

/** The go.mod for etcd, whose programs are modules of their own. */
export function etcdGoMod(version: string): string {
  const modules = ['server', 'etcdctl', 'etcdutl'].map((name) => `\tgo.etcd.io/etcd/${name}/v3 v${version}`);
  return ['module hardway.local/build', '', 'go 1.24.0', '', 'require (', ...modules, ')', ''].join('\n');
}

/** A Go file that makes `go mod tidy` keep what the programs need. It is never compiled. */
export function toolsFile(programs: readonly Program[]): string {
  const imports = programs.map(({ goPackage }) => `\t_ "${goPackage}"`);
  return ['//go:build tools', '', 'package tools', '', 'import (', ...imports, ')', ''].join('\n');
}

/**
 * The linker's flags. Kubernetes learns its version from variables in two packages (hack/lib/version.sh upstream);
 * etcd has it in its source. No date and no commit of ours: the same inputs build the same bytes.
 */
export function linkerFlags(project: Project, version: string): string {
  if (project === 'etcd') return '-s -w';
  const [major = '', minor = ''] = version.split('.');
  const variables: readonly (readonly [string, string])[] = [
    ['gitVersion', `v${version}`],
    ['gitMajor', major],
    ['gitMinor', minor],
    ['gitTreeState', 'clean'],
    ['gitCommit', '0'.repeat(40)],
    ['buildDate', '1970-01-01T00:00:00Z'],
  ];
  const settings = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((goPackage) =>
    variables.map(([name, value]) => `-X ${goPackage}.${name}=${value}`),
  );
  return ['-s -w', ...settings].join(' ');
}
