import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../src/plan/make-plan.js';
import { progressLine } from '../../../src/ui/progress-lines.js';
import { planView } from '../../../src/ui/views/plan.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { convergedObservation, freshObservation, sampleDesired } from '../../support/sample-plan.js';

const cluster = sampleCluster(3);
const extraArgs = [{ name: 'max-requests-inflight', value: '401', override: false }];
const changed = { ...cluster, options: { ...cluster.options, 'kube-apiserver': { extraArgs, unset: [] } } };

describe('a plan for people', () => {
  it('says that nothing is to be done', async () => {
    const desired = await sampleDesired(cluster);
    expect(planView(makePlan(desired, convergedObservation(desired)))).toBe(
      'Nothing to do: the hosts of demo are as the config wants them.\n',
    );
  });

  it('shows a change once for the hosts that share it, with reason and diff', async () => {
    const observed = convergedObservation(await sampleDesired(cluster));
    const text = planView(makePlan(await sampleDesired(changed), observed));
    expect(text).toContain('node1, node2, node3: write 1 file; restart kube-apiserver\n');
    expect(text).toContain('because kube-apiserver: kube-apiserver.service changes\n');
    expect(text).toContain('+  --max-requests-inflight=401 \\\n');
    expect(text).toContain('3 steps on 3 hosts: 3 files, 3 restarts.\n');
    expect(planView(makePlan(await sampleDesired(changed), observed), 'none')).not.toContain('max-requests');
  });

  it('names new files without their text, unless that is asked for, and never a secret', async () => {
    const desired = await sampleDesired(cluster);
    const plan = makePlan(desired, freshObservation(desired));
    const short = planView(plan);
    expect(short).toContain('+ /etc/kubernetes/pki/sa.key  (0600 root:root)');
    expect(short).toContain('+ /etc/etcd/pki/  (0700 etcd:etcd)');
    expect(short).not.toContain('[Service]');
    const long = planView(plan, 'all');
    expect(long).toContain('+[Service]');
    expect(long).not.toContain('PRIVATE KEY');
  });
});

describe('progress as lines', () => {
  it('says what begins, what is done and what fails', async () => {
    const desired = await sampleDesired(cluster);
    const plan = makePlan(desired, freshObservation(desired));
    const base = { step: 'etcd-start/node1', host: 'node1' };
    const lines = [
      progressLine(plan, { kind: 'stage-started', stage: 'etcd-start' }),
      progressLine(plan, { kind: 'step-started', ...base }),
      progressLine(plan, { kind: 'step-progress', ...base, text: 'waiting' }),
      progressLine(plan, { kind: 'step-failed', ...base, what: 'no\u001b[31m' }),
      progressLine(plan, { kind: 'step-undone', ...base }),
      progressLine(plan, { kind: 'step-done', ...base, milliseconds: 1234 }),
    ];
    expect(lines).toEqual([
      '== start etcd',
      'node1: write 4 files, 1 link; start etcd',
      null,
      'node1: failed: no\\x1b[31m',
      'node1: taken back',
      'node1: done in 1.2 s',
    ]);
  });
});
