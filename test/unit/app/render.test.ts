import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCluster } from '../../../src/app/load-cluster.js';
import { createPki } from '../../../src/app/pki-create.js';
import { render, type RenderRequest } from '../../../src/app/render.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { HardwayError, problem } from '../../../src/kernel/problem.js';
import { renderView, saidByValidate } from '../../../src/ui/views/render.js';
import { clusterText } from '../../support/cluster-text.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const hosts = [
  '{ name: node1, address: 198.51.100.11, roles: [etcd, control-plane] }',
  '{ name: node2, address: 198.51.100.12, roles: [control-plane] }',
];
const config = (extra = ''): string => clusterText(hosts, extra);

let folder = temporaryFolder();
let request: RenderRequest = { config: '', diff: false, clock: systemClock };

beforeEach(async () => {
  folder = temporaryFolder();
  request = { config: path.join(folder.path, 'cluster.yaml'), diff: false, clock: systemClock };
  writeFileSync(request.config, config());
  const { cluster } = await loadCluster(request.config);
  await createPki(path.join(folder.path, 'pki'), cluster);
});
afterEach(() => {
  folder.remove();
});

const out = (...parts: string[]): string => path.join(folder.path, 'rendered', ...parts);

async function problemsOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await work.catch((e: unknown) => e);
  if (!(error instanceof HardwayError)) throw error instanceof Error ? error : new Error('nothing was refused');
  return error.problems.map((p) => p.code);
}

describe('render', () => {
  it('lays the files out per host, keys 0600', async () => {
    const result = await render(request);
    expect(result.directory).toBe(out());
    expect(readdirSync(out()).sort()).toEqual(['.hardway-rendered.json', 'node1', 'node2']);
    expect(lstatSync(out()).mode & 0o777).toBe(0o700);
    expect(readFileSync(out('node1/etc/kubernetes/pki/apiserver.key'), 'utf8')).toContain('PRIVATE KEY');
    for (const file of result.files) {
      const mode = lstatSync(out(file.host, file.path)).mode & 0o7777;
      expect(mode.toString(8).padStart(4, '0')).toBe(file.mode);
      if (file.secret) expect(mode).toBe(0o600);
    }
  });

  it('keeps these modes whatever the umask', async () => {
    const before = process.umask(0o077);
    try {
      await render(request);
    } finally {
      process.umask(before);
    }
    expect(lstatSync(out('node1/etc/systemd/system/etcd.service')).mode & 0o777).toBe(0o644);
  });

  it('changes nothing when nothing has changed', async () => {
    await render(request);
    expect((await render(request)).changes).toEqual([]);
    const compared = await render({ ...request, diff: true });
    expect(compared.changes).toEqual([]);
    expect(renderView(compared)).toBe(`${out()} is up to date\n`);
  });

  it('only counts what validate says of the config, and tells all of it as a value', async () => {
    expect(renderView(await render(request))).not.toContain('validate');
    writeFileSync(request.config, config().replace(/endpoint: \S+/, ''));
    const result = await render(request);
    expect(result.problems.map(({ code }) => code)).toEqual(['config-endpoint']);
    expect(result.problems.filter((one) => !saidByValidate(one))).toEqual([]);
    const told = 'The config has a warning: see hardway validate\n';
    expect(renderView(result)).toMatch(new RegExp(`${told}$`));
    expect(renderView(await render({ ...request, diff: true }))).toMatch(new RegExp(`${told}$`));
    const twice = { ...result, problems: [...result.problems, ...result.problems] };
    expect(renderView(twice)).toContain('The config has 2 warnings: see hardway validate\n');
    expect(saidByValidate(problem('pki-expired', { what: 'x' }))).toBe(false);
  });

  it('shows a changed flag as a diff and writes nothing then', async () => {
    await render(request);
    writeFileSync(request.config, config('  apiServer: { extraArgs: [{ name: audit-log-maxage, value: "60" }] }\n'));
    const { changes, written } = await render({ ...request, diff: true });
    expect(written).toBe(false);
    expect(changes.map((change) => `${change.kind} ${change.host}${change.path}`)).toEqual([
      'changed node1/etc/systemd/system/kube-apiserver.service',
      'changed node2/etc/systemd/system/kube-apiserver.service',
    ]);
    expect(changes[0]?.diff).toContain('-  --audit-log-maxage=30 \\\n+  --audit-log-maxage=60 \\');
    expect(readFileSync(out('node1/etc/systemd/system/kube-apiserver.service'), 'utf8')).toContain('maxage=30');
  });

  it('never shows what is secret', async () => {
    await render(request);
    writeFileSync(out('node1/etc/kubernetes/pki/sa.key'), 'PLANTED');
    chmodSync(out('node1/etc/kubernetes/pki/apiserver.key'), 0o644);
    const result = await render({ ...request, diff: true });
    expect(result.changes).toEqual([
      {
        host: 'node1',
        path: '/etc/kubernetes/pki/apiserver.key',
        kind: 'changed',
        attributes: ['mode 0644 → 0600'],
        diff: '',
      },
      {
        host: 'node1',
        path: '/etc/kubernetes/pki/sa.key',
        kind: 'changed',
        attributes: [],
        diff: 'secret content, replaced',
      },
    ]);
    expect(JSON.stringify(result) + renderView(result)).not.toMatch(/PRIVATE KEY|PLANTED/);
  });

  it('takes away what is no longer rendered', async () => {
    await render(request);
    const result = await render({ ...request, target: 'static-pod' });
    expect(result.changes.some((change) => change.kind === 'gone' && change.path.endsWith('etcd.service'))).toBe(true);
    expect(existsSync(out('node1/etc/systemd'))).toBe(false);
    expect(existsSync(out('node1/etc/kubernetes/manifests/etcd.yaml'))).toBe(true);
  });

  it('renders one host and leaves the others as they are', async () => {
    await render(request);
    writeFileSync(out('node2/etc/kubernetes/kube-scheduler.yaml'), 'mine');
    writeFileSync(out('node1/etc/kubernetes/kube-scheduler.yaml'), 'mine');
    await render({ ...request, hosts: ['node1'] });
    expect(readFileSync(out('node2/etc/kubernetes/kube-scheduler.yaml'), 'utf8')).toBe('mine');
    expect(readFileSync(out('node1/etc/kubernetes/kube-scheduler.yaml'), 'utf8')).not.toBe('mine');
    await render(request);
    expect(readFileSync(out('node2/etc/kubernetes/kube-scheduler.yaml'), 'utf8')).not.toBe('mine');
  });

  it('names every host that is not in the config, with the nearest', async () => {
    const error: unknown = await render({ ...request, hosts: ['nod1', 'xyz'] }).catch((e: unknown) => e);
    const { problems, exitCode } = error as HardwayError;
    expect(problems.map((p) => p.fix)).toEqual(['did you mean node1?', undefined]);
    expect(exitCode).toBe(2);
    expect(existsSync(out())).toBe(false);
  });

  it('says which command makes the PKI when there is none', async () => {
    const error: unknown = await render({ ...request, pki: path.join(folder.path, 'none') }).catch((e: unknown) => e);
    expect((error as HardwayError).exitCode).toBe(6);
    expect((error as HardwayError).problems[0]?.fix).toContain('hardway pki create');
    expect(existsSync(out())).toBe(false);
  });

  it('does not touch a folder that holds something else', async () => {
    mkdirSync(out());
    writeFileSync(out('notes.txt'), 'mine');
    expect(await problemsOf(render(request))).toEqual(['render-out-foreign']);
    expect(readdirSync(out())).toEqual(['notes.txt']);
  });

  it('does not replace a folder of a host that it did not write', async () => {
    await render({ ...request, hosts: ['node1'] });
    mkdirSync(out('node2'));
    writeFileSync(out('node2/notes.txt'), 'mine');
    expect(await problemsOf(render(request))).toEqual(['render-out-foreign']);
    expect(readdirSync(out('node2'))).toEqual(['notes.txt']);
  });

  it('does not follow a link that is the folder', async () => {
    const elsewhere = path.join(folder.path, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, out());
    expect(await problemsOf(render(request))).toEqual(['render-out-unusable']);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('does not write through links that were put at the place of its files', async () => {
    await render(request);
    const victim = path.join(folder.path, 'victim');
    writeFileSync(victim, 'untouched');
    const target = out('node1/etc/kubernetes/kube-scheduler.yaml');
    rmSync(target);
    symlinkSync(victim, target);
    const compared = await render({ ...request, diff: true });
    expect(compared.changes.find((change) => change.path.endsWith('kube-scheduler.yaml'))?.diff).toBe(
      'something that is not a regular file is replaced',
    );
    await render(request);
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
    expect(lstatSync(target).isFile()).toBe(true);
  });

  it('cleans up after a run that was killed', async () => {
    mkdirSync(out('.hardway-0123456789ab/node1'), { recursive: true });
    await render(request);
    expect(readdirSync(out()).sort()).toEqual(['.hardway-rendered.json', 'node1', 'node2']);
  });
});
