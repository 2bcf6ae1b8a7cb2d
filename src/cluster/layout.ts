import type { LayoutName, Target } from './cluster.js';

/** A certificate and its key. Where both are one path, one file holds both (certificate first). */
export interface FilePair {
  readonly cert: string;
  readonly key: string;
}

/**
 * Where every artefact lies on a host. The trust bundle and the signing CA are two artefacts also where a layout
 * gives them one path: a rotation takes them apart.
 */
export interface HostPaths {
  /** The Kubernetes CA as kube-controller-manager signs with it. */
  readonly kubernetesCa: FilePair;
  /** What clients and servers of the cluster trust: --client-ca-file, --root-ca-file. */
  readonly trustBundle: string;
  readonly apiserver: FilePair;
  readonly apiserverKubeletClient: FilePair;
  readonly apiserverEtcdClient: FilePair;
  readonly frontProxyCa: string;
  readonly frontProxyClient: FilePair;
  readonly serviceAccount: { readonly privateKey: string; readonly publicKey: string };
  /** The etcd CA as kube-apiserver sees it. */
  readonly apiserverEtcdCa: string;
  readonly etcd: {
    readonly directory: string;
    readonly ca: string;
    readonly server: FilePair;
    readonly peer: FilePair;
    readonly healthcheckClient: FilePair;
    readonly data: string;
  };
  /** Client certificates that the kubeconfigs of the components point to, so that they renew without a restart. */
  readonly controllerManagerClient: FilePair;
  readonly schedulerClient: FilePair;
  readonly kubeconfig: {
    readonly admin: string;
    readonly superAdmin: string;
    readonly controllerManager: string;
    readonly scheduler: string;
  };
  readonly encryptionConfig: string;
  readonly auditPolicy: string;
  readonly authenticationConfig: string;
  readonly schedulerConfig: string;
  readonly auditLog: string;
  /** kube-controller-manager makes this folder at start; in its sandbox it may write below its state folder only. */
  readonly flexVolumePlugins: string;
  readonly unitDirectory: string;
  readonly manifestDirectory: string;
  /** Versioned folders of binaries: `<binaries>/<component>/<version>/`. */
  readonly binaries: string;
  /** Where the binaries are linked from, which is what units start. */
  readonly binaryLinks: string;
}

interface Names {
  readonly config: { readonly encryption: string; readonly audit: string; readonly authentication: string };
  readonly schedulerConfig: string;
  readonly pair: (name: string) => FilePair;
  readonly ca: string;
  readonly apiserver: string;
  readonly serviceAccount: { readonly privateKey: string; readonly publicKey: string };
  readonly etcdCa: string;
  readonly kubeconfig: (name: string) => string;
}

const pemPair = (folder: string) => (name: string) => ({
  cert: `${folder}/${name}.pem`,
  key: `${folder}/${name}-key.pem`,
});

const crtKey = (folder: string) => (name: string) => ({ cert: `${folder}/${name}.crt`, key: `${folder}/${name}.key` });

/** What both forms of the tutorial have alike. */
const tutorial = {
  config: {
    encryption: '/var/lib/kubernetes/encryption-config.yaml',
    audit: '/var/lib/kubernetes/audit-policy.yaml',
    authentication: '/var/lib/kubernetes/authentication-config.yaml',
  },
  schedulerConfig: '/etc/kubernetes/config/kube-scheduler.yaml',
  ca: 'ca',
  kubeconfig: (name: string) =>
    `/var/lib/kubernetes/${name === 'controller-manager' || name === 'scheduler' ? `kube-${name}` : name}.kubeconfig`,
};

const names: Readonly<Record<LayoutName, Names>> = {
  kubeadm: {
    config: {
      encryption: '/etc/kubernetes/enc/encryption-config.yaml',
      audit: '/etc/kubernetes/audit/policy.yaml',
      authentication: '/etc/kubernetes/auth/authentication-config.yaml',
    },
    schedulerConfig: '/etc/kubernetes/kube-scheduler.yaml',
    pair: crtKey('/etc/kubernetes/pki'),
    ca: 'ca',
    apiserver: 'apiserver',
    serviceAccount: { privateKey: '/etc/kubernetes/pki/sa.key', publicKey: '/etc/kubernetes/pki/sa.pub' },
    etcdCa: '/etc/kubernetes/pki/etcd/ca.crt',
    kubeconfig: (name) => `/etc/kubernetes/${name}.conf`,
  },
  'kthw-crt': {
    ...tutorial,
    pair: crtKey('/var/lib/kubernetes'),
    apiserver: 'kube-api-server',
    serviceAccount: {
      privateKey: '/var/lib/kubernetes/service-accounts.key',
      publicKey: '/var/lib/kubernetes/service-accounts.pub',
    },
    etcdCa: '/var/lib/kubernetes/etcd-ca.crt',
  },
  kthw: {
    ...tutorial,
    pair: pemPair('/var/lib/kubernetes'),
    apiserver: 'kubernetes',
    serviceAccount: {
      privateKey: '/var/lib/kubernetes/service-account-key.pem',
      publicKey: '/var/lib/kubernetes/service-account.pem',
    },
    etcdCa: '/var/lib/kubernetes/etcd-ca.pem',
  },
};

/** The tutorial spells the clients of kube-apiserver with their full program name; kubeadm does not. */
function clientName(layout: LayoutName, name: string): string {
  return layout === 'kubeadm' ? name : `kube-${name}`;
}

function etcdPaths(layout: LayoutName, target: Target): HostPaths['etcd'] {
  const data = '/var/lib/etcd';
  const ofKubeadm = target === 'static-pod' ? '/etc/kubernetes/pki/etcd' : '/etc/etcd/pki';
  const directory = layout === 'kubeadm' ? ofKubeadm : '/etc/etcd';
  const ca = `${directory}/ca.${layout === 'kthw' ? 'pem' : 'crt'}`;
  if (target === 'static-pod') {
    const pair = layout === 'kthw' ? pemPair(directory) : crtKey(directory);
    return {
      directory,
      ca,
      server: pair('server'),
      peer: pair('peer'),
      healthcheckClient: pair('healthcheck-client'),
      data,
    };
  }
  // etcd reads certificate and key anew at every handshake and fails while the two do not match: one file for both.
  const combined = (name: string): FilePair => ({ cert: `${directory}/${name}.pem`, key: `${directory}/${name}.pem` });
  return {
    directory,
    ca,
    server: combined('server'),
    peer: combined('peer'),
    healthcheckClient: combined('healthcheck-client'),
    data,
  };
}

/** Puts `root` before every path of a value. */
function under<T>(root: string, paths: T): T {
  if (root === '') return paths;
  if (typeof paths === 'string') return (root + paths) as T;
  const entries = Object.entries(paths as object).map(([name, value]: [string, unknown]) => [name, under(root, value)]);
  return Object.fromEntries(entries) as T;
}

/**
 * The paths of a layout for a target. `root` is put before every path; it is empty on a real host, and the folder of
 * the lab when the components run as plain processes.
 */
export function hostPaths(layout: LayoutName, target: Target, root = ''): HostPaths {
  const n = names[layout];
  const kubernetesCa = n.pair(n.ca);
  return under(root, {
    kubernetesCa,
    trustBundle: kubernetesCa.cert,
    apiserver: n.pair(n.apiserver),
    apiserverKubeletClient: n.pair(clientName(layout, 'apiserver-kubelet-client')),
    apiserverEtcdClient: n.pair(clientName(layout, 'apiserver-etcd-client')),
    frontProxyCa: n.pair('front-proxy-ca').cert,
    frontProxyClient: n.pair('front-proxy-client'),
    serviceAccount: n.serviceAccount,
    apiserverEtcdCa: n.etcdCa,
    etcd: etcdPaths(layout, target),
    controllerManagerClient: n.pair(clientName(layout, 'controller-manager')),
    schedulerClient: n.pair(clientName(layout, 'scheduler')),
    kubeconfig: {
      admin: n.kubeconfig('admin'),
      superAdmin: n.kubeconfig('super-admin'),
      controllerManager: n.kubeconfig('controller-manager'),
      scheduler: n.kubeconfig('scheduler'),
    },
    encryptionConfig: n.config.encryption,
    auditPolicy: n.config.audit,
    authenticationConfig: n.config.authentication,
    schedulerConfig: n.schedulerConfig,
    auditLog: '/var/log/kubernetes/audit.log',
    flexVolumePlugins:
      target === 'systemd'
        ? '/var/lib/kube-controller-manager/volume-plugins'
        : '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
    unitDirectory: '/etc/systemd/system',
    manifestDirectory: '/etc/kubernetes/manifests',
    binaries: '/opt/hardway',
    binaryLinks: '/usr/local/bin',
  });
}
