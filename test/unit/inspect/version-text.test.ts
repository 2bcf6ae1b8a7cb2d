import { describe, expect, it } from 'vitest';
import { versionOfImage, versionOfPath, versionOfText } from '../../../src/inspect/version-text.js';

describe('the version by an image', () => {
  it.each([
    ['registry.k8s.io/kube-apiserver:v1.37.1@sha256:0123', '1.37.1'],
    ['k8s.gcr.io/kube-apiserver-amd64:v1.14.3', '1.14.3'],
    ['rancher/hyperkube:v1.20.15-rancher1', '1.20.15'],
    ['rancher/hardened-kubernetes:v1.29.6-rke2r1-build20240618', '1.29.6'],
    ['rancher/k3s:v1.29.6+k3s1', '1.29.6'],
    ['example.test:5000/kube-apiserver:1.30.0-rc.1', '1.30.0'],
    ['kube-apiserver@sha256:0123456789abcdef', undefined],
    ['example.test:5000/kube-apiserver', undefined],
    ['kube-apiserver:latest', undefined],
    ['kube-apiserver', undefined],
    ['mytools:v2.0.1', undefined],
    ['', undefined],
  ])('%s is %s', (image, version) => {
    expect(versionOfImage('kube-apiserver', image)).toBe(version);
  });

  it('takes the numbers of etcd for etcd only', () => {
    expect(versionOfImage('etcd', 'registry.k8s.io/etcd:3.6.6-0')).toBe('3.6.6');
    expect(versionOfImage('etcd', 'quay.io/coreos/etcd:v2.2.1')).toBe('2.2.1');
    expect(versionOfImage('etcd', 'tools:v1.2.3')).toBeUndefined();
  });
});

describe('the version by a path', () => {
  it.each([
    ['/opt/hardway/kube-apiserver/1.37.1/kube-apiserver', '1.37.1'],
    ['/opt/kubernetes-1.19.7/bin/kube-apiserver', '1.19.7'],
    ['/var/lib/rancher/rke2/data/v1.29.6-rke2r1-5b8349de68df/bin/kube-apiserver', '1.29.6'],
    ['/usr/local/bin/kube-apiserver-v1.20.4', '1.20.4'],
    ['/srv/2.1.0/kubernetes/1.18.2/kube-apiserver', '1.18.2'],
    ['/usr/local/bin/kube-apiserver', undefined],
    ['/srv/release-2.1.0/kube-apiserver', undefined],
    ['/data/10.0.0.1/kube-apiserver', undefined],
  ])('%s is %s', (path, version) => {
    expect(versionOfPath('kube-apiserver', path)).toBe(version);
  });
});

describe('the version by what a program says', () => {
  it.each([
    ['Kubernetes v1.37.1\n', '1.37.1'],
    ['v1.29.6+k3s1', '1.29.6'],
    ['1.28', '1.28'],
    ['nothing', undefined],
    ['10.0.0.1', undefined],
  ])('%s is %s', (text, version) => {
    expect(versionOfText('kube-apiserver', text)).toBe(version);
  });

  it('is that of etcd, not of Go', () => {
    expect(versionOfText('etcd', 'etcd Version: 3.6.16\nGit SHA: abc\nGo Version: go1.26\n')).toBe('3.6.16');
  });
});
