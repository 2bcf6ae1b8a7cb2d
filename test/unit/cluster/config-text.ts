import { catalogsFor } from '../../../src/app/load-cluster.js';
import { type CheckedConfig, checkConfig } from '../../../src/cluster/check-config.js';
import { readConfig } from '../../../src/cluster/read-config.js';

export const goodConfig = `apiVersion: hardway/v1
kind: Cluster
metadata:
  name: demo
spec:
  kubernetes: { version: 1.37.1 }
  etcd: { version: 3.6.16 }
  controlPlane:
    endpoint: 198.51.100.10:6443
  network: { pods: 10.200.0.0/16, services: 10.32.0.0/24 }
  ssh: { user: ops }
  hosts:
    - name: node1
      address: 198.51.100.11
      roles: [etcd, control-plane]
    - name: node2
      address: 198.51.100.12
      roles: [etcd, control-plane]
    - name: node3
      address: 198.51.100.13
      roles: [etcd, control-plane]
`;

/** The good config with pieces replaced; a piece that is not there is a mistake of the test. */
export function configWith(changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the config has no ${JSON.stringify(from)}`);
    return text.replace(from, () => to);
  }, goodConfig);
}

/** The good config with a section appended under `spec`. */
export function configAnd(section: string): string {
  return `${goodConfig}${section.replace(/^/gm, '  ')}\n`;
}

/** Checks a config as it would stand in `/srv/demo/cluster.yaml`, with the real flag catalogue. */
export async function check(text: string): Promise<CheckedConfig> {
  const read = readConfig(text, { file: 'cluster.yaml' });
  return checkConfig(read, await catalogsFor(read), { directory: '/srv/demo', home: '/home/ops', user: 'me' });
}

/** `line:column code field: what` of every error, or of every warning, in the order of the file. */
export async function said(text: string, severity: 'error' | 'warning' = 'error'): Promise<readonly string[]> {
  const { problems } = await check(text);
  return problems
    .filter((problem) => problem.severity === severity)
    .map(({ code, where, what }) => `${where.line}:${where.column} ${code} ${where.field ?? '-'}: ${what}`);
}

/** Everything that is said, with what was expected and how to fix it. */
export async function allSaid(text: string): Promise<string> {
  return JSON.stringify((await check(text)).problems);
}
