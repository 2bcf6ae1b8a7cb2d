import { beforeAll, describe, expect, it } from 'vitest';
import type { Desired } from '../../../src/plan/desired.js';
import type { HostObservation } from '../../../src/plan/observation.js';
import { preflightProblems } from '../../../src/plan/preflight.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { convergedObservation, freshObservation, sampleDesired } from '../../support/sample-plan.js';

let desired: Desired;

beforeAll(async () => {
  desired = await sampleDesired(sampleCluster(3));
});

type Change = (host: HostObservation) => HostObservation;

/** Codes and hosts of the problems when one fresh host is changed. */
function freshWith(change: Change): string[] {
  const observation = freshObservation(desired);
  const node2 = observation.hosts.get('node2');
  if (node2 === undefined) throw new Error('node2 is missing');
  const hosts = new Map(observation.hosts).set('node2', change(node2));
  return preflightProblems(desired, { ...observation, hosts }).map(({ code, where }) => `${code} ${where.host ?? ''}`);
}

const unit = { load: 'loaded', state: 'active', enabled: true, needsReload: false, dropIns: [] };
const file = { regular: true, sha256: 'sha256:x', mode: 0o600, owner: 'root:root', changedAt: 1 };

describe('preflight', () => {
  it('has nothing against fresh hosts and against converged ones', () => {
    expect(preflightProblems(desired, freshObservation(desired))).toEqual([]);
    expect(preflightProblems(desired, convergedObservation(desired))).toEqual([]);
  });

  it.each<[string, Change, string]>([
    ['a host without systemd', (h) => ({ ...h, systemd: null }), 'stop-host-unsupported'],
    ['a missing tool', (h) => ({ ...h, missingTools: ['flock'] }), 'stop-host-unsupported'],
    ['a clock further behind than certificates are back-dated', (h) => ({ ...h, clockSkew: -301 }), 'stop-clock-skew'],
    ['too little room', (h) => ({ ...h, freeBytes: 1000 }), 'stop-no-space'],
    ['etcd data of somebody else', (h) => ({ ...h, etcdData: true }), 'stop-foreign-etcd-data'],
    [
      'a static-pod control plane',
      (h) => ({ ...h, manifests: ['/etc/kubernetes/manifests/etcd.yaml'] }),
      'stop-foreign-control-plane',
    ],
    [
      'a unit of a distribution',
      (h) => ({ ...h, units: new Map([['etcd', { ...unit, fragmentPath: '/lib/systemd/system/etcd.service' }]]) }),
      'stop-foreign-unit',
    ],
    [
      'a unit at our own path that is not ours',
      (h) => ({ ...h, units: new Map([['etcd', { ...unit, fragmentPath: '/etc/systemd/system/etcd.service' }]]) }),
      'stop-foreign-unit',
    ],
    ['a masked unit', (h) => ({ ...h, units: new Map([['etcd', { ...unit, load: 'masked' }]]) }), 'stop-foreign-unit'],
    [
      'PKI of another cluster',
      (h) => ({ ...h, files: new Map([['/etc/kubernetes/pki/ca.crt', file]]) }),
      'stop-foreign-file',
    ],
    ['a port in use', (h) => ({ ...h, listeners: [{ port: 2379, process: 'dqlite', pid: 4 }] }), 'stop-port-in-use'],
    [
      'the marker of another cluster',
      (h) => ({ ...h, marker: { cluster: 'prod', authorities: 'sha256:x' } }),
      'stop-other-cluster',
    ],
    [
      'our name under other authorities',
      (h) => ({ ...h, marker: { cluster: desired.cluster, authorities: 'sha256:x' } }),
      'stop-other-cluster',
    ],
  ])('stops at %s and names the host', (_title, change, code) => {
    expect(freshWith(change)).toEqual([`${code} node2`]);
  });

  it('does not mind processes on ports that no component of the host wants', () => {
    expect(freshWith((h) => ({ ...h, listeners: [{ port: 22, process: 'sshd', pid: 1 }] }))).toEqual([]);
  });

  it('names the foreign process and never calls our own one foreign', () => {
    const observation = convergedObservation(desired, {
      node1: (h) => ({ ...h, listeners: [...h.listeners, { port: 6443, process: 'haproxy', pid: 999 }] }),
    });
    const problems = preflightProblems(desired, observation);
    expect(problems.map(({ what }) => what)).toEqual([
      'haproxy (process 999) listens on port 6443, which kube-apiserver needs',
    ]);
  });

  it('knows its own host by the certificates of the authorities when the marker is lost', () => {
    const node1: Change = (h) => {
      const files = new Map(h.files);
      files.delete(desired.marker.path);
      return { ...h, marker: null, files };
    };
    expect(preflightProblems(desired, convergedObservation(desired, { node1 }))).toEqual([]);
  });

  it('takes a host for foreign when marker and one authority differ', () => {
    const node1: Change = (h) => ({
      ...h,
      marker: null,
      files: new Map(h.files).set('/etc/etcd/pki/ca.crt', file),
    });
    const codes = preflightProblems(desired, convergedObservation(desired, { node1 })).map(({ code }) => code);
    expect(codes).toContain('stop-foreign-etcd-data');
    expect(codes).toContain('stop-foreign-unit');
    expect(codes).toContain('stop-foreign-file');
  });

  it('reports the problems of all hosts at once', () => {
    const observation = freshObservation(desired);
    const hosts = new Map([...observation.hosts].map(([name, host]) => [name, { ...host, systemd: null }]));
    expect(preflightProblems(desired, { ...observation, hosts })).toHaveLength(3);
  });

  it('refuses another membership than the one of the running etcd, in both directions', () => {
    const observation = convergedObservation(desired);
    const fewer = { ...observation, etcdMembers: (observation.etcdMembers ?? []).slice(0, 2) };
    expect(preflightProblems(desired, fewer)).toMatchObject([{ code: 'stop-membership', where: { host: 'node3' } }]);
    const more = { ...observation, etcdMembers: [...(observation.etcdMembers ?? []), 'https://198.51.100.99:2380'] };
    expect(preflightProblems(desired, more)).toMatchObject([{ code: 'stop-membership' }]);
  });
});
