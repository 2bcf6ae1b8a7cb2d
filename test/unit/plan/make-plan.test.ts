import { beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.js';
import type { Component } from '../../../src/kernel/component.js';
import { Secret } from '../../../src/kernel/secret.js';
import type { Desired } from '../../../src/plan/desired.js';
import { makePlan } from '../../../src/plan/make-plan.js';
import type { HostObservation, ObservedFile, ObservedUnit } from '../../../src/plan/observation.js';
import { sampleBundle } from '../../support/sample-bundle.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { convergedObservation, freshObservation, sampleDesired, startedAt } from '../../support/sample-plan.js';

const cluster = sampleCluster(3);
let desired: Desired;

beforeAll(async () => {
  desired = await sampleDesired(cluster);
});

function withUnit(component: Component, change: Partial<ObservedUnit>) {
  return (host: HostObservation): HostObservation => {
    const unit = host.units.get(component);
    if (unit === undefined) throw new Error(`no ${component} on ${host.host}`);
    return { ...host, units: new Map(host.units).set(component, { ...unit, ...change }) };
  };
}

function withFile(path: string, change: Partial<ObservedFile>) {
  return (host: HostObservation): HostObservation => {
    const file = host.files.get(path);
    if (file === undefined) throw new Error(`no ${path} on ${host.host}`);
    return { ...host, files: new Map(host.files).set(path, { ...file, ...change }) };
  };
}

const unitFile = '/etc/systemd/system/kube-apiserver.service';

function withApiserverArg(value: string): Cluster {
  const extraArgs = [{ name: 'max-requests-inflight', value, override: false }];
  return { ...cluster, options: { ...cluster.options, 'kube-apiserver': { extraArgs, unset: [] } } };
}

describe('a plan for fresh hosts', () => {
  it('prepares all hosts, then starts etcd, apiservers, bindings and companions, each stage on all hosts at once', () => {
    const plan = makePlan(desired, freshObservation(desired));
    expect(plan.stages.map(({ id, order }) => `${id} ${order}`)).toEqual([
      'prepare together',
      'etcd-start together',
      'apiserver-start together',
      'bindings one-by-one',
      'controllers-start together',
    ]);
    expect(plan.changes).toBe(13);
    expect(plan.steps.flatMap(({ restarts }) => restarts)).toEqual([]);
  });

  it('puts the marker in place before anything that could be taken for foreign', () => {
    const plan = makePlan(desired, freshObservation(desired));
    const marking = plan.steps.findIndex(({ files }) => files.some(({ path }) => path === desired.marker.path));
    expect(plan.steps[marking]?.stage).toBe('prepare');
  });

  it('makes folders that hold keys private and leaves folders of the system alone', () => {
    const [prepare] = makePlan(desired, freshObservation(desired)).steps;
    const mode = (path: string) => prepare?.directories.find((d) => d.path === path);
    expect(mode('/etc/kubernetes/pki')).toMatchObject({ mode: 0o700, owner: 'root:root' });
    expect(mode('/etc/etcd/pki')).toMatchObject({ mode: 0o700, owner: 'etcd:etcd' });
    expect(mode('/etc')).toBeUndefined();
  });

  it('holds nothing of any secret, neither as text nor encoded', () => {
    const text = JSON.stringify(makePlan(desired, freshObservation(desired)));
    const { certificates, serviceAccount, encryptionKey } = sampleBundle(cluster);
    const pems = [...certificates.values()].flatMap(({ key }) => (key === undefined ? [] : [key]));
    // The middle of each key: the line between BEGIN and END.
    const keys = [...pems, serviceAccount.privateKey].map((pem) =>
      Buffer.from(pem.reveal().toString().split('\n')[1] ?? ''),
    );
    expect(keys.length).toBeGreaterThan(30);
    const leaked = [...keys, encryptionKey.key.reveal()].filter((key) =>
      (['utf8', 'base64', 'hex'] as const).some((form) => text.includes(key.toString(form))),
    );
    expect(leaked).toHaveLength(0);
  });
});

describe('a plan for hosts that are as they should be', () => {
  it('is empty', () => {
    const plan = makePlan(desired, convergedObservation(desired));
    expect(plan).toMatchObject({ changes: 0, steps: [], stages: [], problems: [] });
  });

  it('is empty for one master too', async () => {
    const single = await sampleDesired(sampleCluster(1));
    expect(makePlan(single, convergedObservation(single)).changes).toBe(0);
  });
});

describe('a plan for a changed flag', () => {
  it('writes one unit and restarts one apiserver per master, one master after another', async () => {
    const changed = await sampleDesired(withApiserverArg('401'));
    const plan = makePlan(changed, convergedObservation(desired));
    expect(plan.stages).toMatchObject([{ id: 'apiserver', order: 'one-by-one' }]);
    expect(plan.steps.map(({ host }) => host)).toEqual(['node1', 'node2', 'node3']);
    for (const step of plan.steps) {
      expect(step.files.map(({ path }) => path)).toEqual([unitFile]);
      expect(step).toMatchObject({ restarts: ['kube-apiserver'], starts: [], gate: 'apiserver-ready' });
      expect(step.files[0]?.diff).toContain('+  --max-requests-inflight=401 \\');
    }
  });
});

describe('what needs a restart', () => {
  const planFor = (change: (host: HostObservation) => HostObservation) =>
    makePlan(desired, convergedObservation(desired, { node2: change }));

  it('a file changed on disk after the process was started, so that a killed run is finished', () => {
    const plan = planFor(withFile(unitFile, { changedAt: startedAt + 1 }));
    expect(plan.steps).toMatchObject([{ host: 'node2', files: [], restarts: ['kube-apiserver'] }]);
    expect(plan.steps[0]?.reason).toContain('changed after it was started');
  });

  it('not a newer certificate that the apiserver reloads by itself', () => {
    expect(planFor(withFile('/etc/kubernetes/pki/apiserver.crt', { changedAt: startedAt + 1 })).changes).toBe(0);
  });

  it('a unit that systemd has not loaded again, another binary, a binary that was replaced', () => {
    const path = '/opt/hardway/kube-apiserver/1.37.1/kube-apiserver';
    for (const change of [
      { needsReload: true },
      { executable: '/usr/bin/other' },
      { executable: `${path} (deleted)` },
    ]) {
      const plan = planFor(withUnit('kube-apiserver', change));
      expect(plan.steps).toMatchObject([{ host: 'node2', restarts: ['kube-apiserver'], starts: [] }]);
    }
  });

  it('one file that two components read restarts both, each in its stage', () => {
    const plan = planFor(withFile('/etc/kubernetes/pki/sa.key', { sha256: 'sha256:other' }));
    expect(plan.steps).toMatchObject([
      { stage: 'apiserver', restarts: ['kube-apiserver'] },
      { stage: 'controllers', restarts: ['kube-controller-manager'], files: [] },
    ]);
  });

  it('a renewed certificate is written without a restart and gated on health', () => {
    const plan = planFor(withFile('/etc/kubernetes/pki/apiserver.key', { sha256: 'sha256:old' }));
    expect(plan.steps).toMatchObject([
      {
        stage: 'apiserver',
        restarts: [],
        starts: [],
        gate: 'apiserver-ready',
        files: [{ diff: 'secret content, replaced' }],
      },
    ]);
  });
});

describe('what only needs a start or less', () => {
  it('starts what does not run in a stage of its own, before anything is restarted', () => {
    const plan = makePlan(
      desired,
      convergedObservation(desired, {
        node1: withFile(unitFile, { changedAt: startedAt + 1 }),
        node3: withUnit('kube-apiserver', { state: 'failed' }),
      }),
    );
    expect(plan.steps.map(({ id }) => id)).toEqual(['apiserver-start/node3', 'apiserver/node1']);
    expect(plan.steps[0]).toMatchObject({ starts: ['kube-apiserver'], restarts: [] });
  });

  it('enables a unit without touching it', () => {
    const node1 = withUnit('etcd', { enabled: false });
    const plan = makePlan(desired, convergedObservation(desired, { node1 }));
    expect(plan.steps).toMatchObject([{ enables: ['etcd'], starts: [], restarts: [], files: [] }]);
  });

  it('puts an owner or mode right and says what it was', () => {
    const node1 = withFile('/etc/kubernetes/pki/sa.key', { mode: 0o644 });
    const plan = makePlan(desired, convergedObservation(desired, { node1 }));
    expect(plan.steps[0]?.files).toMatchObject([{ attributes: ['mode 0644 → 0600'], diff: '' }]);
  });

  it('applies only the binding that is missing', () => {
    const observation = { ...convergedObservation(desired), bindings: ['kubeadm:cluster-admins'] };
    expect(makePlan(desired, observation).steps).toMatchObject([
      { id: 'bindings/node1', bindings: ['hardway:apiserver-kubelet-client'] },
    ]);
  });

  it('replaces a symbolic link that lies where a file belongs', () => {
    const node1 = withFile(unitFile, { regular: false, sha256: '' });
    const plan = makePlan(desired, convergedObservation(desired, { node1 }));
    expect(plan.steps[0]?.files).toMatchObject([
      { path: unitFile, diff: 'something that is not a regular file is replaced' },
    ]);
  });
});

describe('warnings and fingerprint', () => {
  it('announces the gap of a restart when one master is all there is', async () => {
    const single = await sampleDesired(sampleCluster(1));
    const node1 = (host: HostObservation) =>
      withUnit('etcd', { needsReload: true })(withUnit('kube-apiserver', { needsReload: true })(host));
    const plan = makePlan(single, convergedObservation(single, { node1 }));
    expect(plan.problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'stop-gap warning',
      'stop-gap warning',
    ]);
  });

  it('names drop-ins of others', () => {
    const node1 = withUnit('etcd', { dropIns: ['/etc/systemd/system/etcd.service.d/x.conf'] });
    const plan = makePlan(desired, convergedObservation(desired, { node1 }));
    expect(plan.problems).toMatchObject([{ code: 'stop-drop-in', where: { host: 'node1' } }]);
  });

  it('has the same fingerprint for the same facts, and another when a host, a key or the config differs', async () => {
    const one = makePlan(desired, convergedObservation(desired)).fingerprint;
    expect(makePlan(await sampleDesired(cluster), convergedObservation(desired)).fingerprint).toBe(one);
    const bundle = sampleBundle(cluster);
    const otherKey = { ...bundle, encryptionKey: { name: 'key1', key: new Secret(Buffer.alloc(32, 8)) } };
    const others = [
      makePlan(await sampleDesired(withApiserverArg('402')), convergedObservation(desired)),
      makePlan(await sampleDesired(cluster, otherKey), convergedObservation(desired)),
      makePlan(desired, convergedObservation(desired, { node1: withFile(unitFile, { mode: 0o600 }) })),
      makePlan(desired, freshObservation(desired)),
    ];
    expect(new Set([one, ...others.map(({ fingerprint }) => fingerprint)]).size).toBe(5);
  });

  it('does not change its fingerprint when only clocks and free space move', () => {
    const one = makePlan(desired, convergedObservation(desired)).fingerprint;
    const node1 = (host: HostObservation) => ({ ...host, clockSkew: 1.5, freeBytes: 7 });
    expect(makePlan(desired, convergedObservation(desired, { node1 })).fingerprint).toBe(one);
  });
});
