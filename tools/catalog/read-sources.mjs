// Reads kube-apiserver from its source text (see read/main.go), for minors that cannot be built.
import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { downloadModule, nearest } from './modules.mjs';

const exec = promisify(execFile);
const reader = fileURLToPath(new URL('read', import.meta.url));

// The libraries of the Kubernetes project whose code declares flags of kube-apiserver.
const libraries = [
  'apiextensions-apiserver',
  'apimachinery',
  'apiserver',
  'client-go',
  'cloud-provider',
  'component-base',
  'kube-aggregator',
  'legacy-cloud-providers',
];

// What minors used that are older than Go modules; of 1.13 the nearest that is published.
const loggers = {
  11: ['github.com/golang/glog', 'v0.0.0-20160126235308-23def4e6c14b'],
  12: ['github.com/golang/glog', 'v0.0.0-20160126235308-23def4e6c14b'],
  13: ['k8s.io/klog', 'v0.1.0'],
  14: ['k8s.io/klog', 'v0.0.0-20190306015804-8e90cee79f82'],
};

/** What kube-apiserver declares in `version`, as `dump` gives it. What the reader cannot tell for certain is an error. */
export async function readSources(version) {
  const folder = await mkdtemp(path.join(os.tmpdir(), `hardway-catalog-read-${version}-`));
  try {
    const modules = path.join(folder, 'modules.json');
    await writeFile(modules, JSON.stringify(await foldersOf(folder, version)));
    const { stdout } = await exec('go', ['run', '.', modules], { cwd: reader, maxBuffer: 64 * 1024 * 1024 });
    const { unknown, ...read } = JSON.parse(stdout);
    if (unknown.length > 0) throw new Error(`kube-apiserver ${version}: cannot be read: ${unknown.join('; ')}`);
    return read;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the source text of each module lies, by import path. */
async function foldersOf(folder, version) {
  await writeFile(path.join(folder, 'go.mod'), 'module hardway.local/sources\n');
  const { Dir: main } = await downloadModule(folder, `k8s.io/kubernetes@v${version}`);
  const folders = { 'k8s.io/kubernetes': main };
  const [, minor, patch] = version.split('.');
  for (const library of libraries) {
    const name = `k8s.io/${library}`;
    const staged = path.join(main, 'staging/src', name);
    // Versions from before Go modules carry their libraries with them.
    if (await exists(path.join(main, 'go.mod'))) {
      const found = await nearest(folder, name, `v0.${minor}.${patch}`);
      if (found !== null) folders[name] = (await downloadModule(folder, `${name}@${found}`)).Dir;
    } else if (await exists(staged)) folders[name] = staged;
  }
  for (const [name, found] of await loggersOf(main, minor)) {
    folders[name] = (await downloadModule(folder, `${name}@${found}`)).Dir;
  }
  return folders;
}

async function loggersOf(main, minor) {
  if (loggers[minor] !== undefined) return [loggers[minor]];
  const text = await readFile(path.join(main, 'go.mod'), 'utf8');
  return [...text.matchAll(/^\s(k8s\.io\/klog(?:\/v2)?) (v\S+)/gm)].map(([, name, version]) => [name, version]);
}

function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}
