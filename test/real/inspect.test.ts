import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../src/catalog/load.js';
import { readFlagLog } from '../../src/inspect/flag-log.js';
import { compareWithPrinted, type PrintedFlags } from '../../src/inspect/flagz.js';
import { inspectText } from '../../src/inspect/inspect-text.js';
import { realBinary, realVersions } from '../support/real-binaries.js';

let certificates = '';
beforeAll(() => {
  certificates = mkdtempSync(path.join(os.tmpdir(), 'hardway-inspect-'));
});
afterAll(() => {
  rmSync(certificates, { recursive: true });
});

/** Starts a component that logs its flags and then ends, because it is given no way to work. */
async function loggedFlags(component: string, args: readonly string[]): Promise<PrintedFlags> {
  const { stdout, stderr } = spawnSync(await realBinary(component), args, {
    cwd: os.tmpdir(),
    env: {},
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  return readFlagLog(`${stdout}\n${stderr}`);
}

async function differences(component: string, args: readonly string[]) {
  const all = [...args, '-v=1', `--cert-dir=${certificates}`];
  const printed = await loggedFlags(component, all);
  const catalog = await loadFlagCatalog(component, realVersions.kubernetes);
  if (catalog === null) throw new Error('no catalogue');
  const { components } = await inspectText(`${['/usr/local/bin/' + component, ...all].join('\0')}\0`, {
    source: '/proc/1/cmdline',
    catalogs: loadFlagCatalog,
    kubernetesVersion: realVersions.kubernetes,
  });
  const flags = components[0]?.flags ?? {};
  return { set: Object.keys(flags).length, printed: printed.size, differ: compareWithPrinted(flags, printed, catalog) };
}

describe('what inspect makes of a command line is what the component itself makes of it', () => {
  it('kube-apiserver: repeated, joined, underscored, in the next word, quoted for CSV', async () => {
    const args = [
      '--profiling=0',
      '--anonymous_auth=F',
      '--authorization-mode',
      'Node,RBAC',
      '--enable-admission-plugins=NodeRestriction',
      '--enable-admission-plugins=AlwaysPullImages,DenyServiceExternalIPs',
      '--service-account-issuer=https://a',
      '--service-account-issuer=https://b,c',
      '--event-ttl=90m',
      '--request-timeout',
      '61s',
      '--max-requests-inflight=1',
      '--max-requests-inflight=2',
      '--runtime-config=api/all=true, batch/v1 = false',
      '--runtime-config=batch/v1=true',
      '--feature-gates=AllAlpha=false',
      '--feature-gates=AllBeta=true,AllAlpha=false',
      '--tls-sni-cert-key=/a,/b',
      '--tls-sni-cert-key=/c,/d:x.example,y.example',
      '--cors-allowed-origins="a,b",c',
      '--service-node-port-range=30000-30100',
      '--service-cluster-ip-range=10.32.0.0/24',
      '--oidc-username-prefix=a b % $ " \' \\ #',
      '--allow-privileged',
    ];
    const { set, printed, differ } = await differences('kube-apiserver', args);
    expect([set > 15, printed > 150]).toEqual([true, true]);
    expect(differ).toEqual([]);
  });

  it.each(['kube-controller-manager', 'kube-scheduler'])('%s', async (component) => {
    const args = [
      '--leader_elect=f',
      '--leader-elect-lease-duration',
      '1m',
      '--authorization-always-allow-paths=/healthz',
      '--authorization-always-allow-paths=/livez,/readyz',
      '--feature-gates=AllBeta=true',
      '--bind-address',
      '::',
    ];
    const { set, printed, differ } = await differences(component, args);
    expect([set, printed > 60]).toEqual([7, true]);
    expect(differ).toEqual([]);
  });
});
