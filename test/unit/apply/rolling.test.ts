import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../src/apply/apply-plan.js';
import type { ApplyContext } from '../../../src/apply/context.js';
import type { Component } from '../../../src/kernel/component.js';
import { HardwayError } from '../../../src/kernel/problem.js';
import { emptyStep } from '../../../src/plan/empty-step.js';
import type { Plan, PlanEvent, Step } from '../../../src/plan/plan.js';
import { fakeTransport } from '../../../src/hosts/fake-transport.js';
import { stepScript } from '../../../src/apply/step-script.js';

const hosts = ['node1', 'node2', 'node3'];

function step(host: string, stage: string, change: Partial<Step>): Step {
  return {
    ...emptyStep,
    id: `${stage}/${host}`,
    stage,
    host,
    title: 'a step',
    reason: 'a test',
    undo: '',
    ...change,
  };
}

function planOf(stage: string, order: 'together' | 'one-by-one', steps: readonly Step[]): Plan {
  const stages = [{ id: stage, title: stage, order }];
  return { cluster: 'demo', changes: steps.length, stages, steps, problems: [], fingerprint: 'sha256:x' };
}

function rolling(component: Component): Plan {
  const gate = component === 'etcd' ? 'etcd-healthy' : 'apiserver-ready';
  return planOf(
    component,
    'one-by-one',
    hosts.map((host) => step(host, component, { restarts: [component], gate })),
  );
}

interface Stage {
  readonly sick?: ReadonlySet<string>;
  readonly leader?: string;
  readonly signal?: AbortSignal;
  /** Called when a step has been written on a host. */
  readonly written?: (host: string, sick: Set<string>) => void;
}

/** Hosts on which every script succeeds, and what happened on them in order. */
function stage({ sick: initial = new Set(), leader, signal, written }: Stage = {}) {
  const sick = new Set(initial);
  const order: string[] = [];
  const events: PlanEvent[] = [];
  let time = 0;
  const transports = new Map(
    hosts.map((host) => [
      host,
      fakeTransport(host, [
        {
          when: stepScript,
          then: () => {
            order.push(host);
            written?.(host, sick);
            return '';
          },
        },
        { when: 'NRestarts', then: '' },
        { when: 'journalctl', then: 'the last line' },
        { when: '$4', then: '' },
      ]),
    ]),
  );
  const known = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('not part of this test');
    return value;
  };
  const context: ApplyContext = {
    transport: (host) => known(transports.get(host)),
    probes: {
      health: (host) => Promise.resolve(sick.has(host) ? 'it is sick' : null),
      etcdLeader: () => Promise.resolve(leader ?? null),
      applyBindings: () => Promise.resolve(),
    },
    locks: { run: 'run', troubleOf: () => new Promise<never>(() => undefined), release: () => Promise.resolve() },
    runDirectory: '/run/hardway',
    file: () => {
      throw new Error('no step of this test has a file');
    },
    binary: () => {
      throw new Error('no step of this test has a binary');
    },
    hostsOf: () => hosts,
    patience: { etcd: 1000, apiserver: 1000, controllers: 1000, interval: 100 },
    elapsed: () => time,
    sleep: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
    emit: (event) => events.push(event),
    ...(signal === undefined ? {} : { signal }),
  };
  return { context, order, events };
}

async function problemsOf(run: Promise<unknown>) {
  const error: unknown = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HardwayError)) throw new Error('it did not fail as expected');
  return error.problems;
}

describe('a rolling change', () => {
  it('takes the leader of etcd last', async () => {
    const { context, order } = stage({ leader: 'node1' });
    await applyPlan(rolling('etcd'), context);
    expect(order).toEqual(['node2', 'node3', 'node1']);
  });

  it('takes what is sick first, for it has nothing to lose', async () => {
    const { context, order } = stage({
      sick: new Set(['node3']),
      leader: 'node1',
      written: (host, sick) => {
        sick.delete(host);
      },
    });
    await applyPlan(rolling('etcd'), context);
    expect(order).toEqual(['node3', 'node2', 'node1']);
  });

  it.each<Component>(['etcd', 'kube-apiserver'])(
    'restarts no %s while another one is not healthy',
    async (component) => {
      const { context, order } = stage({ sick: new Set(['node2', 'node3']) });
      const problems = await problemsOf(applyPlan(rolling(component), context));
      expect(problems).toMatchObject([{ code: 'stop-quorum', where: { host: 'node3' } }]);
      expect(order).toEqual([]);
    },
  );

  it('stops at the host that does not become healthy and touches no other', async () => {
    const { context, order } = stage({
      written: (host, sick) => {
        sick.add(host);
      },
    });
    const problems = await problemsOf(applyPlan(rolling('kube-apiserver'), context));
    expect(problems.map(({ code }) => code)).toEqual(['stop-gate', 'stop-undo-failed']);
    expect(order).toEqual(['node1']);
  });

  it('ends between two hosts when the user interrupts', async () => {
    const controller = new AbortController();
    const { context, order } = stage({
      signal: controller.signal,
      written: () => {
        controller.abort();
      },
    });
    const problems = await problemsOf(applyPlan(rolling('kube-apiserver'), context));
    expect(problems).toMatchObject([{ code: 'interrupted', what: expect.stringContaining('1 of 3 steps') as string }]);
    expect(order).toEqual(['node1']);
  });
});

describe('a stage that goes together', () => {
  const starting = planOf(
    'etcd-start',
    'together',
    hosts.map((host) => step(host, 'etcd-start', { starts: ['etcd'], gate: 'etcd-healthy' })),
  );

  it('writes on all hosts before any of them has to be healthy', async () => {
    const sickUntilAll = new Set(hosts);
    const { context, order } = stage({
      sick: sickUntilAll,
      written: (_host, sick) => {
        // Members of a new cluster become healthy only together.
        if (order.length === 3) sick.clear();
      },
    });
    await applyPlan(starting, context);
    expect([...order].sort()).toEqual(hosts);
  });

  it('does not wait for the others when one has failed, and leaves them running', async () => {
    const { context, events } = stage({ sick: new Set(['node1', 'node2']) });
    const problems = await problemsOf(applyPlan(starting, context));
    expect(problems.map(({ code }) => code)).toContain('stop-gate');
    expect(events.filter(({ kind }) => kind === 'step-undone').length).toBeLessThan(3);
    expect(events.some((event) => event.kind === 'step-done' && event.host === 'node3')).toBe(true);
  });
});
