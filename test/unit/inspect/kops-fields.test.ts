import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../src/formats/yaml.js';
import { isKops, kopsArgsIn } from '../../../src/inspect/kops-cluster.js';
import { shapeFixture } from '../../support/shape-fixture.js';

const yaml = (text: string) => parseYaml(text, { file: 'x' });
const spec = (fields: string) => kopsArgsIn(yaml(`spec: {${fields}}`));
/** The words of the first component. */
const words = (fields: string) => spec(`kubelet: {${fields}}`).flatMap((args) => args.words.map(({ text }) => text));

describe('a cluster of kops', () => {
  it('has fields that are called otherwise than their flags, and fields that are none', () => {
    const found = kopsArgsIn(yaml(shapeFixture('distro-config/kops-fields.yaml')));
    const told = found.map(({ component, words: own, environment, version }) => [
      `${component} ${version ?? '-'}`,
      ...own.map(({ text, line }) => `${text} @${line ?? '-'}`),
      ...environment.map(({ name, value, line }) => `${name}=${value} @${line ?? '-'}`),
    ]);
    expect(told).toEqual([
      [
        'kube-apiserver 1.28.4',
        '--apiserver-count=3 @7',
        '--audit-log-maxage=10 @8',
        '--audit-log-maxbackup=5 @9',
        '--audit-log-maxsize=100 @10',
        '--profiling=false @14',
        '--etcd-cafile=/srv/ca.crt @16',
        '--etcd-certfile=/srv/etcd.crt @17',
        '--etcd-keyfile=/srv/etcd.key @18',
        '--logging-format=json @20',
        '--v=4 @21',
        '--requestheader-extra-headers-prefix=X-Remote-Extra- @24',
        '--requestheader-group-headers=X-Remote-Group,X-Group @25',
        '--service-account-jwks-uri=https://jwks.example.com @26',
        '--service-account-key-file=/srv/a.pub @27',
        '--service-account-key-file=/srv/b.pub @27',
      ],
      [
        'kube-controller-manager 1.28.4',
        '--kube-api-qps=30 @32',
        '--leader-elect=true @34',
        '--leader-elect-renew-deadline=9s @35',
      ],
      [
        'kube-scheduler 1.28.4',
        '--kubeconfig=/srv/scheduler.conf @39',
        '--authentication-kubeconfig=/srv/authn.conf @43',
      ],
      [
        'kubelet 1.28.4',
        '--image-gc-high-threshold=85 @46',
        '--image-gc-low-threshold=75 @47',
        '--network-plugin=cni @48',
        '--experimental-nvidia-gpus=1 @49',
        '--pod-max-pids=100 @50',
        '--registry-qps=6 @51',
        '--register-with-taints=a=b:NoSchedule,c=d:NoExecute @54',
        '--volume-plugin-dir=/plugins @55',
        '--pod-manifest-path=/manifests @56',
      ],
      ['kubelet 1.28.4', '--register-schedulable=false @58'],
      ['kubelet 1.28.4', '--max-pods=40 @60'],
      ['kube-proxy 1.28.4', '--bind-address=198.51.100.1 @62'],
      ['etcd 3.5.9', 'ETCD_QUOTA_BACKEND_BYTES=8589934592 @70', 'ETCD_LOG_LEVEL= @73'],
      ['etcd -', 'ETCD_AUTO_COMPACTION_RETENTION=8 @77'],
    ]);
  });

  it.each([
    ['auditLogPath: /a', '--audit-log-path=/a'],
    ['clientCAFile: /a', '--client-ca-file=/a'],
    ['allocateNodeCIDRs: true', '--allocate-node-cidrs=true'],
    ['oidcIssuerURL: a', '--oidc-issuer-url=a'],
    ['http2MaxStreams: 5', '--http2-max-streams=5'],
    ['enableX509Auth: 1', '--enable-x509-auth=1'],
    ['v: 2', '--v=2'],
    ['toString: a', '--to-string=a'],
    ['oidcRequiredClaim: [a=b, c=d]', '--oidc-required-claim=a=b --oidc-required-claim=c=d'],
    ['evictionHard: {b: 2, a: 1}', '--eviction-hard=a=1,b=2'],
    ['evictionHard: {}, a: "", b: null, c: [], d: [""]', ''],
    ['leaderElection: {leaderElect: false, x: {b: 1}}', '--leader-elect=false --x=b=1'],
  ])('has fields that become flags: %s', (fields, flags) => {
    expect(words(fields).join(' ')).toBe(flags);
  });

  it('says nothing of what has no flags, or is no object', () => {
    expect(spec('kubelet: text, kubeDNS: {a: b}, toString: {a: b}, kubeProxy: {enabled: true}')).toEqual([]);
    expect(kopsArgsIn(yaml('spec: text'))).toEqual([]);
    expect(kopsArgsIn(yaml('[]'))).toEqual([]);
    expect(spec('etcdClusters: text')).toEqual([]);
    expect(
      spec('etcdClusters: [text, {manager: text}, {manager: {env: text}}, {manager: {env: [{name: 1}, {name: X}]}}]'),
    ).toEqual([]);
  });

  it.each([
    ['v1.28.4', '1.28.4'],
    ['1.28.14-alpha.1', '1.28.14'],
    ['1.28.4+build', '1.28.4'],
    ['v1.28.4x', undefined],
    ['xv1.28.4', undefined],
    ['v1.28', undefined],
    ['1', undefined],
  ])('is of the version %s', (told, version) => {
    expect(spec(`kubernetesVersion: ${told}, kubelet: {v: 1}`).map((args) => args.version)).toEqual([version]);
  });

  it.each([
    ['kops.k8s.io/v1alpha2', true],
    ['kops/v1alpha1', true],
    ['kops.k8s.io/v1alpha22', false],
    ['kops.k8s.io/v1alpha', false],
    ['kops.example/v1alpha2', false],
    ['x.kops/v1alpha2', false],
    ['1', false],
  ])('has the apiVersion of one: %s is %s', (apiVersion, is) => {
    expect(isKops(yaml(`apiVersion: ${apiVersion}\nkind: Cluster\n`))).toBe(is);
  });

  it('is an object', () => {
    expect(isKops(yaml('null'))).toBe(false);
    expect(isKops(yaml('[{apiVersion: kops/v1alpha1}]'))).toBe(false);
  });
});
