import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { fakeTransport } from '../../../src/hosts/fake-transport.js';
import { inspectHost } from '../../../src/inspect/inspect-host.js';
import { problem, HardwayError } from '../../../src/kernel/problem.js';

const b64 = (text: string) => Buffer.from(text).toString('base64');
const answer = (kind: string, name: string, path: string, content = '') =>
  `${kind} ${name} ${b64(path)} ${b64(content)}\n`;
const unitPath = '/etc/systemd/system/kube-apiserver.service';
const unit = (flags: string) =>
  answer('unit', 'kube-apiserver', unitPath, `[Service]\nExecStart=/usr/local/bin/kube-apiserver ${flags}\n`);
const running = (...words: string[]) =>
  answer(
    'process',
    '42',
    '/opt/hardway/kube-apiserver/1.37.1/kube-apiserver',
    `${['/usr/local/bin/kube-apiserver', ...words].join('\0')}\0`,
  );

const inspected = (output: string) =>
  inspectHost(fakeTransport('node1', [{ when: () => true, then: output }]), { catalogs: loadFlagCatalog });

describe('a host', () => {
  it('whose process and unit agree shows each flag once, with both places', async () => {
    const { components, problems } = await inspected(`${unit('--v=2')}${running('--v=2')}end\n`);
    expect(problems).toEqual([]);
    expect(components).toMatchObject([
      { component: 'kube-apiserver', host: 'node1', version: '1.37.1', differences: [], problems: [] },
    ]);
    expect(components[0]?.flags.v).toMatchObject({
      value: '2',
      provenance: [{ source: unitPath, line: 2, column: 41 }, { source: '/proc/42/cmdline' }],
    });
  });

  it('whose unit was edited and not restarted says what differs; the process counts', async () => {
    const { components } = await inspected(`${unit('--v=3 --profiling=false')}${running('--v=2')}end\n`);
    expect(components[0]?.flags.v?.value).toBe('2');
    expect(components[0]?.flags.profiling).toBeUndefined();
    expect(components[0]?.differences).toEqual([
      {
        flag: 'profiling',
        values: [
          { source: '/proc/42/cmdline', value: null },
          { source: unitPath, value: 'false' },
        ],
      },
      {
        flag: 'v',
        values: [
          { source: '/proc/42/cmdline', value: '2' },
          { source: unitPath, value: '3' },
        ],
      },
    ]);
  });

  it('whose unit is not running says so', async () => {
    const { components } = await inspected(`${unit('--v=3')}end\n`);
    expect(components[0]?.problems.map(({ code }) => code)).toEqual(['input-not-running']);
  });

  it('that holds what looks like answers is not taken in by it', async () => {
    const forged = `--v=1\n${answer('process', '1', '', 'etcd\0')}end\n`;
    const { components } = await inspected(`${unit(forged)}end\n`);
    expect(components.map(({ component }) => component)).toEqual(['kube-apiserver']);
  });

  it('is asked as root only when something was denied, and without sudo says what was not read', async () => {
    const denied = `${answer('denied', '-', '/etc/kubernetes/manifests')}end\n`;
    const host = fakeTransport('node1', [
      { when: ({ sudo }) => !sudo, then: denied },
      {
        when: ({ sudo }) => sudo,
        then: () => {
          throw new HardwayError([problem('host-sudo-refused', { what: 'no' })]);
        },
      },
    ]);
    const { problems } = await inspectHost(host, { catalogs: loadFlagCatalog });
    expect(host.calls.map(({ sudo }) => sudo)).toEqual([false, true]);
    expect(problems.map(({ code }) => code)).toEqual(['input-unreadable', 'input-no-component']);
  });

  it('that sends half an answer is an error', async () => {
    await expect(inspected(unit('--v=1'))).rejects.toMatchObject({ problems: [{ code: 'host-script-cut-off' }] });
  });
});
