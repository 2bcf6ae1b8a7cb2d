import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { machine } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPlan } from '../../../src/apply/apply-plan.js';
import { type Locks, takeLocks } from '../../../src/apply/lock.js';
import { applyContext } from '../../../src/app/deploy-context.js';
import { type Planned, planHosts, runDirectory } from '../../../src/app/plan-hosts.js';
import type { ClusterProbes } from '../../../src/app/plan-probes.js';
import type { LocatedBinary } from '../../../src/binaries/locate.js';
import { processorArchitecture } from '../../../src/binaries/program.js';
import type { Cluster } from '../../../src/cluster/cluster.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { sha256 } from '../../../src/kernel/digest.js';
import { HardwayError, problem } from '../../../src/kernel/problem.js';
import type { Transport } from '../../../src/kernel/transport.js';
import type { Plan, PlanEvent } from '../../../src/plan/plan.js';
import { renderCluster } from '../../../src/render/render-cluster.js';
import { type FakeHost, fakeHost } from '../../support/fake-host.js';
import { sampleBundle } from '../../support/sample-bundle.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const cluster = sampleCluster(1);
const architecture = processorArchitecture(machine()) ?? 'amd64';
let folder: ReturnType<typeof temporaryFolder>;
let host: FakeHost;
let bindings: string[];

beforeEach(() => {
  folder = temporaryFolder();
  host = fakeHost('node1', folder.path);
  bindings = [];
});

afterEach(() => {
  folder.remove();
});

function withArg(value: string): Cluster {
  const extraArgs = [{ name: 'max-requests-inflight', value, override: false }];
  return { ...cluster, options: { ...cluster.options, 'kube-apiserver': { extraArgs, unset: [] } } };
}

function binaries(): LocatedBinary[] {
  return ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) => {
    const content = `the program ${name}\n`.repeat(5000);
    const file = path.join(folder.path, 'local', name);
    writeFileSync(file, content);
    const project = name === 'etcd' ? 'etcd' : 'kubernetes';
    const version = name === 'etcd' ? cluster.etcd.version : cluster.kubernetes.version;
    return {
      name,
      project,
      version,
      architecture,
      path: file,
      sha256: sha256(content),
      bytes: content.length,
      origin: 'folder',
    };
  });
}

const probes: ClusterProbes = {
  health: (_host, component) => Promise.resolve(host.runs(component) ? null : 'it does not run'),
  etcdLeader: () => Promise.resolve(null),
  etcdMembers: () => Promise.resolve(null),
  existingBindings: () => Promise.resolve([...bindings]),
  applyBindings: (_host, names) => {
    bindings.push(...names);
    return Promise.resolve();
  },
};

interface Run {
  readonly plan: Plan;
  readonly events: readonly PlanEvent[];
}

/** One run of deploy; with `transport` in place of the host's own. Locks are freed as a dying process frees them. */
async function deploy(wanted: Cluster = cluster, transport: Transport = host.transport): Promise<Run> {
  const transports = new Map([['node1', transport]]);
  const events: PlanEvent[] = [];
  const locks = takeLocks(
    new Map([['node1', host.transport]]),
    runDirectory(folder.path),
    String(Math.random()),
    'a test',
  );
  try {
    const planned = await lookAt(wanted, transports, locks);
    const emit = (event: PlanEvent): void => {
      events.push(event);
    };
    const context = applyContext(planned, transports, probes, locks, { emit, root: folder.path });
    await applyPlan(planned.plan, {
      ...context,
      patience: { etcd: 500, apiserver: 500, controllers: 500, interval: 20 },
    });
    return { plan: planned.plan, events };
  } finally {
    await locks.release();
  }
}

async function lookAt(wanted: Cluster, transports: ReadonlyMap<string, Transport>, locks?: Locks): Promise<Planned> {
  const bundle = sampleBundle(wanted);
  const rendered = await renderCluster(wanted, bundle, { root: folder.path });
  const files = rendered.map((file) => ({ ...file, owner: 'root:root' }));
  const input = { cluster: wanted, bundle, files, binaries: new Map([[architecture, binaries()]]) };
  const lock = locks === undefined ? {} : { lock: { run: locks.run, troubleOf: locks.troubleOf } };
  return planHosts(input, transports, probes, { clock: systemClock, verify: false, root: folder.path, ...lock });
}

async function planNow(wanted: Cluster = cluster): Promise<Plan> {
  return (await lookAt(wanted, new Map([['node1', host.transport]]))).plan;
}

function at(name: string): string {
  return path.join(folder.path, name);
}

/** Everything of an interrupted run that should not be left on the host. */
function leftovers(): string[] {
  return readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.includes('.hardway-') || name.includes('run/hardway/work') || name.endsWith('.new'),
  );
}

function reloads(): number {
  return readdirSync(at('state')).includes('reloads')
    ? readFileSync(at('state/reloads'), 'utf8').split('\n').length - 1
    : 0;
}

function starts(): string[] {
  return readFileSync(at('state/starts'), 'utf8').trim().split('\n');
}

/** The host as it is for a process that is killed at call number `n`, before it, after it, or at a line within it. */
function killedAt(n: number, where: 'before' | 'after' | { readonly line: string }): Transport {
  let call = 0;
  let dead = false;
  const lost = (): never => {
    dead = true;
    throw new HardwayError([problem('host-connection-lost', { what: 'killed by the test' })]);
  };
  return {
    ...host.transport,
    run: async (request) => {
      call++;
      if (dead || (call === n && where === 'before')) lost();
      if (call === n && typeof where === 'object') {
        if (!request.script.includes(where.line)) throw new Error(`call ${n} has no line ${where.line}`);
        await host.transport.run({ ...request, script: request.script.replace(where.line, `exit 9\n${where.line}`) });
        lost();
      }
      const result = await host.transport.run(request);
      if (call === n) lost();
      return result;
    },
  };
}

describe('deploy on a host', () => {
  it('puts everything in place with the modes it should have, and then has nothing more to do', async () => {
    const { plan } = await deploy();
    expect(plan.changes).toBe(5);
    const mode = (name: string) => (statSync(at(name)).mode & 0o7777).toString(8);
    expect(mode('etc/kubernetes/pki/sa.key')).toBe('600');
    expect(mode('etc/kubernetes/pki')).toBe('700');
    expect(mode('etc/kubernetes/pki/ca.crt')).toBe('644');
    expect(mode('etc/kubernetes')).toBe('755');
    expect(mode('opt/hardway/etcd/3.6.16/etcd')).toBe('755');
    expect(readlinkSync(at('usr/local/bin/etcd'))).toBe(at('opt/hardway/etcd/3.6.16/etcd'));
    expect(starts()).toEqual([
      'etcd.service',
      'kube-apiserver.service',
      'kube-controller-manager.service',
      'kube-scheduler.service',
    ]);
    expect(leftovers()).toEqual([]);
    expect((await planNow()).steps).toEqual([]);
  });

  it('restarts the one unit whose flag changed', async () => {
    await deploy();
    const { plan } = await deploy(withArg('401'));
    expect(plan.steps).toMatchObject([{ id: 'apiserver/node1', restarts: ['kube-apiserver'] }]);
    expect(starts().slice(4)).toEqual(['kube-apiserver.service']);
    expect((await planNow(withArg('401'))).changes).toBe(0);
  });

  it('has systemd read its units anew when one of them changed, and not for units that it has never read', async () => {
    await deploy();
    expect(reloads()).toBe(0);
    await deploy(withArg('401'));
    expect(reloads()).toBe(1);
    expect(readFileSync(at('state/kube-apiserver.service.loaded'), 'utf8')).toContain('401');
  });

  it('has systemd read its units anew when it still believes that one of them is not enabled', async () => {
    await deploy();
    rmSync(at('state/etcd.service.enabled'));
    writeFileSync(at('state/etcd.service.believed'), 'disabled');
    await deploy();
    expect(reloads()).toBe(1);
    expect((await planNow()).changes).toBe(0);
  });

  it('uploads a binary again when the one on the host was tampered with, and restarts nothing twice', async () => {
    await deploy();
    writeFileSync(at('opt/hardway/etcd/3.6.16/etcd'), 'something else');
    const { plan } = await deploy();
    expect(plan.steps.map(({ id }) => id)).toEqual(['prepare/node1', 'etcd/node1']);
    expect(readFileSync(at('opt/hardway/etcd/3.6.16/etcd'), 'utf8')).toContain('the program etcd');
    expect((await planNow()).changes).toBe(0);
  });

  it('takes a restart back when the unit does not come up, says so, and shows the journal', async () => {
    await deploy();
    const unit = at('etc/systemd/system/kube-apiserver.service');
    const before = readFileSync(unit, 'utf8');
    const failure: unknown = await deploy(withArg('BROKEN')).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(HardwayError);
    const { problems, exitCode } = failure as HardwayError;
    expect(problems).toMatchObject([{ code: 'stop-gate', where: { host: 'node1' } }]);
    expect(problems[0]?.what).toContain('the former files are back');
    expect(problems[0]?.evidence).toEqual(['last words of kube-apiserver.service']);
    expect(exitCode).toBe(7);
    expect(readFileSync(unit, 'utf8')).toBe(before);
    expect(host.runs('kube-apiserver')).toBe(true);
    expect((await planNow()).changes).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  it('stops a unit that fails at its first start, leaves its files, and goes on from there', async () => {
    await expect(deploy(withArg('BROKEN'))).rejects.toMatchObject({ problems: [{ code: 'stop-gate' }] });
    expect(host.runs('etcd')).toBe(true);
    expect(host.runs('kube-apiserver')).toBe(false);
    expect(host.runs('kube-scheduler')).toBe(false);
    const { plan } = await deploy();
    expect(plan.steps.map(({ stage }) => stage)).toEqual(['apiserver-start', 'bindings', 'controllers-start']);
    expect((await planNow()).changes).toBe(0);
  });

  it('refuses a host that another run has locked, and names the holder', async () => {
    const locks = takeLocks(
      new Map([['node1', host.transport]]),
      runDirectory(folder.path),
      'other',
      'ops@laptop, process 7',
    );
    try {
      await lookAt(cluster, new Map([['node1', host.transport]]), locks);
      await expect(deploy()).rejects.toMatchObject({
        problems: [{ code: 'stop-locked', what: 'the host is locked by ops@laptop, process 7' }],
      });
    } finally {
      await locks.release();
    }
    expect((await deploy()).plan.changes).toBe(5);
  });

  it('changes nothing at all when something foreign is found', async () => {
    mkdirSync(at('etc/kubernetes/pki'), { recursive: true });
    writeFileSync(at('etc/kubernetes/pki/ca.crt'), 'of somebody else');
    await expect(deploy()).rejects.toMatchObject({ problems: [{ code: 'stop-foreign-file' }] });
    expect(readFileSync(at('etc/kubernetes/pki/ca.crt'), 'utf8')).toBe('of somebody else');
    expect(readdirSync(at('etc')).sort()).toEqual(['kubernetes', 'systemd']);
    expect(readdirSync(at('opt'))).toEqual([]);
  });
});

// Call 1 looks at the host; then come prepare, binaries, etcd, apiserver, controllers.
const swap = 'f) mv -fT';
const restart = 'pick() { sed';
describe('killed anywhere, the next run converges', () => {
  it.each<[string, number, Parameters<typeof killedAt>[1]]>([
    ['before the folders', 2, 'before'],
    ['after the folders', 2, 'after'],
    ['within the preparation, before the marker is in place', 2, { line: swap }],
    ['before the binaries', 3, 'before'],
    ['within the binaries, before they take their place', 3, { line: 'rm -f "$path.digest"' }],
    ['after the binaries', 3, 'after'],
    ['before etcd has its files', 4, 'before'],
    ['when the files of etcd are there under temporary names', 4, { line: swap }],
    ['between the files of etcd and its start', 4, { line: restart }],
    ['after the start of etcd', 4, 'after'],
    ['between the files of the apiserver and its start', 5, { line: restart }],
    ['after the start of the apiserver', 5, 'after'],
    ['between the files of the companions and their start', 6, { line: restart }],
    ['after the last step', 6, 'after'],
  ])('on a fresh host, %s', async (_when, n, where) => {
    await expect(deploy(cluster, killedAt(n, where))).rejects.toThrow('killed by the test');
    await deploy();
    expect((await planNow()).steps).toEqual([]);
    expect(leftovers()).toEqual([]);
  });

  // Call 2 fetches the text for the diff, call 3 writes and restarts.
  it.each<[string, number, Parameters<typeof killedAt>[1]]>([
    ['before anything is written', 3, 'before'],
    ['when the file is there under a temporary name', 3, { line: swap }],
    ['between the file and the restart', 3, { line: restart }],
    ['between daemon-reload and the restart', 3, { line: 'for unit in $restart' }],
    ['after the restart', 3, 'after'],
  ])('with a changed flag, %s', async (_when, n, where) => {
    await deploy();
    await expect(deploy(withArg('401'), killedAt(n, where))).rejects.toThrow('killed by the test');
    await deploy(withArg('401'));
    expect((await planNow(withArg('401'))).steps).toEqual([]);
    expect(starts().slice(4)).toEqual(['kube-apiserver.service']);
    expect(leftovers()).toEqual([]);
  });
});
