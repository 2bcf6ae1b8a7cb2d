import { readFileSync } from 'node:fs';
import fc from '../../support/properties.js';
import { growthOf, linearGrowth } from '../../support/growth.js';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { withoutTags } from '../../../src/formats/template-text.js';
import { readManifest } from '../../../src/inspect/from-manifest.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';

const inspect = (text: string) => inspectText(text, { source: 'x', catalogs: loadFlagCatalog });

const read = (text: string) => readManifest(text, { label: 'x', isFlagName: () => false });

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/inspect/shapes/manifest/${name}`, import.meta.url), 'utf8');

/** Each component with its flags as `name=value @line:column`; `?` where the value is not known. */
async function flagsOf(text: string): Promise<string[][]> {
  const { components } = await inspect(text);
  return components.map(({ component, version, incomplete, flags }) => [
    `${component} ${version ?? '-'}${incomplete === true ? ' incomplete' : ''}`,
    ...Object.values(flags).map(({ name, value, confidence, provenance: [place] }) => {
      const sure = confidence === 'reconstructed' ? ' reconstructed' : '';
      return `${name}=${value ?? '?'} @${place?.line ?? '-'}:${place?.column ?? '-'}${sure}`;
    }),
  ]);
}

describe('manifests of the wild', () => {
  it.each<[string, string[][]]>([
    [
      'anchors.yaml',
      [
        [
          'kube-controller-manager 1.34.4',
          'controllers=*,bootstrapsigner, tokencleaner @8:7',
          'use-service-account-credentials=true @7:7',
        ],
        [
          'kube-controller-manager 1.34.4',
          'controllers=*,bootstrapsigner, tokencleaner @8:7',
          'use-service-account-credentials=true @7:7',
          'v=2 @18:14',
        ],
      ],
    ],
    [
      'rke2.yaml',
      [['kube-apiserver 1.28.9', 'anonymous-auth=false @12:7', 'etcd-servers=https://127.0.0.1:2379 @13:7']],
    ],
    [
      'gce.manifest',
      [['kube-apiserver 1.19.16', 'allow-privileged=true @14:18', 'runtime-config=api/all=true @14:18', 'v=2 @14:18']],
    ],
    ['go-runner.yaml', [['kube-apiserver 1.30.2', 'allow-privileged=true @13:7', 'audit-log-maxage=10 @14:7']]],
    [
      'kops-pipe.manifest',
      [['kube-apiserver 1.16.8', 'allow-privileged=true @10:7', 'anonymous-auth=false @10:7', 'v=2 @10:7']],
    ],
    [
      'flags-only.yaml',
      [
        ['kube-controller-manager -', 'allocate-node-cidrs=true @9:7', 'cluster-cidr=10.200.0.0/16 @8:7'],
        ['kube-apiserver 1.18.20', 'v=4 @12:23'],
      ],
    ],
    [
      'compose.yaml',
      [
        ['etcd 3.5.9', 'data-dir=/data @4:14', 'name=node1 @4:14'],
        ['kube-apiserver 1.30.1', 'profiling=false @8:24', 'v=2 @8:15'],
      ],
    ],
    [
      'v1beta3.json',
      [['kube-apiserver -', 'etcd-servers=http://127.0.0.1:4001 @1:230', 'portal-net=10.0.0.1/24 @1:203']],
    ],
    [
      'config-map.yaml',
      [
        ['kube-scheduler 1.33.4', 'leader-elect=true @13:11'],
        ['kube-apiserver -', 'v=2 @1:66'],
      ],
    ],
  ])('%s', async (name, expected) => {
    expect(await flagsOf(fixture(name))).toEqual(expected);
  });

  it('of kubectl get: status, annotations, managed fields, probes and initContainers say nothing about flags', async () => {
    expect(await flagsOf(fixture('list.json'))).toEqual([
      ['kube-apiserver 1.35.4', 'advertise-address=? @21:29', 'profiling=false @20:29', 'v=2 @22:29'],
      ['kube-scheduler -', 'v=3 @48:115'],
    ]);
    const { found } = await read(fixture('list.json'));
    expect(found[0]?.mounts).toEqual([{ mountPath: '/pki', hostPath: '/etc/kubernetes/pki' }]);
  });

  it('leave open what variables from other objects stand for', async () => {
    const text = 'kind: Pod\nspec:\n  containers:\n  - command: [kube-apiserver, --v=$(V)]\n';
    const wordOf = async (from: string) => (await read(text + from)).found[0]?.words[0];
    expect(await wordOf('')).toMatchObject({ text: '--v=$(V)', unresolved: [] });
    expect(await wordOf('    envFrom: [{configMapRef: {name: x}}]\n')).toMatchObject({ unresolved: ['$(V)'] });
  });

  it('that start nothing of ours say what they are', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: etcd}\n---\nkind: ConfigMap\ndata: {a: b}\n';
    expect((await inspect(service)).problems).toMatchObject([
      { code: 'input-no-component', severity: 'error', what: 'this is Service, ConfigMap, without a container' },
    ]);
    const web = 'kind: Deployment\nspec: {template: {spec: {containers: [{name: web, command: [nginx]}]}}}\n';
    expect((await inspect(web)).problems).toMatchObject([
      { code: 'input-no-component', what: 'no container of this Deployment starts a component' },
    ]);
    const image = 'kind: Pod\nspec: {containers: [{name: kube-apiserver, image: x}]}\n';
    expect((await inspect(image)).problems[0]).toMatchObject({ code: 'input-unresolved' });
  });
});

describe('templates', () => {
  it('of Helm: what tags stand for is not known, nor whether what stands in a condition is there', async () => {
    expect(await flagsOf(fixture('helm-deployment.yaml'))).toEqual([
      [
        'kube-apiserver - incomplete',
        'advertise-address=? @16:15',
        'audit-log-path=? @19:15',
        'profiling=false @17:15',
      ],
    ]);
  });

  it('of Jinja: lines that come in between mean that flags may be missing', async () => {
    expect(await flagsOf(fixture('jinja.yaml.j2'))).toEqual([
      ['kube-scheduler 1.33.1 incomplete', 'bind-address=? @11:7', 'feature-gates=? @14:7', 'leader-elect=true @12:7'],
    ]);
    const { components } = await inspect(fixture('jinja.yaml.j2'));
    expect(components[0]?.problems.map(({ what }) => what)).toContain(
      "the value of --bind-address is not known: the source does not say what {{ scheduler_address | default('127.0.0.1') }} stands for",
    );
  });

  it('in a script of a shell', async () => {
    const text =
      'kind: Pod\nspec:\n  containers:\n  - name: a\n    command: [sh, -c, "exec kube-apiserver {{ params }} --v={{v}} --profiling=false"]\n';
    expect(await flagsOf(text)).toEqual([['kube-apiserver - incomplete', 'profiling=false @5:23', 'v=? @5:23']]);
  });

  it('keep every line and column, whatever is in them', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      '<%',
      '%>',
      '{#',
      '#}',
      ' if ',
      ' end ',
      '- ',
      'a',
      '\n',
      '  ',
      ': ',
      '\ue000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const { text: cleaned, restored } = withoutTags(text);
        expect(cleaned.split('\n').map((row) => row.length)).toEqual(text.split('\n').map((row) => row.length));
        if (!text.includes('\n') && !text.includes('\ue000') && cleaned.trim() !== '') {
          expect(restored({ text: cleaned }).text).toBe(text);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['{{', '{{ if x }}\n', '{{a}}', '{{\n', '{% if %}', '<%'])(
    'are taken out in time in proportion to many %j',
    async (bait) => {
      const text = bait.repeat(50_000);
      expect(withoutTags(text).text).toHaveLength(text.length);
      expect(await growthOf((many) => withoutTags(bait.repeat(many)), 5_000)).toBeLessThan(linearGrowth);
    },
    60_000,
  );
});

describe('what a page has left of a manifest', () => {
  it.each<[string, string[]]>([
    [
      'list-items.yaml',
      [
        'kube-apiserver -',
        'advertise-address=198.51.100.11 @1:7',
        'allow-privileged=true @2:7',
        'enable-admission-plugins=NodeRestriction @5:7',
        'etcd-servers=https://127.0.0.1:2379 @3:7',
        'service-account-issuer=https://kubernetes.default.svc @4:7',
      ],
    ],
    ['tabs.yaml', ['kube-apiserver -', 'event-ttl=2h @6:6 reconstructed', 'profiling=false @5:5 reconstructed']],
    [
      'uneven.yaml',
      [
        'kube-apiserver -',
        'event-ttl=2h @6:9 reconstructed',
        'profiling=false @5:9 reconstructed',
        'v=3 @7:8 reconstructed',
      ],
    ],
    ['flat.yaml', ['kube-apiserver -', 'event-ttl=2h @6:3', 'profiling=false @5:3', 'v=3 @7:3']],
  ])('%s', async (name, expected) => {
    expect(await flagsOf(fixture(name))).toEqual([expected]);
  });

  it('is no error, but says how it was read', async () => {
    const { problems } = await inspect(fixture('tabs.yaml'));
    expect(problems).toMatchObject([
      { code: 'input-rejoined', severity: 'warning', what: 'a tab is used for indentation; it was read line by line' },
    ]);
  });
});
