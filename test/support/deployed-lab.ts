import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openEndpoint } from '../../src/endpoints/open-endpoint.js';
import type { Endpoint, EndpointAnswer, EndpointRequest } from '../../src/endpoints/endpoint.js';
import { localTransport } from '../../src/hosts/local-transport.js';
import { Secret } from '../../src/kernel/secret.js';
import { labHost } from '../../src/lab/network.js';
import { type CliRun, runCli } from './run-cli.js';
import type { TestLab } from './lab-hosts.js';

/** Runs the CLI in the folder of the lab, where its config and PKI are. */
export function inLab(lab: TestLab, ...args: string[]): Promise<CliRun> {
  return runCli(args, lab.directory);
}

/** Replaces the extra arguments of kube-apiserver in the config of a lab. */
export async function setApiserverArgs(lab: TestLab, args: Readonly<Record<string, string>>): Promise<void> {
  const text = await readFile(lab.config, 'utf8');
  const entries = Object.entries(args).map(([name, value]) => `{ name: ${name}, value: ${JSON.stringify(value)} }`);
  const block = `  apiServer: { extraArgs: [${entries.join(', ')}] } # by the test\n`;
  const without = text.replace(/^ {2}apiServer:.*# by the test\n/m, '');
  await writeFile(lab.config, without.replace(/^ {2}hosts:/m, `${block}  hosts:`));
}

async function pem(lab: TestLab, name: string): Promise<string> {
  return readFile(path.join(lab.directory, 'pki', name), 'utf8');
}

/** Asks the apiserver of host number `n` from this machine, as the break-glass administrator or as nobody. */
export async function askApiserver(
  lab: TestLab,
  n: number,
  as: 'super-admin' | 'nobody',
  request: EndpointRequest,
): Promise<EndpointAnswer> {
  const ca = await pem(lab, 'ca.crt');
  const tls =
    as === 'nobody'
      ? { ca }
      : { ca, cert: await pem(lab, 'super-admin.crt'), key: new Secret(await pem(lab, 'super-admin.key')) };
  const from = localTransport('this machine');
  const endpoint: Endpoint = openEndpoint({ from, host: labHost(n).address, port: 6443, tls });
  try {
    return await endpoint.request(request);
  } finally {
    endpoint.close();
    await from.close();
  }
}

/** Waits until something is true, asking four times a second. */
export async function eventually(what: string, check: () => Promise<boolean>, seconds = 60): Promise<void> {
  const until = performance.now() + seconds * 1000;
  while (!(await check().catch(() => false))) {
    if (performance.now() > until) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Whether the apiserver of a host says that it is ready. */
export async function ready(lab: TestLab, n: number): Promise<boolean> {
  return (await askApiserver(lab, n, 'nobody', { path: '/readyz', timeoutMs: 2000 })).status === 200;
}
