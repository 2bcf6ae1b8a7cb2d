import type { Cluster, Host } from '../../cluster/cluster.js';
import type { HostPaths } from '../../cluster/layout.js';
import type { Component } from '../../kernel/component.js';
import type { OnChange, RenderedFile } from '../rendered-file.js';
import { type FileFacts, type Material, publicFile, secretFile } from './material.js';

/** Owner of what etcd reads: its own user as a unit, root in a static pod. */
function etcdOwner(cluster: Cluster): string {
  return cluster.controlPlane.target === 'systemd' ? 'etcd:etcd' : 'root:root';
}

/**
 * What an etcd member reads. Its leaves are read anew at every handshake; its trust is read once, at the start. The
 * health client is for people and probes on the host.
 */
export function etcdPkiFiles(cluster: Cluster, host: Host, material: Material, paths: HostPaths): RenderedFile[] {
  const facts = (onChange: OnChange, about: string, usedBy: readonly Component[] = ['etcd']): FileFacts => {
    return { host: host.name, owner: etcdOwner(cluster), usedBy, onChange, about };
  };
  const { etcd } = paths;
  return [
    ...material.authority('etcd-ca', etcd.ca, facts('restart', 'what etcd trusts: its clients and the other members')),
    ...material.leaf('etcd-server', host.name, etcd.server, facts('reload', 'etcd shows it to its clients')),
    ...material.leaf('etcd-peer', host.name, etcd.peer, facts('reload', 'etcd shows it to the other members')),
    ...material.leaf(
      'etcd-healthcheck-client',
      host.name,
      etcd.healthcheckClient,
      facts('none', 'lets a person on this host ask etcd for its health', []),
    ),
  ];
}

/** The certificates and keys that kube-apiserver and its companions read. No key of an authority, unless they sign. */
export function masterPkiFiles(cluster: Cluster, host: Host, material: Material, paths: HostPaths): RenderedFile[] {
  const facts = (onChange: OnChange, about: string, ...usedBy: readonly Component[]): FileFacts => {
    return { host: host.name, owner: 'root:root', usedBy, onChange, about };
  };
  const all: readonly Component[] = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
  const both: readonly Component[] = ['kube-apiserver', 'kube-controller-manager'];
  const api = 'kube-apiserver';
  const { name } = host;
  const trust = facts('restart', 'the Kubernetes CA: what clients and servers of the cluster trust', ...all);
  return [
    // kube-controller-manager reads --root-ca-file once.
    ...material.authority('kubernetes-ca', paths.trustBundle, trust),
    ...(cluster.controlPlane.signing ? signingFiles(host, material, paths) : []),
    ...material.leaf(
      'apiserver',
      name,
      paths.apiserver,
      facts('reload', 'kube-apiserver shows it to its clients', api),
    ),
    ...material.leaf(
      'apiserver-kubelet-client',
      name,
      paths.apiserverKubeletClient,
      facts('reload', 'kube-apiserver shows it to kubelets', api),
    ),
    ...material.leaf(
      'apiserver-etcd-client',
      name,
      paths.apiserverEtcdClient,
      facts('reload', 'kube-apiserver shows it to etcd', api),
    ),
    ...material.authority(
      'etcd-ca',
      paths.apiserverEtcdCa,
      facts('restart', 'the etcd CA, as kube-apiserver trusts it', api),
    ),
    ...material.authority(
      'front-proxy-ca',
      paths.frontProxyCa,
      facts('reload', 'the front-proxy CA: who may say on whose behalf a request is made', ...all),
    ),
    ...material.leaf(
      'front-proxy-client',
      name,
      paths.frontProxyClient,
      facts('reload', 'kube-apiserver shows it to extension apiservers', api),
    ),
    secretFile(
      paths.serviceAccount.privateKey,
      material.bundle.serviceAccount.privateKey,
      facts('restart', 'signs the tokens of service accounts', ...both),
    ),
    publicFile(
      paths.serviceAccount.publicKey,
      material.bundle.serviceAccount.publicKey,
      facts('restart', 'checks the tokens of service accounts', api),
    ),
    ...material.leaf(
      'controller-manager',
      name,
      paths.controllerManagerClient,
      facts('reload', 'kube-controller-manager shows it to kube-apiserver', 'kube-controller-manager'),
    ),
    ...material.leaf(
      'scheduler',
      name,
      paths.schedulerClient,
      facts('reload', 'kube-scheduler shows it to kube-apiserver', 'kube-scheduler'),
    ),
  ];
}

/** The signing CA: a file of its own in purpose, also where it has the path of the trust bundle. */
function signingFiles(host: Host, material: Material, paths: HostPaths): RenderedFile[] {
  const facts: FileFacts = {
    host: host.name,
    owner: 'root:root',
    usedBy: ['kube-controller-manager'],
    onChange: 'reload',
    about: 'kube-controller-manager signs CSRs with it',
  };
  const certificate =
    paths.kubernetesCa.cert === paths.trustBundle
      ? []
      : material.authority('kubernetes-ca', paths.kubernetesCa.cert, facts);
  return [...certificate, ...material.authorityKey('kubernetes-ca', paths.kubernetesCa.key, facts)];
}
