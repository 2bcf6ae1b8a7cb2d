import { describe, expect, it } from 'vitest';
import {
  etcdGoMod,
  kubernetesGoMod,
  linkerFlags,
  readKubernetesModule,
  toolsFile,
} from '../../../src/binaries/go-module.js';
import { programNamed } from '../../../src/binaries/program.js';
import { versionIn } from '../../../src/binaries/reported-version.js';

const upstream = JSON.stringify({
  Go: '1.26.0',
  Godebug: [{ Key: 'default', Value: 'go1.26' }],
  Replace: [
    { Old: { Path: 'k8s.io/api' }, New: { Path: './staging/src/k8s.io/api' } },
    { Old: { Path: 'k8s.io/client-go' }, New: { Path: './staging/src/k8s.io/client-go' } },
    { Old: { Path: 'example.com/fork' }, New: { Path: 'example.com/ours' } },
  ],
});

describe('a Go module for a Kubernetes release', () => {
  it('takes the staging modules from where they are published', () => {
    expect(kubernetesGoMod('1.37.1', readKubernetesModule(upstream))).toBe(`module hardway.local/build

go 1.26.0

godebug default=go1.26

require k8s.io/kubernetes v1.37.1

replace (
\tk8s.io/api => k8s.io/api v0.37.1
\tk8s.io/client-go => k8s.io/client-go v0.37.1
)
`);
  });

  it('keeps the runtime settings of the Go version that a release without godebug lines asks for', () => {
    const { godebug } = readKubernetesModule(JSON.stringify({ Go: '1.22.5' }));
    expect(godebug).toEqual([{ Key: 'default', Value: 'go1.22' }]);
  });

  it('tells the programs their version in both packages that hold it', () => {
    const flags = linkerFlags('kubernetes', '1.37.1');
    for (const goPackage of ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version']) {
      expect(flags).toContain(`-X ${goPackage}.gitVersion=v1.37.1`);
      expect(flags).toContain(`-X ${goPackage}.gitMinor=37`);
    }
    expect(linkerFlags('etcd', '3.6.16')).toBe('-s -w');
  });
});

describe('a Go module for etcd', () => {
  it('requires its three programs in one version', () => {
    expect(etcdGoMod('3.6.16').match(/v3 v3\.6\.16/g)).toHaveLength(3);
  });

  it('imports what is to be built', () => {
    const etcdctl = programNamed('etcdctl');
    expect(toolsFile(etcdctl === undefined ? [] : [etcdctl])).toContain('_ "go.etcd.io/etcd/etcdctl/v3"');
  });
});

describe('the version that a program reports', () => {
  it.each([
    ['Kubernetes v1.37.1', '1.37.1'],
    ['etcd Version: 3.6.16\nGit SHA: abc\nGo Version: go1.26.8', '3.6.16'],
    ['Client Version: v1.37.1\nKustomize Version: v5.8.1', '1.37.1'],
    ['v1.37.1', '1.37.1'],
    ['Kubernetes v1.37.1-rc.0', '1.37.1-rc.0'],
    ['Kubernetes v1.37.1+k3s1', '1.37.1+k3s1'],
    ['go1.26.8', null],
    ['usage: something', null],
  ])('is read out of %j', (output, version) => {
    expect(versionIn(output)).toBe(version);
  });
});
