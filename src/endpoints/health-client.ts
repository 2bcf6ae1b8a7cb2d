import type { Transport } from '../kernel/transport.js';
import { openEndpoint } from './open-endpoint.js';

/** Secure ports of the components that answer probes on the loopback of their host. */
export const healthPorts = { 'kube-controller-manager': 10257, 'kube-scheduler': 10259 } as const;

export type HealthComponent = keyof typeof healthPorts;

export interface ComponentHealth {
  readonly ok: boolean;
  /** `ok`, or the checks that failed. */
  readonly detail: string;
}

/**
 * Asks a component on the loopback of its own host whether it is well. Both allow these paths to anonymous requests
 * (`--authorization-always-allow-paths`). They serve with a certificate that they make at each start and that nobody can
 * check. That is sound here and only here: the request comes out of the host's own transport, whose key was checked, goes
 * to 127.0.0.1, and carries nothing secret.
 */
export async function componentHealth(
  from: Pick<Transport, 'host' | 'dial'>,
  component: HealthComponent,
  probe: 'healthz' | 'readyz' | 'livez' = 'healthz',
  timeoutMs = 5_000,
): Promise<ComponentHealth> {
  const endpoint = openEndpoint({ from, host: '127.0.0.1', port: healthPorts[component], tls: 'unverified' });
  try {
    const { status, body } = await endpoint.request({ path: `/${probe}`, timeoutMs });
    const text = body.toString('utf8');
    const failing = [...text.matchAll(/^\[-\](\S+)/gm)].map(([, name]) => name);
    return { ok: status === 200, detail: failing.length > 0 ? failing.join(', ') : (text.split('\n')[0] ?? '') };
  } finally {
    endpoint.close();
  }
}
