// Builds the dump program of one version from that version's Go modules, and runs it.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const sources = fileURLToPath(new URL('dump', import.meta.url));
const moduleName = 'hardway.local/dump';

/** What can be dumped: which components a program speaks for, and how its go.mod comes about. */
export const programs = {
  kubernetes: {
    components: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'],
    prepare: prepareKubernetes,
  },
  etcd: { components: ['etcd'], prepare: prepareEtcd },
};

/** The flags of every component of `program` in `version`, as `{component: records}`. Takes minutes on a cold Go cache. */
export async function dump(program, version) {
  return withProgram(program, version, async (folder) => {
    const flags = {};
    for (const component of programs[program].components) flags[component] = await run(folder, component);
    return flags;
  });
}

/** Builds the dump program in a throw-away folder and lends it to `use`. */
export async function withProgram(program, version, use) {
  const folder = await mkdtemp(path.join(os.tmpdir(), `hardway-catalog-${program}-${version}-`));
  try {
    await cp(path.join(sources, program), folder, { recursive: true });
    await programs[program].prepare(folder, version);
    // A Kubernetes build without its version thinks it is v0.0.0.
    const stamp = `-X k8s.io/component-base/version.gitVersion=v${version}`;
    await go(folder, 'build', '-mod=mod', '-trimpath', '-ldflags', stamp, '-o', 'dump', '.');
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
  const { Replace: replaced = [] } = JSON.parse(await go(folder, 'mod', 'edit', '-json'));
  const staged = replaced.filter(({ New }) => New.Path.startsWith('./staging/')).map(({ Old }) => Old.Path);
  const published = `v0.${version.split('.').slice(1).join('.')}`;
  await go(
    folder,
    'mod',
    'edit',
    `-module=${moduleName}`,
    `-require=k8s.io/kubernetes@v${version}`,
    ...staged.map((name) => `-replace=${name}=${name}@${published}`),
  );
}

async function prepareEtcd(folder, version) {
  const module = await download(folder, `go.etcd.io/etcd/server/v3@v${version}`);
  await cp(module.GoMod, path.join(folder, 'go.mod'));
  const { Replace: replaced = [] } = JSON.parse(await go(folder, 'mod', 'edit', '-json'));
  await go(
    folder,
    'mod',
    'edit',
    `-module=${moduleName}`,
    `-require=go.etcd.io/etcd/server/v3@v${version}`,
    ...replaced.map(({ Old }) => `-dropreplace=${Old.Path}`),
  );
}

async function download(folder, module) {
  await writeFile(path.join(folder, 'go.mod'), `module ${moduleName}\n`);
  return JSON.parse(await go(folder, 'mod', 'download', '-json', module));
}

async function go(cwd, ...args) {
  const { stdout } = await exec('go', args, {
    cwd,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** Runs the program in two different environments: a default that differs came from this machine, not from the code. */
async function run(folder, component) {
  const program = path.join(folder, 'dump');
  const [usual, odd] = await Promise.all([
    exec(program, [component], { cwd: folder, env: process.env }),
    exec(program, [component], { cwd: os.tmpdir(), env: { HOME: '/nowhere', TMPDIR: '/nowhere', GOMAXPROCS: '1' } }),
  ]);
  const records = JSON.parse(usual.stdout);
  const others = new Map(JSON.parse(odd.stdout).map((record) => [record.name, record.default]));
  const ofThisMachine = records.filter(({ name, default: value }) => others.get(name) !== value || machineFacts(value));
  const unlikeHelp = records.filter((record) => record.printed !== record.default);
  for (const { name, default: value, printed } of [...ofThisMachine, ...unlikeHelp]) {
    throw new Error(
      `${component} --${name}: the default "${value}" (printed as "${printed}") depends on the machine or on the moment.` +
        ' Decide what the catalogue should say, and teach dump.mjs.',
    );
  }
  return records.map(({ printed: _printed, ...record }) => compact(record));
}

/** Every switch means true when it stands without a value; only what deviates from that is worth recording. */
function compact({ noOpt, ...record }) {
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
