import type { Host } from '../../cluster/cluster.js';
import { renderTemplate } from '../templates.js';
import type { RenderedFile } from '../rendered-file.js';
import { publicFile } from './material.js';

/** Declares the user that etcd runs as; systemd-sysusers makes it. Only for units: a static pod of etcd runs as root. */
export async function sysusersFile(host: Host, root: string): Promise<RenderedFile> {
  return publicFile(
    `${root}/etc/sysusers.d/hardway-etcd.conf`,
    await renderTemplate('etc/sysusers.d/hardway-etcd.conf', {}),
    {
      host: host.name,
      owner: 'root:root',
      usedBy: [],
      onChange: 'none',
      about: 'the user that etcd runs as',
    },
  );
}
