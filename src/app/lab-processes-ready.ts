import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../cluster/cluster.js';
import { healthPorts } from '../endpoints/health-client.js';
import { openEndpoint } from '../endpoints/open-endpoint.js';
import { localTransport } from '../hosts/local-transport.js';
import type { Component } from '../kernel/component.js';
import { fail, HardwayError } from '../kernel/problem.js';
import { lastWords, processOf, type Program } from '../lab/program.js';
import { localAddress } from '../render/addresses.js';
import type { ClusterProbes } from './plan-probes.js';

/** Why a component is not well; null when it is. The two companions are asked on the address that they listen on. */
async function ailing(component: Component, host: Host, probes: ClusterProbes): Promise<string | null> {
  if (component === 'etcd' || component === 'kube-apiserver') return probes.health(host.name, component);
  const address = localAddress(host.address);
  const from = localTransport(host.name);
  const endpoint = openEndpoint({ from, host: address, port: healthPorts[component], tls: 'unverified' });
  try {
    const { status, body } = await endpoint.request({ path: '/healthz', timeoutMs: 3_000 });
    return status === 200 ? null : `not healthy: ${body.toString('utf8').slice(0, 200)}`;
  } catch (error) {
    if (error instanceof HardwayError) return error.message;
    throw error;
  } finally {
    endpoint.close();
    await from.close();
  }
}

/** Waits until a component is well; throws when it ends, or is not well within a minute. */
export async function untilWell(
  program: Program,
  host: Host,
  probes: ClusterProbes,
  signal: AbortSignal,
): Promise<void> {
  const component = program.component as Component;
  const where = { file: program.log };
  const fix = 'Its log tells more. `hardway lab down` removes the lab.';
  let reason = '';
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    if ((await processOf(program.path)) === null) {
      const what = `${component} ended: ${await lastWords(program.log)}`;
      fail('lab-process-failed', { where, what, fix });
    }
    const ill = await ailing(component, host, probes);
    if (ill === null) return;
    reason = ill;
    await sleep(100, undefined, { signal });
  }
  fail('lab-process-failed', { where, what: `${component} did not become ready in 60 s: ${reason}.`, fix });
}
