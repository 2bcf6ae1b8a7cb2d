import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diff } from '../../src/app/diff.js';
import type { Inspection } from '../../src/inspect/effective-flag.js';
import type { Plan } from '../../src/plan/plan.js';
import { askApiserver, eventually, inLab, ready, setApiserverArgs } from '../support/deployed-lab.js';
import { expectValid } from '../support/json-schema.js';
import { noLab, withLab } from '../support/lab-hosts.js';
import { jsonOf, startCli } from '../support/run-cli.js';

const all = [1, 2, 3] as const;
const units = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

interface Deployed extends Plan {
  readonly applied: boolean;
  readonly timings: Readonly<Record<'upload' | 'etcd' | 'kubernetes' | 'own' | 'total', number>>;
}

const namespacePath = '/api/v1/namespaces/seen-everywhere';

// One story: every test stands on what the former have done.
describe.skipIf(noLab)('three masters deployed over SSH by ops with sudo', () => {
  const lab = withLab(3);

  /** What `date` and systemd say about when a unit was started on each host, in seconds. */
  const startTimes = async (unit: string): Promise<number[]> => {
    const show = `systemctl show --timestamp=us+utc -p ExecMainStartTimestampMonotonic --value ${unit}`;
    return Promise.all(all.map(async (n) => Number((await lab().on(n, show)).stdout) / 1e6));
  };

  const namespaceSeenBy = async (n: number): Promise<boolean> =>
    (await askApiserver(lab(), n, 'super-admin', { path: namespacePath })).status === 200;

  it('says which command makes the PKI, before it contacts anybody', async () => {
    const run = await inLab(lab(), 'deploy', '--yes', '--json');
    expect(run.code).toBe(6);
    expect(jsonOf<{ problems: { code: string; fix: string }[] }>(run).problems).toMatchObject([
      { code: 'pki-missing', fix: expect.stringContaining('hardway pki create') as string },
    ]);
  });

  it('are planned without changing anything', async () => {
    expect((await inLab(lab(), 'pki', 'create')).code).toBe(0);
    const run = await inLab(lab(), 'plan', '--json');
    expect(run.code).toBe(4);
    expect(jsonOf<Plan>(run).changes).toBe(13);
    expectValid('plan', jsonOf(run));
    for (const n of all) {
      const found = await lab().on(n, 'ls -d /etc/kubernetes /etc/etcd /opt/hardway /run/hardway 2>/dev/null; true');
      expect(found.stdout).toBe('');
    }
  });

  it('are not touched without an answer when there is nobody to ask', async () => {
    const run = await inLab(lab(), 'deploy');
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('usage-needs-terminal');
  });

  it('stand after one command', async () => {
    const run = await inLab(lab(), 'deploy', '--yes', '--json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expectValid('deploy', jsonOf(run));
    const { applied, timings, steps } = jsonOf<Deployed>(run);
    expect(applied).toBe(true);
    expect(steps).toHaveLength(13);
    expect(timings.total).toBeGreaterThanOrEqual(timings.upload + timings.etcd + timings.kubernetes);
    for (const n of all) {
      const active = await lab().on(n, `systemctl is-active ${units.join(' ')}`);
      expect(active.stdout).toBe('active\nactive\nactive\nactive');
    }
  });

  it('need nothing more', async () => {
    const plan = await inLab(lab(), 'plan', '--json', '--verify');
    expect(jsonOf<Plan>(plan).steps).toEqual([]);
    expect(plan.code).toBe(0);
    const again = await inLab(lab(), 'deploy', '--yes', '--json');
    expect(again.code).toBe(0);
    expect(jsonOf<Deployed>(again).changes).toBe(0);
  });

  it('keep keys to those who need them', async () => {
    for (const n of all) {
      const loose = await lab().on(
        n,
        'find /etc/kubernetes /etc/etcd \\( -name "*.key" -o -name "*.pem" -o -name "encryption-config.yaml" \\) ! -perm 600',
        'root',
      );
      expect(loose.stdout).toBe('');
      const authorities = await lab().on(n, 'find / -xdev -name "ca.key" -o -xdev -name "front-proxy-ca.key"', 'root');
      expect(authorities.stdout).toBe('');
    }
  });

  it('answer an administrator, and nobody else but probes', async () => {
    for (const n of all) {
      for (const where of ['/api', '/apis', '/metrics', '/version']) {
        expect((await askApiserver(lab(), n, 'super-admin', { path: where })).status).toBe(200);
        expect([401, 403]).toContain((await askApiserver(lab(), n, 'nobody', { path: where })).status);
      }
      for (const where of ['/livez', '/readyz']) {
        expect((await askApiserver(lab(), n, 'nobody', { path: where })).status).toBe(200);
      }
    }
  });

  it('share what is written through one of them', async () => {
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'seen-everywhere' } };
    const made = await askApiserver(lab(), 1, 'super-admin', { method: 'POST', path: '/api/v1/namespaces', body });
    expect(made.status).toBe(201);
    for (const n of all) expect(await namespaceSeenBy(n)).toBe(true);
  });

  it('keep it when every etcd and every apiserver is restarted, one after another', async () => {
    for (const unit of ['etcd', 'kube-apiserver']) {
      for (const n of all) {
        expect(await lab().on(n, `systemctl restart ${unit}`, 'root')).toMatchObject({ code: 0 });
        await eventually(`the apiserver of node${n} is ready`, () => ready(lab(), n));
      }
    }
    for (const n of all) await eventually(`node${n} has the namespace`, () => namespaceSeenBy(n));
    expect(jsonOf<Plan>(await inLab(lab(), 'plan', '--json')).changes).toBe(0);
  });

  it('run in a sandbox that systemd scores at 1.5 or better', async () => {
    const answer = await lab().on(
      1,
      `systemd-analyze security --no-pager ${units.map((u) => `${u}.service`).join(' ')}`,
    );
    const command = `for u in ${units.join(' ')}; do systemd-analyze security --no-pager $u.service | tail -1; done`;
    const scores = [...(await lab().on(1, command)).stdout.matchAll(/: (\d+\.\d+) /g)].map(([, score]) =>
      Number(score),
    );
    expect(answer.code).toBe(0);
    expect(scores).toHaveLength(4);
    expect(Math.max(...scores)).toBeLessThanOrEqual(1.5);
  });

  it('are read back as they run: unit, process, ps and /flagz agree', async () => {
    const run = await inLab(lab(), 'inspect', '--all', '--json');
    expect(run.code).toBe(0);
    expectValid('inspect', jsonOf(run));
    const { components, problems } = jsonOf<Inspection>(run);
    expect(problems).toEqual([]);
    expect(components).toHaveLength(12);
    for (const component of components) {
      expect(component.differences).toEqual([]);
      const asked = component.component === 'kube-apiserver' ? ['flagz'] : [];
      expect(component.sources.map(({ kind }) => kind).sort()).toEqual([...asked, 'proc', 'unit']);
      expect(Object.keys(component.flags).length).toBeGreaterThan(5);
    }
    const accept = 'application/json;as=Flagz;v=v1beta1;g=config.k8s.io';
    for (const n of all) {
      const answer = await askApiserver(lab(), n, 'super-admin', { path: '/flagz', headers: { accept } });
      const { flags } = JSON.parse(answer.body.toString()) as { flags: Record<string, string> };
      const read = components.find((c) => c.host === `node${n}` && c.component === 'kube-apiserver');
      const plain = (text: string | null | undefined): string => (text ?? '').replace(/^\[|\]$/g, '');
      const differing = Object.values(read?.flags ?? {}).filter(
        ({ name, value }) => plain(flags[name]) !== plain(value),
      );
      expect(differing.map(({ name }) => name)).toEqual([]);
    }
    const ps = await lab().on(1, 'ps -ef');
    const file = path.join(lab().directory, 'ps.txt');
    await writeFile(file, ps.stdout);
    const fromPs = jsonOf<Inspection>(await inLab(lab(), 'inspect', file, '--json', '--component', 'kube-apiserver'));
    const values = (flags: Inspection['components'][number]['flags'] | undefined) =>
      Object.fromEntries(
        Object.entries(flags ?? {}).flatMap(([name, { value, origin }]) => (origin === 'set' ? [[name, value]] : [])),
      );
    expect(values(fromPs.components[0]?.flags)).toEqual(
      values(components.find((c) => c.host === 'node1' && c.component === 'kube-apiserver')?.flags),
    );
  });

  it('run with the very flags that the config renders, and differ in what is changed there', async () => {
    const same = await inLab(lab(), 'diff', 'rendered:', '--all', '--json');
    const compared = jsonOf<Diff>(same);
    expect(compared.components.flatMap(({ flags }) => flags)).toEqual([]);
    expect([compared.onlyInA, compared.onlyInB, same.code]).toEqual([[], [], 0]);
    expect(compared.components).toHaveLength(12);
    await setApiserverArgs(lab(), { 'max-requests-inflight': '401' });
    const other = await inLab(lab(), 'diff', 'rendered:', '--host', 'node1', '--json');
    await setApiserverArgs(lab(), {});
    const flags = jsonOf<Diff>(other).components.flatMap((one) => one.flags);
    expect(flags.map(({ flag, a, b }) => [flag, a?.value, b?.value])).toEqual([
      ['max-requests-inflight', '401', undefined],
    ]);
    expect(other.code).toBe(4);
  });

  it('take a changed flag one master at a time, while the others serve', async () => {
    await setApiserverArgs(lab(), { 'max-requests-inflight': '401' });
    const plan = jsonOf<Plan>(await inLab(lab(), 'plan', '--json', '--out', 'flag.plan'));
    expect(plan.stages).toMatchObject([{ id: 'apiserver', order: 'one-by-one' }]);
    expect(plan.steps.map(({ files, restarts }) => [files.length, restarts])).toEqual(
      all.map(() => [1, ['kube-apiserver']]),
    );

    let fewest = 3;
    let running = true;
    const watching = (async () => {
      while (running) {
        const answers = await Promise.all(all.map((n) => ready(lab(), n).catch(() => false)));
        fewest = Math.min(fewest, answers.filter(Boolean).length);
      }
    })();
    const run = await inLab(lab(), 'deploy', '--plan', 'flag.plan', '--yes', '--json');
    running = false;
    await watching;
    expect(run.code).toBe(0);
    expect(fewest).toBe(2);
    const [first = 0, second = 0, third = 0] = await startTimes('kube-apiserver');
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
    expect(jsonOf<Plan>(await inLab(lab(), 'plan', '--json')).changes).toBe(0);
  });

  it('refuse a saved plan that no longer fits', async () => {
    const run = await inLab(lab(), 'deploy', '--plan', 'flag.plan', '--yes', '--json');
    expect(run.code).toBe(7);
    expect(jsonOf<{ problems: { code: string }[] }>(run).problems).toMatchObject([{ code: 'stop-plan-differs' }]);
  });

  it('are given back their former flags when a new one does not start, and the others are not touched', async () => {
    const before = await startTimes('kube-apiserver');
    await setApiserverArgs(lab(), { 'admission-control-config-file': '/nowhere.yaml' });
    const run = await inLab(lab(), 'deploy', '--yes', '--json');
    expect(run.code).toBe(7);
    const { problems } = jsonOf<{ problems: { code: string; what: string; evidence: string[] }[] }>(run);
    expect(problems).toMatchObject([{ code: 'stop-gate', where: { host: 'node1' } }]);
    expect(problems[0]?.what).toContain('the former files are back');
    expect(problems[0]?.evidence.join('\n')).toContain('/nowhere.yaml');
    for (const n of all) expect(await ready(lab(), n)).toBe(true);
    expect((await startTimes('kube-apiserver')).slice(1)).toEqual(before.slice(1));
    await setApiserverArgs(lab(), { 'max-requests-inflight': '401' });
    expect(jsonOf<Plan>(await inLab(lab(), 'plan', '--json')).changes).toBe(0);
  });

  it('converge when the operator is killed at any moment, and a second operator is told who is at work', async () => {
    let inflight = 500;
    for (const milliseconds of [700, 1200, 1800, 2600, 4000]) {
      await setApiserverArgs(lab(), { 'max-requests-inflight': String(++inflight) });
      const { child, ended } = startCli(['deploy', '--yes', '--json'], lab().directory);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      child.kill('SIGKILL');
      await ended;
    }
    // One more change, so that the last run has work on every master while the second operator comes.
    await setApiserverArgs(lab(), { 'max-requests-inflight': String(++inflight) });
    const first = startCli(['deploy', '--yes', '--json'], lab().directory);
    await eventually('the first operator holds the lock', async () =>
      (await lab().on(1, 'cat /run/hardway/holder', 'root')).stdout.includes(`process ${first.child.pid ?? 0},`),
    );
    const second = await inLab(lab(), 'deploy', '--yes', '--json');
    expect(second.code).toBe(7);
    expect(jsonOf<{ problems: { code: string; what: string }[] }>(second).problems[0]).toMatchObject({
      code: 'stop-locked',
      what: expect.stringContaining(`process ${first.child.pid ?? 0}`) as string,
    });
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(jsonOf<Plan>(await inLab(lab(), 'plan', '--json')).changes).toBe(0);
    for (const n of all) {
      const process = await lab().on(n, 'tr "\\0" "\\n" < /proc/$(pgrep -x kube-apiserver)/cmdline', 'root');
      expect(process.stdout).toContain(`--max-requests-inflight=${inflight}`);
      const left = await lab().on(n, 'find / -xdev -name "*.hardway-*"; ls /run/hardway', 'root');
      expect(left.stdout).toBe('lock');
    }
  });

  it('finish the step under way at Ctrl-C and say how to go on', async () => {
    await setApiserverArgs(lab(), { 'max-requests-inflight': '777' });
    const { child, ended } = startCli(['deploy', '--yes'], lab().directory);
    await eventually('the first restart has begun', async () =>
      (await lab().on(1, 'grep -c 777 /etc/systemd/system/kube-apiserver.service', 'root')).stdout.startsWith('1'),
    );
    child.kill('SIGINT');
    const run = await ended;
    expect(run.code).toBe(130);
    expect(run.stderr).toContain('run the same command again');
    for (const n of all) await eventually(`node${n} is ready`, () => ready(lab(), n));
    expect(jsonOf<Plan>(await inLab(lab(), 'plan', '--json')).changes).toBe(2);
    expect((await inLab(lab(), 'deploy', '--yes')).code).toBe(0);
  });
});
