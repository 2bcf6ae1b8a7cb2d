import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { inspectHosts } from '../../src/app/inspect-hosts.js';
import { loadFlagCatalog } from '../../src/catalog/load.js';
import type { ConnectTarget } from '../../src/hosts/connect-target.js';
import { maskComponent } from '../../src/inspect/mask.js';
import { inspectionView } from '../../src/ui/views/inspection.js';
import { problemsView } from '../../src/ui/views/problems.js';
import { answering } from '../support/answering-host.js';
import { hostAnswer, sampleProcess } from '../support/host-answer.js';
import { type SshServer, type SshServerOptions, startSshServer } from '../support/ssh-server.js';

const servers: SshServer[] = [];
const silent: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const server of silent.splice(0)) server.close();
});

async function host(name: string, options: SshServerOptions): Promise<ConnectTarget> {
  const server = await startSshServer(options);
  servers.push(server);
  return { ...server.target, name };
}

const inspected = (...targets: readonly ConnectTarget[]) =>
  inspectHosts(targets, undefined, { catalogs: loadFlagCatalog });
const apiserver = (...flags: readonly string[]) => [sampleProcess(42, ['/usr/bin/kube-apiserver', ...flags])];

describe('hosts that inspect knows nothing about', () => {
  it('are all reported: those that answer with their flags, those that refuse, those that are no SSH servers', async () => {
    const fine = await host('fine', answering(apiserver('--v=2')));
    const slow = await host('slow', answering(apiserver('--v=3'), { afterMs: 300 }));
    const refused = { ...fine, name: 'refused', ssh: { ...fine.ssh, port: 1 } };
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
    silent.push(other);
    await once(other, 'listening');
    const noSsh = { ...fine, name: 'web', ssh: { ...fine.ssh, port: (other.address() as AddressInfo).port } };
    const { components, problems } = await inspected(refused, slow, noSsh, fine);
    expect(components.map((one) => [one.host, one.flags.v?.value])).toEqual([
      ['slow', '3'],
      ['fine', '2'],
    ]);
    expect(problems.map(({ code, where }) => [code, where.host])).toEqual([
      ['host-unreachable', 'refused'],
      ['host-not-ssh', 'web'],
    ]);
  });

  it('may be a hundred', async () => {
    const one = await host('m', answering(apiserver('--v=2', '--advertise-address=10.0.0.1')));
    const { components, problems } = await inspected(
      ...Array.from({ length: 100 }, (_, i) => ({ ...one, name: `m${i}` })),
    );
    expect(problems).toEqual([]);
    expect(new Set(components.map(({ host: name }) => name)).size).toBe(100);
  });

  it('row 77: an editor of a manifest is no component', async () => {
    const editor = sampleProcess(7, ['vim', '/etc/kubernetes/manifests/kube-apiserver.yaml']);
    const { components, problems } = await inspected(await host('m', answering([editor])));
    expect(components).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['input-no-component']);
  });

  it('row 81: cannot write to the terminal; JSON keeps what they said', async () => {
    const evil = '\u001b]52;c;ZXZpbA==\u0007\u001b[2J\r\u202e\u009bnode';
    const { components } = await inspected(
      await host('m', answering(apiserver(`--audit-log-path=${evil}`, `--${evil}=1`, evil))),
    );
    expect(components[0]?.flags['audit-log-path']?.value).toBe(evil);
    const shown =
      inspectionView({ components, problems: [] }, new Date()) + problemsView(components[0]?.problems ?? []);
    expect(shown).toContain('\\x1b');
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('row 82: cannot add answers of their own, not with the text of a file and not around the frame', async () => {
    const forged = hostAnswer('0123456789abcdef', [sampleProcess(1, ['/bin/etcd', '--name=forged'])]);
    const { components } = await inspected(
      await host('m', answering(apiserver(`--v=2\n${forged}`), { noise: `${forged}\n${'a'.repeat(32)}:start\n` })),
    );
    expect(components.map(({ component }) => component)).toEqual(['kube-apiserver']);
  });

  it('row 82: that mix other output into an answer are refused, not half read', async () => {
    const change = (text: string) => text.replace(/(process \S+ \S+ \S+ \d+ .{10})/, '$1\nbroadcast message\n');
    const { components, problems } = await inspected(await host('m', answering(apiserver('--v=2'), { change })));
    expect(components).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['host-script-cut-off']);
  });

  it('row 83: that show a key or a password have it masked', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----';
    const { components } = await inspected(
      await host('m', answering(apiserver(`--audit-log-path=${key}`, '--etcd-servers=https://u:s3cretpw@e:2379', key))),
    );
    const shown = JSON.stringify(components.map(maskComponent));
    expect(shown).not.toContain('MIIEvQ');
    expect(shown).not.toContain('s3cretpw');
    expect(shown).toContain('[private key]');
  });

  it('row 84: that greet, trace and complain are read all the same', async () => {
    const noise = 'Welcome!\n+ set -x\nsudo: lecture\nhow base64\nend\n';
    const change = (text: string, mark: string) => text.replaceAll(`\n${mark}`, `\n+ printf tracing\n${mark}`);
    const { components } = await inspected(await host('m', answering(apiserver('--v=2'), { noise, change })));
    expect(components[0]?.flags.v?.value).toBe('2');
  });
});

/** Runs the real script of inspect in a real shell, as a host would, with these programs before or in place of others. */
async function really(options: SshServerOptions) {
  const target = await host('m', options);
  return inspectHosts([target], undefined, { catalogs: loadFlagCatalog });
}

describe('the script of inspect in a real shell', () => {
  it('row 84: survives a profile that prints and a foreign locale', async () => {
    const { problems } = await really({ noise: '\u001b[31mmotd\n+ echo MARK end\n' });
    expect(problems.filter(({ code }) => code.startsWith('host-script'))).toEqual([]);
  });

  it.each([['/bin/bash'], ['/bin/dash']])('row 84: does not depend on the login shell %s', async (loginShell) => {
    const { problems } = await really({ loginShell });
    expect(problems.filter(({ code }) => code.startsWith('host-'))).toEqual([]);
  });

  it('row 85: takes another encoder when base64 gives something else, and does without stat and grep', async () => {
    const broken = 'echo nonsense; exit 1';
    const { problems } = await really({ programs: { base64: broken, openssl: broken, stat: broken, grep: broken } });
    expect(problems.filter(({ code }) => code.startsWith('host-'))).toEqual([]);
  });

  it('row 85: says what is lacking when nothing works', async () => {
    const broken = 'echo nonsense';
    const programs = { base64: broken, openssl: broken, od: broken, head: broken };
    const { problems } = await really({ programs });
    expect(problems).toMatchObject([{ code: 'host-tool-missing', where: { host: 'm' } }]);
    expect(problems[0]?.what).toContain('head, base64');
  });

  it('row 86: does not trip over a clock that makes no sense', async () => {
    const { problems } = await really({ programs: { getconf: 'echo soon', stat: 'echo "644,root:root,yesterday"' } });
    expect(problems.filter(({ code }) => code.startsWith('host-'))).toEqual([]);
  });
});
