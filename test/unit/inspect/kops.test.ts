import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';
import { recognise } from '../../../src/inspect/shapes/all.js';

const cluster = `apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
metadata:
  name: dev.example.com
spec:
  api:
    loadBalancer: { type: Public }
  etcdClusters:
  - cpuRequest: 200m
    etcdMembers:
    - instanceGroup: master-a
      name: a
    manager:
      env:
      - name: ETCD_MANAGER_DAILY_BACKUPS_RETENTION
        value: 7d
      - name: ETCD_QUOTA_BACKEND_BYTES
        value: "8589934592"
    name: main
    version: 3.5.9
  kubeAPIServer:
    image: registry.example.com/apiserver
    cpuRequest: 300m
    anonymousAuth: false
    auditLogMaxAge: 10
    auditLogPath: /var/log/kube-apiserver-audit.log
    authorizationMode: ""
    clientCAFile: /srv/ca.crt
    etcdServers: ["https://a:4001", "https://b:4001"]
    featureGates:
      Zeta: "true"
      Alpha: "false"
    logLevel: 2
    oidcIssuerURL: https://id.example.com
    oidcRequiredClaim: [a=b, c=d]
    serviceAccountJWKSURI: https://jwks.example.com
    runtimeConfig:
      api/all: "true"
  kubeControllerManager:
    leaderElection:
      leaderElect: true
      leaderElectRenewDeadlineDuration: 20s
    allocateNodeCIDRs: true
    nodeMonitorGracePeriod: 1m0s
  kubeProxy:
    enabled: true
    ipvsExcludeCidrs: [10.0.0.0/8]
  kubelet:
    anonymousAuth: false
    shutdownGracePeriod: 30s
    imageGCHighThresholdPercent: 80
  masterKubelet:
    taints: [a=b:NoSchedule]
  kubernetesVersion: v1.30.2
`;

const inspected = (text: string) => inspectText(text, { source: 'cluster.yaml', catalogs: loadFlagCatalog });

describe('the spec of a cluster of kops', () => {
  it('gives each component the flags that its fields are called after', async () => {
    expect(recognise(cluster)).toBe('distro-config');
    const { components, problems } = await inspected(cluster);
    expect(problems).toEqual([]);
    const seen = components.map(({ component, version, incomplete, flags }) => ({
      [`${component} ${version ?? ''}${incomplete === true ? ' incomplete' : ''}`]: Object.values(flags).map(
        ({ name, value, provenance, origin }) => `${name}=${value ?? '?'} @${provenance[0]?.line ?? ''} ${origin}`,
      ),
    }));
    expect(seen).toEqual([
      {
        'kube-apiserver 1.30.2 incomplete': [
          'anonymous-auth=false @24 set',
          'audit-log-maxage=10 @25 set',
          'audit-log-path=/var/log/kube-apiserver-audit.log @26 set',
          'client-ca-file=/srv/ca.crt @28 set',
          'etcd-servers=https://a:4001,https://b:4001 @29 set',
          'feature-gates=Alpha=false,Zeta=true @31 set',
          'oidc-issuer-url=https://id.example.com @34 set',
          'oidc-required-claim=a=b,c=d @35 set',
          'runtime-config=api/all=true @38 set',
          'service-account-jwks-uri=https://jwks.example.com @36 set',
          'v=2 @33 set',
        ],
      },
      {
        'kube-controller-manager 1.30.2 incomplete': [
          'allocate-node-cidrs=true @43 set',
          'leader-elect=true @41 set',
          'leader-elect-renew-deadline=20s @42 set',
          'node-monitor-grace-period=1m0s @44 set',
        ],
      },
      { 'kube-proxy 1.30.2 incomplete': ['ipvs-exclude-cidrs=10.0.0.0/8 @47 set'] },
      { 'kubelet 1.30.2 incomplete': ['anonymous-auth=false @49 set', 'image-gc-high-threshold=80 @51 set'] },
      { 'kubelet 1.30.2 incomplete': ['register-with-taints=a=b:NoSchedule @53 set'] },
      { 'etcd 3.5.9 incomplete': ['quota-backend-bytes=8589934592 @18 env'] },
    ]);
    const codes = components.flatMap((component) => component.problems.map(({ code }) => code));
    expect(codes).toContain('input-truncated');
    expect(codes).not.toContain('input-unknown-flag');
  });

  it('may be JSON, of the old group, and of later versions', async () => {
    const json = { apiVersion: 'kops/v1alpha3', kind: 'Cluster', spec: { kubeAPIServer: { enableProfiling: false } } };
    const text = JSON.stringify(json, null, 2);
    expect(recognise(text)).toBe('distro-config');
    const { components } = await inspected(text);
    expect(components[0]?.flags.profiling).toMatchObject({ value: 'false', provenance: [{ line: 6 }] });
  });

  it('of another kind of cluster is not read as one', async () => {
    const { components } = await inspected(
      'apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nspec:\n  kubeAPIServer:\n    anonymousAuth: false\n',
    );
    expect(components).toEqual([]);
  });

  it('that gives no flags says so', async () => {
    const { problems } = await inspected('apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nspec: {}\n');
    expect(problems.map(({ code }) => code)).toEqual(['input-no-component']);
  });
});
