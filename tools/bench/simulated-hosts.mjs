// Hosts that answer like masters, on loopback ports of one process, for measuring how inspect scales. They speak SSH for
// real; a shell is not run: they answer the script of inspect with what a master has. One may refuse, one be silent.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import ssh2 from 'ssh2';

const [, , folder, count = '100', silent = '0'] = process.argv;
// Of the Ed25519 keys that ssh2 makes some cannot be read by it.
function key() {
  const made = ssh2.utils.generateKeyPairSync('ed25519');
  const sound = [made.private, made.public].every((text) => !(ssh2.utils.parseKey(text) instanceof Error));
  return sound ? made : key();
}

const hostKey = key();
const user = key();
writeFileSync(path.join(folder, 'id'), user.private, { mode: 0o600 });

const base64 = (text) => Buffer.from(text).toString('base64');

/** The lines of a kubeadm-like master: four processes in containers and their manifests. */
function answers(mark, n) {
  const line = (kind, name, file, facts, content) => {
    const written = base64(content);
    return `${mark} ${kind} ${name} :${base64(file)} ${facts} ${written.length} ${written}\n`;
  };
  const address = `10.0.${n >> 8}.${n & 255}`;
  const components = {
    'kube-apiserver': [
      `--advertise-address=${address}`,
      '--allow-privileged=true',
      '--authorization-mode=Node,RBAC',
      '--client-ca-file=/etc/kubernetes/pki/ca.crt',
      '--enable-admission-plugins=NodeRestriction',
      '--enable-bootstrap-token-auth=true',
      '--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt',
      '--etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt',
      '--etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key',
      '--etcd-servers=https://127.0.0.1:2379',
      '--kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt',
      '--kubelet-client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key',
      '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
      '--proxy-client-cert-file=/etc/kubernetes/pki/front-proxy-client.crt',
      '--proxy-client-key-file=/etc/kubernetes/pki/front-proxy-client.key',
      '--requestheader-allowed-names=front-proxy-client',
      '--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt',
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-username-headers=X-Remote-User',
      '--secure-port=6443',
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      '--service-account-key-file=/etc/kubernetes/pki/sa.pub',
      '--service-account-signing-key-file=/etc/kubernetes/pki/sa.key',
      '--service-cluster-ip-range=10.96.0.0/12',
      '--tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
      '--tls-private-key-file=/etc/kubernetes/pki/apiserver.key',
    ],
    'kube-controller-manager': [
      '--bind-address=127.0.0.1',
      '--cluster-name=kubernetes',
      '--kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--leader-elect=true',
      '--use-service-account-credentials=true',
    ],
    'kube-scheduler': [
      '--bind-address=127.0.0.1',
      '--kubeconfig=/etc/kubernetes/scheduler.conf',
      '--leader-elect=true',
    ],
    etcd: [
      `--name=m${n}`,
      `--advertise-client-urls=https://${address}:2379`,
      '--data-dir=/var/lib/etcd',
      `--initial-advertise-peer-urls=https://${address}:2380`,
      `--listen-client-urls=https://127.0.0.1:2379,https://${address}:2379`,
    ],
  };
  const parts = [`${mark} how base64\n`, line('host', '-', '', '-', `m${n}`)];
  for (const [i, [name, flags]] of Object.entries(components).entries()) {
    const image = name === 'etcd' ? 'registry.k8s.io/etcd:3.6.6-0' : `registry.k8s.io/${name}:v1.34.4`;
    const words = flags.map((flag) => `    - ${flag}\n`).join('');
    const manifest = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: kube-system\nspec:\n  containers:\n  - name: ${name}\n    image: ${image}\n    command:\n    - ${name}\n${words}    volumeMounts:\n    - mountPath: /etc/kubernetes\n      name: k\n  volumes:\n  - name: k\n    hostPath:\n      path: /etc/kubernetes\n`;
    parts.push(line('process', String(100 + i), '', '0,2000,-,yes', `${[name, ...flags].join('\0')}\0`));
    parts.push(line('manifest', '-', `/etc/kubernetes/manifests/${name}.yaml`, '600,root:root,1000', manifest));
  }
  return `${parts.join('')}${mark} end\n`;
}

/** The program as it was before it was escaped for `printf %b`. */
function unescaped(text) {
  return text.replace(/\\0([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function answer(program, rest, n) {
  const frame = /^printf '\\n%s\\n' ([0-9a-f]{32}):start$/m.exec(program)?.[1] ?? '';
  const mark = /^set -- '([0-9a-f]+)'/m.exec(program)?.[1] ?? '';
  const files = program.includes('while IFS= read -r path');
  const missing = () =>
    rest
      .split('\n')
      .filter(Boolean)
      .map((file) => `${mark} missing - :${base64(file)} - 0 \n`);
  const out = files ? `${mark} how base64\n${missing().join('')}${mark} end\n` : answers(mark, n);
  return `\n${frame}:start\n${out}\n${frame}:end:0\n`;
}

function sshHost(n) {
  return new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    connection.on('error', () => undefined);
    connection.on('authentication', (context) => context.accept());
    connection.on('session', (accept) => {
      accept().on('exec', (acceptExec) => {
        const channel = acceptExec();
        let input = '';
        channel.on('data', (chunk) => (input += chunk.toString('latin1')));
        channel.on('end', () => {
          const at = input.indexOf('\n');
          channel.write(answer(unescaped(input.slice(0, at)), input.slice(at + 1), n));
          channel.exit(0);
          channel.end();
        });
      });
    });
  });
}

const ports = [];
for (let n = 0; n < Number(count); n++) {
  const server = n < Number(silent) ? createServer(() => undefined) : sshHost(n + 1);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  ports.push(server.address().port);
}
writeFileSync(
  path.join(folder, 'known_hosts'),
  ports.map((port) => `[127.0.0.1]:${port} ${hostKey.public}\n`).join(''),
);
process.stdout.write(`${JSON.stringify(ports)}\n`);
