import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlagCatalog } from '../../src/catalog/flag-catalog.js';
import { loadFlagCatalog } from '../../src/catalog/load.js';
import { realBinary, realVersions } from '../support/real-binaries.js';

interface Ran {
  readonly status: number | null;
  readonly text: string;
}

/** Runs a component in an empty environment and waits for its end; it is killed should it not end by itself. */
async function run(component: string, args: readonly string[]): Promise<Ran> {
  const { status, stdout, stderr, error } = spawnSync(await realBinary(component), args, {
    cwd: os.tmpdir(),
    env: {},
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  if (error !== undefined) throw error;
  return { status, text: `${stdout}\n${stderr}` };
}

async function catalogOf(component: string): Promise<FlagCatalog> {
  const version = component === 'etcd' ? realVersions.etcd : realVersions.kubernetes;
  const catalog = await loadFlagCatalog(component, version);
  if (catalog?.source !== version) throw new Error(`the catalogue was not read from ${component} ${version}`);
  return catalog;
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name).sort();
}

let certificates = '';
beforeAll(() => {
  certificates = mkdtempSync(path.join(os.tmpdir(), 'hardway-catalog-'));
});
afterAll(() => {
  rmSync(certificates, { recursive: true });
});

describe.each(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'])('the catalogue of %s', (component) => {
  it('has exactly the flags and defaults that the component logs when it starts', async () => {
    const catalog = await catalogOf(component);
    // Without any flag of substance each of the three logs its flags, finds its configuration wanting, and ends. Only
    // the apiserver would leave a self-signed certificate behind.
    const given = new Map([
      ['v', '1'],
      ['cert-dir', certificates],
    ]);
    const { status, text } = await run(
      component,
      [...given].map(([name, value]) => `--${name}=${value}`),
    );
    expect(status).toBe(1);
    const logged = [...text.matchAll(/FLAG: --([^=]+)="(.*)"$/gm)].map(([, name = '', value = '']) => [name, value]);
    expect(logged).toEqual(catalog.all().map((flag) => [flag.name, given.get(flag.name) ?? flag.default]));
  });

  it('hides exactly what --help leaves out', async () => {
    const { status, text } = await run(component, ['--help']);
    expect(status).toBe(0);
    const visible = (await catalogOf(component)).all().filter(({ hidden }) => hidden !== true);
    expect(namesIn(text, /^ {2,6}(?:-\w, )?--([\w-]+)/gm)).toEqual(visible.map(({ name }) => name).sort());
  });

  it('normalises names as the component does', async () => {
    const { status } = await run(component, ['--bind_address=127.0.0.1', '--help']);
    expect(status).toBe(0);
  });
});

describe('the catalogue of kubelet', () => {
  // The image count is refused after the flags are logged, so that no kubelet starts here.
  const given = new Map([
    ['v', '1'],
    ['node-status-max-images', '-5'],
  ]);

  it('has exactly the flags and defaults that it logs when it starts, all of which --help names', async () => {
    const catalog = await catalogOf('kubelet');
    const args = [...given].map(([name, value]) => `--${name}=${value}`);
    const { status, text } = await run('kubelet', args);
    expect(status).toBe(1);
    const logged = [...text.matchAll(/FLAG: --([^=]+)="(.*)"$/gm)].map(([, name = '', value = '']) => [name, value]);
    expect(logged).toEqual(catalog.all().map((flag) => [flag.name, given.get(flag.name) ?? flag.default]));
    const help = await run('kubelet', ['--help']);
    const visible = catalog.all().filter(({ hidden }) => hidden !== true);
    expect(namesIn(help.text, /^ {2,6}(?:-\w, )?--([\w-]+)/gm)).toEqual(visible.map(({ name }) => name).sort());
  });
});

describe('the catalogue of kube-proxy', () => {
  // No process may be that dear to the kernel, which is found out after the flags are logged: no proxy starts here.
  const given = new Map([
    ['v', '1'],
    ['oom-score-adj', '-2000'],
  ]);
  // It fills these in before it logs them; what they are set to without a word is the record.
  const filledIn = new Map([
    ['detect-local-mode', 'ClusterCIDR'],
    ['proxy-mode', 'iptables'],
  ]);

  it('has exactly the flags and defaults that it logs when it starts, all of which --help names', async () => {
    const catalog = await catalogOf('kube-proxy');
    const { status, text } = await run(
      'kube-proxy',
      [...given].map(([name, value]) => `--${name}=${value}`),
    );
    expect(status).toBe(1);
    const logged = [...text.matchAll(/FLAG: --([^=]+)="(.*)"$/gm)].map(([, name = '', value = '']) => [name, value]);
    const expected = catalog.all().map(({ name, default: value }) => {
      return [name, given.get(name) ?? filledIn.get(name) ?? value];
    });
    expect(logged).toEqual(expected);
    expect([...filledIn.keys()].map((name) => catalog.get(name)?.default)).toEqual(['', '']);
    const help = await run('kube-proxy', ['--help']);
    const visible = catalog.all().filter(({ hidden }) => hidden !== true);
    expect(namesIn(help.text, /^ {2,6}(?:-\w, )?--([\w-]+)/gm)).toEqual(visible.map(({ name }) => name).sort());
  });
});

describe('the catalogue of etcd', () => {
  it('has every flag that --help names, and names there all that are not relics', async () => {
    const { status, text } = await run('etcd', ['--help']);
    expect(status).toBe(0);
    const catalog = await catalogOf('etcd');
    const helped = new Set(namesIn(text, /--([a-z0-9][\w.-]+)(?=[ \n'=])/g));
    const shown = catalog.all().filter(({ hidden }) => hidden !== true);
    expect(shown.map(({ name }) => name).filter((name) => !helped.has(name))).toEqual([]);
    expect(namesIn(text, /^ {2}--([\w-]+)/gm).filter((name) => catalog.get(name) === undefined)).toEqual([]);
  });

  it('has no flag that etcd does not take, relics included, each with its default', async () => {
    const catalog = await catalogOf('etcd');
    // An empty v2-deprecation is its default, but cannot be written.
    const flags = catalog.all().filter(({ name }) => name !== 'v2-deprecation');
    const args = flags.map(({ name, default: value }) => `--${name}=${value}`);
    expect((await run('etcd', [...args, '--help'])).status).toBe(0);
    expect((await run('etcd', ['--no-such-flag=x', '--help'])).status).toBe(2);
    expect((await run('etcd', ['--data_dir=x', '--help'])).status).toBe(2);
  });
});
