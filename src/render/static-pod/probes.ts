import type { Component } from '../../kernel/component.js';
import { compareVersions, minorOf } from '../../kernel/version.js';
import { type FlagSet, valueOf } from '../flag-set.js';
import { controllerManagerPort, schedulerPort } from '../ports.js';

/** Where the kubelet asks a component for its health. */
interface ProbePoint {
  readonly host: string;
  readonly port: number;
  readonly scheme: 'HTTP' | 'HTTPS';
}

interface Paths {
  readonly liveness: string;
  readonly readiness?: string;
  readonly startup: string;
}

const paths: Readonly<Record<Component, Paths>> = {
  etcd: { liveness: '/livez', readiness: '/readyz', startup: '/readyz' },
  'kube-apiserver': { liveness: '/livez', readiness: '/readyz', startup: '/livez' },
  // The controller manager has no /readyz.
  'kube-controller-manager': { liveness: '/healthz', startup: '/healthz' },
  'kube-scheduler': { liveness: '/livez', readiness: '/readyz', startup: '/livez' },
};

/** kube-scheduler answers on /livez and /readyz from 1.31 on. */
function pathsOf({ component, version }: FlagSet): Paths {
  const old = component === 'kube-scheduler' && compareVersions(minorOf(version), '1.31') < 0;
  return old ? { liveness: '/healthz', startup: '/healthz' } : paths[component];
}

const defaultPorts = {
  'kube-apiserver': 6443,
  'kube-controller-manager': controllerManagerPort,
  'kube-scheduler': schedulerPort,
} as const;

function metricsPoint(flagSet: FlagSet): ProbePoint | null {
  const url = valueOf(flagSet, 'listen-metrics-urls')?.split(',')[0];
  if (url === undefined || !URL.canParse(url)) return null;
  const { hostname, port, protocol } = new URL(url);
  // With TLS that listener asks for a client certificate, which a kubelet does not have.
  if (protocol !== 'http:') return null;
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? 80 : port), scheme: 'HTTP' };
}

function probePoint(flagSet: FlagSet, address: string): ProbePoint | null {
  const { component } = flagSet;
  if (component === 'etcd') return metricsPoint(flagSet);
  const bound = valueOf(flagSet, 'bind-address');
  const everywhere = bound === undefined || bound === '0.0.0.0' || bound === '::';
  const port = Number(valueOf(flagSet, 'secure-port') ?? defaultPorts[component]);
  return { host: everywhere ? address : bound, port, scheme: 'HTTPS' };
}

/**
 * The port and the probes of a container, by kubeadm's numbers (1.34 and later name the port). They follow the flags,
 * so that a port changed by extraArgs is probed where it is. Empty when etcd listens nowhere a kubelet could ask.
 */
export function probes(flagSet: FlagSet, address: string): object {
  const point = probePoint(flagSet, address);
  if (point === null) return {};
  const get = (path: string): object => ({
    httpGet: { host: point.host, path, port: 'probe-port', scheme: point.scheme },
  });
  const { liveness, readiness, startup } = pathsOf(flagSet);
  return {
    ports: [{ containerPort: point.port, name: 'probe-port', protocol: 'TCP' }],
    livenessProbe: {
      ...get(liveness),
      initialDelaySeconds: 10,
      periodSeconds: 10,
      timeoutSeconds: 15,
      failureThreshold: 8,
    },
    ...(readiness === undefined
      ? {}
      : { readinessProbe: { ...get(readiness), periodSeconds: 1, timeoutSeconds: 15, failureThreshold: 3 } }),
    startupProbe: {
      ...get(startup),
      initialDelaySeconds: 10,
      periodSeconds: 10,
      timeoutSeconds: 15,
      failureThreshold: 24,
    },
  };
}
