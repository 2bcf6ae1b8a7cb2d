// Builds the dump programs of one version from that version's Go modules, and runs them.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { downloadModule, go, nearest } from './modules.mjs';
import { readSources } from './read-sources.mjs';

const exec = promisify(execFile);
const sources = fileURLToPath(new URL('dump', import.meta.url));
const moduleName = 'hardway.local/dump';

/** What can be dumped: which components a project has in a version, and how the go.mod of its programs comes about. */
export const programs = {
  kubernetes: { components: kubernetesComponents, prepare: prepareKubernetes, tags: kubernetesTags },
  etcd: { components: () => ['etcd'], prepare: prepareEtcd, tags: etcdTags },
};

// Minors from before Go modules do not say with which versions of their libraries they can be built.
const oldestBuilt = 15;

/** Below 1.29 only kube-apiserver is of interest. */
function kubernetesComponents(version) {
  const others = ['kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy'];
  return ['kube-apiserver', ...(minorNumber(version) >= 29 ? others : [])];
}

/** component-base/cli, which starts every component, came with 1.23; what it does for names, the binary did from 1.21 on. */
function kubernetesTags(version) {
  const minor = minorNumber(version);
  return [minor < 23 && 'nocli', minor >= 21 && minor < 23 && 'normalised'].filter(Boolean).join(',');
}

function etcdTags(version) {
  const minor = minorNumber(version);
  return minor >= 6 ? 'from36' : `only3${minor}`;
}

function minorNumber(version) {
  return Number(version.split('.')[1]);
}

/**
 * What every component of `program` declares in `version`, as `{component: {flags, gates, plugins}}`. Takes minutes on a
 * cold Go cache, so what was read is kept in `keep` and taken from there the next time.
 */
export async function dump(program, version, keep) {
  const kept = path.join(keep, `${program}-${version}.json`);
  const before = await readFile(kept, 'utf8').catch(() => null);
  if (before !== null) return JSON.parse(before);
  const readOnly = program === 'kubernetes' && minorNumber(version) < oldestBuilt;
  const dumped = readOnly ? await readOld(version) : await build(program, version);
  await mkdir(keep, { recursive: true });
  await writeFile(`${kept}.new`, `${JSON.stringify(dumped)}\n`);
  await rename(`${kept}.new`, kept);
  return dumped;
}

function build(program, version) {
  return withProgram(program, version, async (folder) => {
    const all = {};
    for (const component of programs[program].components(version)) all[component] = await run(folder, component);
    return all;
  });
}

/** What cannot be built is read from its sources. */
async function readOld(version) {
  const { flags, ...rest } = await readSources(version);
  return { 'kube-apiserver': { ...rest, flags: flags.map(compact), source: { version, kind: 'sources' } } };
}

/**
 * Builds the dump programs, or other folders beside them, in a throw-away folder and lends it to `use`; each stands in
 * `bin/` by its name.
 */
export async function withProgram(program, version, use, names = programs[program].components(version)) {
  const folder = await mkdtemp(path.join(os.tmpdir(), `hardway-catalog-${program}-${version}-`));
  try {
    await cp(path.join(sources, program), folder, { recursive: true });
    await cp(path.join(sources, 'judging'), path.join(folder, 'judging'), { recursive: true });
    await programs[program].prepare(folder, version);
    // A Kubernetes build without its version thinks it is v0.0.0.
    const flags = `-s -w -X k8s.io/component-base/version.gitVersion=v${version}`;
    const packages = names.map((name) => `./${name}`);
    await mkdir(path.join(folder, 'bin'));
    const tags = programs[program].tags(version);
    await go(folder, 'build', '-mod=mod', '-trimpath', '-tags', tags, '-ldflags', flags, '-o', 'bin/', ...packages);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The module k8s.io/kubernetes keeps its libraries in a staging folder that the module proxy does not serve. They are
 * published on their own as v0.<minor>.<patch>. Everything else is required exactly as Kubernetes itself requires it.
 */
async function prepareKubernetes(folder, version) {
  const module = await download(folder, `k8s.io/kubernetes@v${version}`);
  await cp(module.GoMod, path.join(folder, 'go.mod'));
  await cp(path.join(module.Dir, 'go.sum'), path.join(folder, 'go.sum'));
  const replaced = JSON.parse(await go(folder, 'mod', 'edit', '-json')).Replace ?? [];
  const staged = replaced.filter(({ New }) => New.Path.startsWith('./staging/')).map(({ Old }) => Old.Path);
  const wanted = `v0.${version.split('.').slice(1).join('.')}`;
  const found = await Promise.all(staged.map((name) => published(folder, name, wanted)));
  await go(
    folder,
    'mod',
    'edit',
    `-module=${moduleName}`,
    `-require=k8s.io/kubernetes@v${version}`,
    ...staged.map((name, index) => `-replace=${name}=${found[index]}`),
    ...(minorNumber(version) < 20 ? [moved] : []),
    ...(await generatedLater(folder, module.Dir)),
  );
}

/**
 * Old minors are published without a file that their build generates. What it tells of the API matters to no flag: a
 * copy of the module with an empty one takes its place.
 */
async function generatedLater(folder, published) {
  const missing = 'pkg/generated/openapi/zz_generated.openapi.go';
  const there = await readFile(path.join(published, missing)).catch(() => null);
  if (there !== null) return [];
  const copy = path.join(folder, 'kubernetes');
  await exec('cp', ['-r', '--no-preserve=mode', published, copy]);
  const common = 'k8s.io/kube-openapi/pkg/common';
  const result = 'map[string]common.OpenAPIDefinition';
  const body = `func GetOpenAPIDefinitions(common.ReferenceCallback) ${result} { return nil }`;
  await writeFile(path.join(copy, missing), `package openapi\n\nimport "${common}"\n\n${body}\n`);
  return ['-replace=k8s.io/kubernetes=./kubernetes'];
}

/** A library of kubectl whose site is gone; the same commit is there under the name of its author. */
const moved = '-replace=vbom.ml/util=github.com/fvbommel/util@v0.0.0-20160121211510-db5cfe13f5cc';

/** Of the samples some minors were never published: nothing is built from them, an empty module stands in for them. */
async function published(folder, name, wanted) {
  const version = await nearest(folder, name, wanted);
  if (version !== null) return `${name}@${version}`;
  if (!/\/(?:sample-|node-api)/.test(name)) throw new Error(`${name}: no patch of ${wanted} can be had`);
  const standIn = path.join(folder, 'stand-ins', path.basename(name));
  await mkdir(standIn, { recursive: true });
  await writeFile(path.join(standIn, 'go.mod'), `module ${name}\n`);
  return standIn;
}

// What became 3.4.13 has no version of its own as a Go module: it was published before etcd's modules were numbered.
const unnumbered = { '3.4.13': 'go.etcd.io/etcd@v0.5.0-alpha.5.0.20200910180754-dd1b699fc489' };

async function prepareEtcd(folder, version) {
  const name = unnumbered[version] ?? `go.etcd.io/etcd/server/v3@v${version}`;
  const module = await download(folder, name);
  await cp(module.GoMod, path.join(folder, 'go.mod'));
  const replaced = JSON.parse(await go(folder, 'mod', 'edit', '-json')).Replace ?? [];
  await go(
    folder,
    'mod',
    'edit',
    `-module=${moduleName}`,
    `-require=${name}`,
    // The first that the Go of today can compile.
    ...(minorNumber(version) < 6 ? ['-require=golang.org/x/sys@v0.6.0'] : []),
    ...replaced.map(({ Old }) => `-dropreplace=${Old.Path}`),
  );
}

async function download(folder, module) {
  await writeFile(path.join(folder, 'go.mod'), `module ${moduleName}\n`);
  return downloadModule(folder, module);
}

/** Runs a program in two different environments: a default that differs came from this machine, not from the code. */
async function run(folder, component) {
  const program = path.join(folder, 'bin', component);
  const odd = { HOME: '/nowhere', TMPDIR: '/nowhere', GOMAXPROCS: '1' };
  const outputs = await Promise.all([
    exec(program, [], { cwd: folder, env: process.env, maxBuffer: 64 * 1024 * 1024 }),
    exec(program, [], { cwd: os.tmpdir(), env: odd, maxBuffer: 64 * 1024 * 1024 }),
  ]);
  const [usual, elsewhere] = outputs.map(({ stdout }) => JSON.parse(stdout));
  refuseMachineFacts(component, usual.flags, elsewhere.flags);
  return { ...usual, flags: usual.flags.map(({ printed: _printed, ...record }) => compact(record)) };
}

function refuseMachineFacts(component, records, recordsElsewhere) {
  const others = new Map(recordsElsewhere.map((record) => [record.name, record.default]));
  const ofThisMachine = records.filter(({ name, default: value }) => others.get(name) !== value || machineFacts(value));
  const unlikeHelp = records.filter((record) => record.printed !== record.default);
  for (const { name, default: value, printed } of [...ofThisMachine, ...unlikeHelp]) {
    throw new Error(
      `${component} --${name}: the default "${value}" (printed as "${printed}") depends on the machine or on the moment.` +
        ' Decide what the catalogue should say, and teach dump.mjs.',
    );
  }
}

/** Every switch means true when it stands without a value; only what deviates from that is worth recording. */
export function compact({ noOpt, ...record }) {
  const isSwitch = ['bool', 'ignored'].includes(record.type);
  return noOpt === undefined || (isSwitch && noOpt === 'true') ? record : { ...record, noOpt };
}

function machineFacts(value) {
  const addresses = Object.values(os.networkInterfaces())
    .flat()
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
  return [os.hostname(), os.homedir(), os.tmpdir(), ...addresses].some(
    (fact) => fact.length > 3 && value.includes(fact),
  );
}
