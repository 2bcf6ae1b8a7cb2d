import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labDown } from '../../src/app/lab-down.js';
import { labProcesses, type ProcessesAreUp } from '../../src/app/lab-processes.js';
import { labStatus } from '../../src/app/lab-status.js';
import { labVersions } from '../../src/app/lab-versions.js';
import { loadBundle } from '../../src/app/load-bundle.js';
import { loadCluster } from '../../src/app/load-cluster.js';
import { LabStatus } from '../../src/commands/lab/status.js';
import { loadFeatureGates } from '../../src/catalog/feature-gates.js';
import { loadFlagCatalog } from '../../src/catalog/load.js';
import { type ApiserverClient, apiserverClient } from '../../src/endpoints/apiserver-client.js';
import type { Endpoint } from '../../src/endpoints/endpoint.js';
import { openEndpoint } from '../../src/endpoints/open-endpoint.js';
import { localTransport } from '../../src/hosts/local-transport.js';
import type { EffectiveFlag } from '../../src/inspect/effective-flag.js';
import { readFlagLog } from '../../src/inspect/flag-log.js';
import { compareWithPrinted, type PrintedFlags } from '../../src/inspect/flagz.js';
import { inspectText } from '../../src/inspect/inspect-text.js';
import { systemClock } from '../../src/kernel/clock.js';
import type { Component } from '../../src/kernel/component.js';
import { processesWith } from '../../src/lab/process-table.js';
import { expectValid } from '../support/json-schema.js';
import { realBinary, realVersions } from '../support/real-binaries.js';
import { runCommand } from '../support/run-command.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const directory = path.join(folder.path, 'lab');
const { signal } = new AbortController();
const kubernetes = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
const all = ['etcd', ...kubernetes] as const;

let up: ProcessesAreUp;
const endpoints: Endpoint[] = [];

function start(): Promise<ProcessesAreUp> {
  return labProcesses({ directory, versions: labVersions, progress: () => undefined, signal });
}

/** The apiserver as one of the cluster's users, or as nobody. */
async function apiserver(user?: 'admin' | 'super-admin'): Promise<ApiserverClient> {
  const { cluster } = await loadCluster(up.config);
  const { bundle } = await loadBundle(up.pki, cluster, systemClock);
  const ca = bundle.certificates.get('kubernetes-ca')?.certificate ?? '';
  const client = user === undefined ? undefined : bundle.certificates.get(user);
  const tls = client?.key === undefined ? { ca } : { ca, cert: client.certificate, key: client.key };
  const { hostname, port } = new URL(up.server);
  const endpoint = openEndpoint({ from: localTransport('node1'), host: hostname, port: Number(port), tls });
  endpoints.push(endpoint);
  return apiserverClient(endpoint);
}

/** The flags of a component as one text shows them. */
async function flagsIn(text: string, component: Component): Promise<Readonly<Record<string, EffectiveFlag>>> {
  const version = { kubernetesVersion: realVersions.kubernetes, etcdVersion: realVersions.etcd };
  const inspection = await inspectText(text, { source: component, catalogs: loadFlagCatalog, ...version });
  expect(inspection.problems).toEqual([]);
  expect(inspection.components.map((found) => found.component)).toEqual([component]);
  return inspection.components[0]?.flags ?? {};
}

/** Names and values, without where they were found. */
function values(flags: Readonly<Record<string, EffectiveFlag>>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(flags).map(([name, { value }]) => [name, value]));
}

function renderedUnit(component: Component): Promise<string> {
  return readFile(path.join(directory, 'root/etc/systemd/system', `${component}.service`), 'utf8');
}

async function differences(component: Component, printed: PrintedFlags) {
  const catalog = await loadFlagCatalog(component, realVersions.kubernetes);
  if (catalog === null) throw new Error(`there is no catalogue of ${component}`);
  const flags = await flagsIn(await renderedUnit(component), component);
  expect(Object.keys(flags).length).toBeGreaterThan(8);
  expect(printed.size).toBe(catalog.all().length);
  return compareWithPrinted(flags, printed, catalog);
}

beforeAll(async () => {
  for (const component of all) await realBinary(component);
  up = await start();
});

afterAll(async () => {
  for (const endpoint of endpoints) endpoint.close();
  await labDown({ directory, progress: () => undefined, signal });
  folder.remove();
});

describe('a rendered control plane as plain processes', () => {
  it('is ready, as anybody may ask', async () => {
    const client = await apiserver();
    expect(await client.readyz()).toMatchObject({ ok: true });
    expect(await client.livez()).toMatchObject({ ok: true });
  });

  it('is told of as its schemas promise', async () => {
    expectValid('lab:up', JSON.parse(JSON.stringify({ schemaVersion: 1, ...up })));
    const run = await runCommand(LabStatus, ['--directory', directory, '--json']);
    expect(run.exitCode).toBe(0);
    expectValid('lab:status', JSON.parse(run.stdout));
  });

  it('gives the admin a namespace back', async () => {
    const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'by-the-hard-way' } };
    const location = '/api/v1/namespaces/by-the-hard-way';
    expect(await (await apiserver('admin')).ensureObject(location, object)).toBe('created');
    expect(await (await apiserver('admin')).get(location)).toMatchObject({ metadata: { name: 'by-the-hard-way' } });
  });

  it('refuses the namespaces to nobody in particular', async () => {
    await expect((await apiserver()).get('/api/v1/namespaces')).rejects.toThrow(/40[13]/);
  });

  it('listens on its loopback address only', async () => {
    const ours = new Set(up.processes.map(({ pid }) => pid));
    expect(ours.size).toBe(4);
    const { hostname } = new URL(up.server);
    expect(hostname).toMatch(/^127\.0\.0\.\d+$/);
    // Local addresses of listening sockets (state 0A), as the kernel writes them: little-endian hex.
    const sockets = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
    const port = (6443).toString(16).toUpperCase();
    const listening = sockets.filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${port}`) === true);
    expect(listening.every(([, local]) => local?.slice(6, 8) === '7F')).toBe(true);
    expect(listening.length).toBeGreaterThan(0);
  });

  it('is left alone when it is started again', async () => {
    const again = await start();
    expect(again.started).toEqual([]);
    expect(again.processes).toEqual(up.processes);
  });
});

describe('flags of the running control plane', () => {
  // From level 1 on the components log all their flags when they start.
  beforeAll(async () => {
    const options = ['apiServer', 'controllerManager', 'scheduler'].map(
      (name) => `  ${name}: { extraArgs: [{ name: v, value: "1" }] }\n`,
    );
    await writeFile(up.config, `${await readFile(up.config, 'utf8')}${options.join('')}`);
    up = await start();
  });

  it('change by a restart of the components whose flags changed, and of no other', () => {
    expect(up.started).toEqual(kubernetes);
  });

  it.each(all)('of %s are in its process what they are in its unit', async (component) => {
    const pid = up.processes.find((process) => process.component === component)?.pid ?? 0;
    const inUnit = values(await flagsIn(await renderedUnit(component), component));
    const inProcess = values(await flagsIn(await readFile(`/proc/${pid}/cmdline`, 'utf8'), component));
    expect(Object.keys(inUnit).length).toBeGreaterThan(8);
    expect(inProcess).toEqual(inUnit);
  });

  it.each(kubernetes)('of %s are in its FLAG: log what they are in its unit', async (component) => {
    const log = await readFile(path.join(up.logs, `${component}.log`), 'utf8');
    expect(await differences(component, readFlagLog(log))).toEqual([]);
  });

  it('of kube-apiserver are in /flagz what they are in its unit', async () => {
    const printed = await (await apiserver('super-admin')).flagz();
    expect(await differences('kube-apiserver', printed)).toEqual([]);
  });

  it('of kube-apiserver with their defaults are, one and all, what /flagz says, and its settings what /metrics says', async () => {
    const { inspectFile } = await import('../../src/app/inspect-file.js');
    const none = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true as const, value: undefined }) }),
    };
    const unit = path.join(directory, 'root/etc/systemd/system/kube-apiserver.service');
    const { components } = await inspectFile(unit, none, {
      catalogs: loadFlagCatalog,
      effective: true,
      kubernetesVersion: realVersions.kubernetes,
    });
    const [inspected] = components;
    const catalog = await loadFlagCatalog('kube-apiserver', realVersions.kubernetes);
    if (inspected === undefined || catalog === null) throw new Error('nothing was read');
    const client = await apiserver('super-admin');
    const printed = await client.flagz();
    // What a file says in place of a flag is no flag of the process.
    const own = Object.fromEntries(
      Object.entries(inspected.flags).flatMap(([name, flag]) => {
        return flag.origin === 'file' ? [] : [[name, { ...flag, origin: 'set' as const }]];
      }),
    );
    const differ = compareWithPrinted(own, printed, catalog);
    // What nobody sets the apiserver fills in at its start, from its address and for its own resources.
    expect(differ.map(({ flag }) => flag)).toEqual(['external-hostname', 'watch-cache-sizes']);
    expect(Object.keys(own).length).toBeGreaterThan(150);
    const answer = await endpoints.at(-1)?.request({ path: '/metrics' });
    const metrics = answer?.body.toString('utf8') ?? '';
    const reported = [...metrics.matchAll(/^kubernetes_feature_enabled\{name="(\w+)",stage="\w*"\} ([01])$/gm)];
    expect(reported.length).toBeGreaterThan(100);
    const gates = await loadFeatureGates('kube-apiserver', realVersions.kubernetes);
    const changed = new Map(
      inspected.settings?.featureGates?.value?.map((pair) => pair.split('=') as [string, string]),
    );
    const wrong = reported.flatMap(([, name = '', on]) => {
      const gate = gates?.get(name);
      const expected = changed.get(name) ?? (gate === undefined ? undefined : String(gate.default));
      return expected === String(on === '1') ? [] : [`${name} is ${on ?? ''}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('the lab of processes', () => {
  it('leaves nothing behind when it is taken down', async () => {
    const mine = () => processesWith(({ argv }) => argv.some((word) => word.includes(directory)));
    expect(await mine()).toHaveLength(4);
    const down = await labDown({ directory, progress: () => undefined, signal });
    expect(down).toMatchObject({ removed: [...all].reverse(), left: [] });
    expect(await mine()).toEqual([]);
    await expect(access(directory)).rejects.toThrow('ENOENT');
    await expect(labStatus(directory)).rejects.toThrow('no lab');
  });
});
