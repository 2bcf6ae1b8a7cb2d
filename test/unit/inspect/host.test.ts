import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { fakeTransport } from '../../../src/hosts/fake-transport.js';
import { inspectHost } from '../../../src/inspect/inspect-host.js';
import { problem, HardwayError } from '../../../src/kernel/problem.js';
import { hostAnswer, type SampleAnswer, sampleProcess, sampleUnit } from '../../support/host-answer.js';

const unitPath = '/etc/systemd/system/kube-apiserver.service';
const unitName = 'kube-apiserver.service';
const program = '/opt/hardway/kube-apiserver/1.37.1/kube-apiserver';
const unit = (flags: string, facts?: string) => sampleUnit(unitName, unitPath, `${program} ${flags}`, facts);
const running = (...words: string[]) => sampleProcess(42, [program, ...words], { unit: unitName });

const host = (answers: readonly SampleAnswer[]) =>
  fakeTransport('node1', [{ when: () => true, then: ({ args }) => hostAnswer(args[0] ?? '', answers) }]);
const inspected = (...answers: readonly SampleAnswer[]) => inspectHost(host(answers), { catalogs: loadFlagCatalog });
const codes = (of: { readonly problems: readonly { readonly code: string }[] } | undefined) =>
  of?.problems.map(({ code }) => code);

describe('a host', () => {
  it('whose process and unit agree shows each flag once, with both places', async () => {
    const { components, problems } = await inspected(unit('--v=2'), running('--v=2'));
    expect(problems).toEqual([]);
    expect(components).toMatchObject([
      { component: 'kube-apiserver', host: 'node1', version: '1.37.1', differences: [], problems: [] },
    ]);
    expect(components[0]?.flags.v).toMatchObject({
      value: '2',
      provenance: [{ source: unitPath, line: 2 }, { source: '/proc/42/cmdline' }],
    });
  });

  it('whose unit was edited and not restarted says what differs; the process counts', async () => {
    const { components } = await inspected(unit('--v=3 --profiling=false', '644,root:root,2002'), running('--v=2'));
    expect(components[0]?.flags.v?.value).toBe('2');
    expect(components[0]?.flags.profiling).toBeUndefined();
    expect(components[0]?.differences).toEqual([
      {
        flag: 'profiling',
        values: [
          { source: '/proc/42/cmdline', value: null },
          { source: unitPath, value: 'false' },
        ],
      },
      {
        flag: 'v',
        values: [
          { source: '/proc/42/cmdline', value: '2' },
          { source: unitPath, value: '3' },
        ],
      },
    ]);
    expect(components[0]?.problems).toMatchObject([
      { code: 'input-not-restarted', where: { file: unitPath, host: 'node1' } },
    ]);
  });

  it.each([
    ['the file is older than the process', '644,root:root,1999'],
    ['the file may be older than the process, for both times are of whole seconds', '644,root:root,2001'],
    ['the host cannot tell when the file changed', '-'],
  ])('does not speak of a missing restart when %s', async (_what, facts) => {
    const { components } = await inspected(unit('--v=3', facts), running('--v=2'));
    expect(components[0]?.differences).toHaveLength(1);
    expect(codes(components[0])).toEqual([]);
  });

  it('whose unit is not running says so', async () => {
    const { components } = await inspected(unit('--v=3'));
    expect(codes(components[0])).toEqual(['input-not-running']);
  });

  it('names the drop-in that systemd has not read', async () => {
    const dropIn = `${unitPath}.d/20-more.conf`;
    const { components } = await inspected(
      unit('--v=2'),
      {
        kind: 'newdropin',
        name: unitName,
        path: dropIn,
        facts: '644,root:root,2500',
        content: `[Service]\nExecStart=\nExecStart=${program} --v=4\n`,
      },
      { kind: 'reload', name: unitName },
      running('--v=2'),
    );
    expect(components[0]?.differences).toMatchObject([{ flag: 'v', values: [{ value: '2' }, { value: '4' }] }]);
    expect(components[0]?.problems).toMatchObject([
      { code: 'input-not-loaded', where: { file: dropIn } },
      { code: 'input-not-restarted', where: { file: dropIn } },
    ]);
  });

  it('is read whatever its unit is called, and compares the process with the unit it was started from', async () => {
    const odd = '/usr/lib/systemd/system/k8s-api.service';
    const { components } = await inspected(
      unit('--v=9'),
      sampleUnit('k8s-api.service', odd, '/srv/bin/kube-apiserver --v=2'),
      sampleProcess(7, ['/srv/bin/kube-apiserver', '--v=2'], { unit: 'k8s-api.service' }),
    );
    expect(components).toHaveLength(1);
    expect(components[0]?.sources.map(({ path }) => path)).toEqual(['/proc/7/cmdline', odd]);
    expect(components[0]?.differences).toEqual([]);
    expect(components[0]?.problems).toMatchObject([{ code: 'input-ambiguous', where: { file: unitPath } }]);
  });

  it('compares a process in a container with its manifest, not with a unit that lies about', async () => {
    const path = '/opt/kube/manifests/api.yaml';
    const manifest = {
      kind: 'manifest',
      path,
      content: `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: kube-apiserver\n    image: registry.k8s.io/kube-apiserver:v1.34.4\n    command: [kube-apiserver, --v=2]\n`,
    };
    const { components } = await inspected(
      unit('--v=9'),
      manifest,
      sampleProcess(8, ['kube-apiserver', '--v=2'], { inside: 'yes', unit: 'kubelet.service' }),
    );
    expect(components).toMatchObject([{ version: '1.34.4', versionFrom: 'image', differences: [] }]);
    expect(components[0]?.sources.map((source) => source.path)).toEqual(['/proc/8/cmdline', path]);
  });

  it('with a copy beside the manifest says that the kubelet runs both', async () => {
    const content = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - command: [kube-apiserver, --v=2]\n`;
    const { components } = await inspected(
      { kind: 'manifest', path: '/etc/kubernetes/manifests/a.yaml', content },
      { kind: 'manifest', path: '/etc/kubernetes/manifests/a.yaml.bak', content },
    );
    expect(codes(components[0])).toContain('input-ambiguous');
  });

  it('tells the version by the answer of the binary that runs', async () => {
    const { components } = await inspected(sampleProcess(9, ['/usr/bin/kube-apiserver', '--v=1']), {
      kind: 'version',
      name: '9',
      content: 'Kubernetes v1.33.13\n',
    });
    expect(components).toMatchObject([{ version: '1.33.13', versionFrom: 'binary' }]);
  });

  it('that holds what looks like answers is not taken in by it', async () => {
    const forged = '--v=1\nMARK process 1 = 0,1,-,no 8 ZXRjZAA=\nMARK end';
    const { components } = await inspected(unit(forged));
    expect(components.map(({ component }) => component)).toEqual(['kube-apiserver']);
  });

  it('is asked as root only when something was denied, and without sudo says what was not read', async () => {
    const fake = fakeTransport('node1', [
      {
        when: ({ sudo }) => !sudo,
        then: ({ args }) => hostAnswer(args[0] ?? '', [{ kind: 'denied', path: '/etc/kubernetes/manifests' }]),
      },
      {
        when: ({ sudo }) => sudo,
        then: () => {
          throw new HardwayError([problem('host-sudo-refused', { what: 'no' })]);
        },
      },
    ]);
    const { problems, asRoot } = await inspectHost(fake, { catalogs: loadFlagCatalog });
    expect(fake.calls.map(({ sudo }) => sudo)).toEqual([false, true]);
    expect(asRoot).toBe(false);
    expect(problems.map(({ code }) => code)).toEqual(['input-unreadable', 'input-no-component']);
  });

  it.each([
    ['an end', (mark: string) => `${mark} how base64\n`],
    ['a whole line', (mark: string) => `${mark} how base64\n${mark} unit a :YQ== - 8 YQ==\n${mark} end\n`],
    ['a line that has its form', (mark: string) => `${mark} unit a\n${mark} end\n`],
  ])('whose answer lacks %s is an error', async (_what, output) => {
    const fake = fakeTransport('node1', [{ when: () => true, then: ({ args }) => output(args[0] ?? '') }]);
    await expect(inspectHost(fake, { catalogs: loadFlagCatalog })).rejects.toMatchObject({
      problems: [{ code: 'host-script-cut-off' }],
    });
  });
});
