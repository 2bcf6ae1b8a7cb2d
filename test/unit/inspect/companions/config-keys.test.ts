import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadEveryFlag } from '../../../../src/catalog/every-flag.js';
import type { KnownComponent } from '../../../../src/kernel/component.js';
import {
  readEtcdConfig,
  readKubeletConfig,
  readProxyConfig,
  readSchedulerConfig,
} from '../../../../src/inspect/companions/component-config.js';
import { etcdKeys, kubeletKeys, proxyKeys, schedulerKeys } from '../../../../src/inspect/companions/config-keys.js';
import type { ParseCompanion } from '../../../../src/inspect/companions/parsed.js';

const fixtures = path.join(import.meta.dirname, '../../../fixtures/inspect/companions');
const read = (parse: ParseCompanion, text: string) => parse(Buffer.from(text), '/f');

/** What the comments of a fixture say: `field: value # flag=value`. */
const expectedOf = (text: string): string[] =>
  text.split('\n').flatMap((line, i) => {
    const [, pair] = /# ([a-z\d-]+=.*)$/.exec(line) ?? [];
    return pair === undefined ? [] : [`${pair} @${i + 1}`];
  });

describe('a configuration file with every field that has a flag', () => {
  it.each<[KnownComponent, ParseCompanion]>([
    ['kubelet', readKubeletConfig],
    ['kube-proxy', readProxyConfig],
    ['kube-scheduler', readSchedulerConfig],
    ['etcd', readEtcdConfig],
  ])('of %s sets these flags, at their places', (component, parse) => {
    const text = readFileSync(path.join(fixtures, `${component}.yaml`), 'utf8');
    const { facts, settings = [], problems, reset = [] } = read(parse, text);
    const told = settings.map(({ flag, value, line }) => `${flag}=${value} @${line ?? ''}`);
    expect(told.sort()).toEqual(expectedOf(text).sort());
    expect([problems, reset]).toEqual([[], []]);
    expect(facts).toEqual({
      kind: 'component-config',
      apiVersion: /^apiVersion: (.*)$/m.exec(text)?.[1] ?? '',
      settings: Object.fromEntries(settings.map(({ flag, value }) => [flag, value])),
    });
  });

  it.each<[KnownComponent, Readonly<Record<string, string>>]>([
    ['kubelet', kubeletKeys],
    ['kube-proxy', proxyKeys],
    ['kube-scheduler', schedulerKeys],
    ['etcd', etcdKeys],
  ])('of %s has a field once, and only flags that some minor has', async (component, keys) => {
    const flags = Object.values(keys);
    expect(new Set(flags).size).toBe(flags.length);
    const every = await loadEveryFlag(component);
    expect(flags.filter((flag) => (every?.minorsOf(flag) ?? []).length === 0)).toEqual([]);
  });
});

describe('a configuration file', () => {
  const file = (kind: string, apiVersion: string) => `kind: ${kind}\napiVersion: ${apiVersion}\n`;
  const readers = { kubelet: readKubeletConfig, scheduler: readSchedulerConfig, proxy: readProxyConfig };
  it.each<[keyof typeof readers, string, string, boolean]>([
    ['kubelet', 'KubeletConfiguration', 'kubelet.config.k8s.io/v1beta1', true],
    ['kubelet', 'KubeletConfiguration', 'kubelet.config.k8s.io/v1beta10', false],
    ['kubelet', 'KubeletConfiguration', 'x.kubelet.config.k8s.io/v1beta1', false],
    ['kubelet', 'KubeletConfiguration', 'kubelet.config.k8s.io/v1', false],
    ['scheduler', 'KubeSchedulerConfiguration', 'kubescheduler.config.k8s.io/v1', true],
    ['scheduler', 'KubeSchedulerConfiguration', 'kubescheduler.config.k8s.io/v1alpha2', true],
    ['scheduler', 'KubeSchedulerConfiguration', 'kubescheduler.config.k8s.io/v1beta3', true],
    ['scheduler', 'KubeSchedulerConfiguration', 'kubescheduler.config.k8s.io/v1beta', false],
    ['scheduler', 'KubeSchedulerConfiguration', 'kubescheduler.config.k8s.io/v12', false],
    ['scheduler', 'KubeSchedulerConfiguration', 'a.kubescheduler.config.k8s.io/v1', false],
    ['proxy', 'KubeProxyConfiguration', 'kubeproxy.config.k8s.io/v1alpha1', true],
    ['proxy', 'KubeProxyConfiguration', 'kubeproxy.config.k8s.io/v1alpha2', true],
    ['proxy', 'KubeProxyConfiguration', 'kubeproxy.config.k8s.io/v1alpha11', false],
    ['proxy', 'KubeProxyConfiguration', 'kubeproxy.config.k8s.io/v1alpha', false],
    ['proxy', 'KubeProxyConfiguration', 'a.kubeproxy.config.k8s.io/v1alpha1', false],
  ])('of %s that is a %s of %s is read: %s', (name, kind, apiVersion, isRead) => {
    const { facts, problems } = read(readers[name], file(kind, apiVersion));
    expect(facts?.kind).toBe(isRead ? 'component-config' : undefined);
    expect(problems.map(({ what, where }) => [what, where])).toEqual(
      isRead ? [] : [['the file has another apiVersion, or none', { file: '/f', line: 2, column: 1 }]],
    );
  });

  it.each<[keyof typeof readers, string]>([
    ['kubelet', 'kind KubeletConfiguration, apiVersion kubelet.config.k8s.io/v1beta1'],
    ['scheduler', 'kind KubeSchedulerConfiguration, apiVersion kubescheduler.config.k8s.io/v1'],
    ['proxy', 'kind KubeProxyConfiguration, apiVersion kubeproxy.config.k8s.io/v1alpha1'],
  ])('of %s of another kind is refused with what is wanted: %s', (name, expected) => {
    expect(read(readers[name], 'a: 1\nkind: Pod\n')).toEqual({
      fields: null,
      problems: [
        expect.objectContaining({
          code: 'input-companion-invalid',
          what: 'the file is of another kind',
          where: { file: '/f', line: 2, column: 1 },
          expected,
        }),
      ],
    });
  });

  it('of the kubelet says which flags its nulls reset, also by a field around theirs', () => {
    const { reset, settings } = read(
      readKubeletConfig,
      `${file('KubeletConfiguration', 'kubelet.config.k8s.io/v1beta1')}maxPods: null\nauthentication:\n  webhook: null\n  x509: {clientCAFile: null}\nlogging: [a]\nevictionHard: {memory.available: null, b: [1], c: 2}\n`,
    );
    expect([...(reset ?? [])].sort()).toEqual([
      'authentication-token-webhook',
      'authentication-token-webhook-cache-ttl',
      'client-ca-file',
      'max-pods',
    ]);
    expect(settings).toEqual([
      {
        flag: 'eviction-hard',
        value: 'c<2',
        values: ['c<2'],
        keys: { set: ['c'], gone: ['memory.available'] },
        line: 8,
        column: 1,
      },
    ]);
  });

  it('has lists of which only texts, numbers and truths are told', () => {
    const text = `${file('KubeletConfiguration', 'kubelet.config.k8s.io/v1beta1')}clusterDNS: [a, 1, true, {b: 2}, null]\n`;
    expect(read(readKubeletConfig, text).settings).toEqual([
      { flag: 'cluster-dns', value: 'a,1,true', values: ['a', '1', 'true'], line: 3, column: 1 },
    ]);
  });

  it.each([
    ['', 'the file holds no object'],
    ['[a]', 'the file holds no object'],
    ['a: [', 'this is not YAML that can be read'],
  ])('of etcd that is %j is refused', (text, what) => {
    expect(read(readEtcdConfig, text).problems).toMatchObject([{ what, where: { file: '/f' } }]);
  });

  it('of etcd has the names of flags up to a length', () => {
    const [longest, longer] = ['a'.repeat(80), 'b'.repeat(81)];
    const text = `${longest}: 1\n${longer}: 2\n-: 3\nA-b: 4\na_b: 5\nab-: 6\n`;
    expect(read(readEtcdConfig, text).settings?.map(({ flag }) => flag)).toEqual([longest, '-', 'ab-']);
  });
});
