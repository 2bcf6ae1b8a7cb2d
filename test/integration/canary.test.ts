import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { machine } from 'node:os';
import path from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPlan } from '../../src/apply/apply-plan.js';
import { takeLocks } from '../../src/apply/lock.js';
import { applyContext } from '../../src/app/deploy-context.js';
import { loadBundle } from '../../src/app/load-bundle.js';
import { renewPki } from '../../src/app/pki-renew.js';
import { savePlan } from '../../src/app/plan-file.js';
import { planHosts, runDirectory } from '../../src/app/plan-hosts.js';
import type { ClusterProbes } from '../../src/app/plan-probes.js';
import { processorArchitecture } from '../../src/binaries/program.js';
import { presentFailure } from '../../src/cli/present-error.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { openTransport } from '../../src/hosts/open-transport.js';
import { systemClock } from '../../src/kernel/clock.js';
import { sha256 } from '../../src/kernel/digest.js';
import type { PkiBundle } from '../../src/pki/pki-bundle.js';
import type { Plan } from '../../src/plan/plan.js';
import { renderCluster } from '../../src/render/render-cluster.js';
import { progressLine } from '../../src/ui/progress-lines.js';
import { planView } from '../../src/ui/views/plan.js';
import { ensureBuilt } from '../support/built-cli.js';
import { type Canary, canariesIn, keyCanary } from '../support/canary.js';
import { type FakeHost, fakeHost } from '../support/fake-host.js';
import { testStore, type TestStore } from '../support/pki-store.js';
import { runCli, startCli } from '../support/run-cli.js';
import { sampleCluster } from '../support/sample-cluster.js';
import { type SshServer, startSshServer } from '../support/ssh-server.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { watchModes } from '../support/watch-modes.js';
import { watchProcesses } from '../support/watch-processes.js';

// A whole deployment travels through a real SSH connection to a real shell whose systemd only remembers. What the test
// leaves out: chown, sudo, and health checks over TLS; hosts that have these are in test/lab.
const cluster = sampleCluster(1);
const architecture = processorArchitecture(machine()) ?? 'amd64';

let store: TestStore;
let folder: ReturnType<typeof temporaryFolder>;
let server: SshServer;
let host: FakeHost;
let canaries: Canary[];

function plant(bundle: PkiBundle): void {
  for (const { id, key } of bundle.certificates.values()) {
    if (key !== undefined) canaries.push(keyCanary(id, key.reveal().toString()));
  }
  canaries.push(keyCanary('service accounts', bundle.serviceAccount.privateKey.reveal().toString()));
  canaries.push({ name: 'encryption key', bytes: bundle.encryptionKey.key.reveal() });
}

async function bundleNow(): Promise<PkiBundle> {
  const { bundle } = await loadBundle(store.directory, cluster, systemClock);
  plant(bundle);
  return bundle;
}

const isSecret = (text: string): boolean => canariesIn(text, canaries).length > 0;

beforeEach(async () => {
  canaries = [];
  store = await testStore(cluster);
  folder = temporaryFolder();
  server = await startSshServer();
  const identity = ssh2.utils.parseKey(readFileSync(path.join(server.folder, 'user')));
  if (identity instanceof Error) throw identity;
  canaries.push(keyCanary('SSH identity', identity.getPrivatePEM()));
  mkdirSync(path.join(folder.path, 'host'));
  host = fakeHost('node1', path.join(folder.path, 'host'), await openTransport(server.target));
});

afterEach(async () => {
  await host.transport.close();
  await server.stop();
  folder.remove();
  store.remove();
});

const probes: ClusterProbes = {
  health: (_host, component) => Promise.resolve(host.runs(component) ? null : 'it does not run'),
  etcdLeader: () => Promise.resolve(null),
  etcdMembers: () => Promise.resolve(null),
  existingBindings: () => Promise.resolve([]),
  applyBindings: () => Promise.resolve(),
};

function binaries() {
  return (['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const).map((name) => {
    const content = `the program ${name}\n`;
    const file = path.join(folder.path, name);
    writeFileSync(file, content);
    const project = name === 'etcd' ? ('etcd' as const) : ('kubernetes' as const);
    const version = name === 'etcd' ? cluster.etcd.version : cluster.kubernetes.version;
    const identity = { name, project, version, architecture, origin: 'folder' as const };
    return { ...identity, path: file, sha256: sha256(content), bytes: content.length };
  });
}

/** Everything that a deployment shows anywhere: the plan in all its forms, progress, errors. */
async function deployed(wanted: Cluster, bundle: PkiBundle): Promise<{ readonly shown: string; readonly plan: Plan }> {
  const transports = new Map([['node1', host.transport]]);
  const root = host.root;
  const rendered = await renderCluster(wanted, bundle, { root });
  const files = rendered.map((file) => ({ ...file, owner: 'root:root' }));
  const locks = takeLocks(transports, runDirectory(root), String(Math.random()), 'a test');
  try {
    const lock = { run: locks.run, troubleOf: locks.troubleOf };
    const input = { cluster: wanted, bundle, files, binaries: new Map([[architecture, binaries()]]) };
    const planned = await planHosts(input, transports, probes, { clock: systemClock, verify: false, root, lock });
    const { plan } = planned;
    const saved = path.join(folder.path, 'saved.plan');
    await savePlan(saved, plan);
    const shown = [planView(plan, 'all'), JSON.stringify(plan), readFileSync(saved, 'utf8')];
    const emit = (event: Parameters<typeof progressLine>[1]): void => {
      shown.push(JSON.stringify(event), progressLine(plan, event) ?? '');
    };
    const context = applyContext(planned, transports, probes, locks, { emit, root });
    const patience = { etcd: 500, apiserver: 500, controllers: 500, interval: 20 };
    await applyPlan(plan, { ...context, patience }).catch((error: unknown) => {
      shown.push(failureOf(error));
    });
    return { shown: shown.join('\n'), plan };
  } finally {
    await locks.release();
  }
}

/** What the CLI prints of a failure, as text and as JSON, with DEBUG. */
function failureOf(error: unknown): string {
  const printed: string[] = [];
  const writes = (['stdout', 'stderr'] as const).map(
    (name) => [name, process[name].write.bind(process[name])] as const,
  );
  const before = process.env.DEBUG;
  process.env.DEBUG = '1';
  try {
    for (const [name] of writes) {
      process[name].write = (chunk: string | Uint8Array) => {
        printed.push(String(chunk));
        return true;
      };
    }
    presentFailure(error, { json: false });
    presentFailure(error, { json: true });
  } finally {
    for (const [name, write] of writes) process[name].write = write;
    if (before === undefined) delete process.env.DEBUG;
    else process.env.DEBUG = before;
  }
  return printed.join('');
}

describe('keys that travel to a host', () => {
  it('are in files of mode 0600 there, and in nothing else: command lines, processes, plans, progress', async () => {
    const first = await bundleNow();
    const modes = watchModes(host.root, isSecret);
    const processes = watchProcesses();
    const made = await deployed(cluster, first);
    const options = { names: ['apiserver', 'etcd-peer', 'scheduler'], all: false, keepKey: false };
    await renewPki(store.directory, cluster, options);
    const changed = await deployed(cluster, await bundleNow());
    const everywhere = processes();

    expect(made.plan.steps.flatMap(({ files }) => files).filter(({ secret }) => secret).length).toBeGreaterThan(8);
    const again = changed.plan.steps.flatMap(({ files }) => files).filter(({ secret }) => secret);
    expect(again.length).toBeGreaterThanOrEqual(3);
    expect(readFileSync(path.join(host.root, 'etc/kubernetes/pki/apiserver.key'), 'utf8')).toBe(
      store.read('hosts/node1/apiserver.key'),
    );
    expect(modes()).toEqual([]);
    expect(everywhere).toContain('/bin/sh');
    expect(canariesIn(everywhere, canaries)).toEqual([]);
    expect(server.commands.length).toBeGreaterThan(5);
    expect(canariesIn(server.commands.join('\n'), canaries)).toEqual([]);
    expect(canariesIn(made.shown + changed.shown, canaries)).toEqual([]);
    expect(made.shown + changed.shown).not.toContain('PRIVATE KEY-----');
  }, 60_000);

  it('are not shown when a host prints them in its journal and its errors', async () => {
    const bundle = await bundleNow();
    await deployed(cluster, bundle);
    const key = bundle.certificates.get('node1/apiserver')?.key?.reveal().toString() ?? '';
    const loud = path.join(host.root, 'fake-bin/journalctl');
    writeFileSync(loud, `#!/bin/sh\ncat <<'END'\ncannot read\n${key}END\n`);
    chmodSync(loud, 0o700);
    const extraArgs = [{ name: 'max-requests-inflight', value: 'BROKEN', override: false }];
    const broken = { ...cluster, options: { ...cluster.options, 'kube-apiserver': { extraArgs, unset: [] } } };
    const { shown } = await deployed(broken, bundle);
    expect(shown).toContain('cannot read');
    expect(shown).toContain('[private key]');
    expect(canariesIn(shown, canaries)).toEqual([]);
  }, 60_000);
});

describe('keys on this machine', () => {
  it('are in the store, in what is rendered and in kubeconfigs, with mode 0600 whatever the umask, and in no output', async () => {
    ensureBuilt();
    const here = path.join(folder.path, 'here');
    mkdirSync(here);
    const { ssh } = server.target;
    const config = [
      'apiVersion: hardway/v1',
      'kind: Cluster',
      'metadata: { name: demo }',
      'spec:',
      '  kubernetes: { version: 1.37.1 }',
      '  etcd: { version: 3.6.16 }',
      '  hosts:',
      '    - name: node1',
      '      address: 198.51.100.11',
      '      roles: [etcd, control-plane]',
      `      ssh: { user: ops, host: 127.0.0.1, port: ${ssh.port}, identityFile: ${ssh.identityFile ?? ''}, knownHostsFile: ${ssh.knownHostsFile ?? ''} }`,
      '',
    ].join('\n');
    writeFileSync(path.join(here, 'cluster.yaml'), config);
    const commands = [
      ['render'],
      ['pki', 'renew', 'apiserver', 'etcd-peer', 'scheduler'],
      ['render', '--diff'],
      ['render'],
      ['kubeconfig', 'admin'],
      ['kubeconfig', '--user', 'jane', '--out', 'jane.conf'],
      ['render', '--out', 'cluster.yaml'],
      ['kubeconfig', 'admin', '--out', 'rendered'],
      ['inspect', '--all'],
      ['plan', '--out', 'saved.plan', '--binaries', 'nowhere'],
      ['deploy', '--yes', '--binaries', 'nowhere'],
    ];
    const looseMask = process.umask(0);
    const stopWatching: (() => readonly string[])[] = [];
    let output = '';
    try {
      expect((await runCli(['pki', 'create'], here)).code).toBe(0);
      const { bundle } = await loadBundle(path.join(here, 'pki'), cluster, systemClock);
      plant(bundle);
      // Keys that are made later are told by their PEM.
      stopWatching.push(watchModes(here, (text) => isSecret(text) || text.includes('PRIVATE KEY-----')));
      const processes = watchProcesses();
      for (const more of [[], ['--json']]) {
        for (const command of commands) {
          const run = await startCli([...command, ...more], here, {
            DEBUG: '1',
            XDG_CACHE_HOME: path.join(here, 'cache'),
          }).ended;
          expect(run.code).not.toBe(1);
          output += run.stdout + run.stderr;
          if (command[1] === 'renew') plant((await loadBundle(path.join(here, 'pki'), cluster, systemClock)).bundle);
        }
      }
      expect(canariesIn(processes(), canaries)).toEqual([]);
    } finally {
      process.umask(looseMask);
    }
    expect(stopWatching.flatMap((stop) => stop())).toEqual([]);
    expect(server.loginRequests()).toBeGreaterThan(0);
    expect(output).not.toContain('PRIVATE KEY-----');
    expect(canariesIn(output, canaries)).toEqual([]);
  }, 120_000);
});
