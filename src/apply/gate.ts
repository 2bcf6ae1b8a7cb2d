import type { Component } from '../kernel/component.js';
import type { Gate, Step } from '../plan/plan.js';
import type { ApplyContext } from './context.js';
import { hopelessUnit } from './unit-state.js';

const gateComponents: Readonly<Record<Gate, readonly Component[]>> = {
  none: [],
  'etcd-healthy': ['etcd'],
  'apiserver-ready': ['kube-apiserver'],
  'controllers-healthy': ['kube-controller-manager', 'kube-scheduler'],
};

/** The components that a gate asks. */
export function componentsOfGate(gate: Gate): readonly Component[] {
  return gateComponents[gate];
}

function patienceFor(gate: Gate, { patience }: ApplyContext): number {
  if (gate === 'etcd-healthy') return patience.etcd;
  return gate === 'apiserver-ready' ? patience.apiserver : patience.controllers;
}

/** How often systemd is asked whether the unit still has a chance, in milliseconds. */
const unitInterval = 3000;

/** A gate that did not open. */
export interface Closed {
  readonly component: Component;
  readonly why: string;
  /** Not waited for to the end, because another host of the same stage had failed. */
  readonly abandoned: boolean;
}

/**
 * Waits until every component of a step is healthy. Returns null then, otherwise what was wrong when it gave up: at once
 * when systemd says that the unit has no chance, after the patience of the gate, or when `abandon` says that another
 * host of the same stage has failed.
 */
export async function passGate(
  step: Step,
  context: ApplyContext,
  abandon: () => boolean = () => false,
): Promise<Closed | null> {
  const { probes, elapsed, sleep, emit } = context;
  const began = elapsed();
  const limit = patienceFor(step.gate, context);
  let asked = began;
  let said = '';
  for (const component of componentsOfGate(step.gate)) {
    for (;;) {
      const why = await probes.health(step.host, component);
      if (why === null) break;
      if (why !== said) emit({ kind: 'step-progress', step: step.id, host: step.host, text: `waiting: ${why}` });
      said = why;
      const waited = elapsed() - began;
      if (waited > limit) return { component, why: `${why} (after ${Math.round(waited / 1000)} s)`, abandoned: false };
      if (abandon()) return { component, why, abandoned: true };
      if (elapsed() - asked > unitInterval) {
        asked = elapsed();
        const hopeless = await hopelessUnit(context.transport(step.host), [component]);
        if (hopeless !== null) return { component, why: hopeless, abandoned: false };
      }
      await sleep(context.patience.interval);
    }
  }
  return null;
}
