import { utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type HostTree } from '../../support/host-tree.js';
import { inspected, program, sources, tree } from '../../support/inspected-tree.js';

/** The start of processes of the tree, as a host tells it: in whole seconds. */
const started = 1005;

describe.skipIf(process.getuid?.() !== 0)('the binary of a process, put there by root', () => {
  const says = (version: string): string => `#!/bin/sh\necho Kubernetes v${version}\n`;
  const withBinary = (changed: number, mode = 0o755): HostTree => {
    const host = tree();
    const at = host.put('opt/bin/kube-apiserver', says('1.36.3'), mode);
    utimesSync(at, changed, changed);
    host.process({ pid: 7, words: [at, '--v=2'] });
    return host;
  };

  it('is asked for its version where it is older than the process, or may be', async () => {
    for (const changed of [started - 1, started + 1]) {
      const { first } = await inspected(withBinary(changed));
      expect(first).toMatchObject({ version: '1.36.3', versionFrom: 'binary' });
    }
  });

  it.each([
    ['is newer than the process', started + 2, 0o755],
    ['others may have written to', started - 1, 0o775],
  ])('is not asked at its path when it %s', async (_what, changed, mode) => {
    const { first } = await inspected(withBinary(changed, mode));
    expect(first?.versionFrom).toBe('flags');
  });

  it('is asked by way of the process, however new the file is', async () => {
    const host = withBinary(started + 100);
    host.put('proc/7/exe', says('1.35.4'), 0o755);
    const { first } = await inspected(host);
    expect(first).toMatchObject({ version: '1.35.4', versionFrom: 'binary' });
  });
});

describe('a script in place of a component', () => {
  const script = (root: string) => `#!/bin/sh
. ${root}/etc/kubernetes/api.env
exec ${program} $API_OPTS --secure-port="$1"
`;
  it.each([
    ['by its path', (at: string) => `${at} 7443`],
    ['by way of a shell', (at: string) => `/bin/bash -e ${at} 7443`],
    ['in what sh -c is to run', (at: string) => `/bin/sh -c "sleep 1; exec ${at} 7443"`],
    ['over a continued line', (at: string) => `-/bin/sh \\\n  ${at} 7443`],
  ])('that a unit starts %s is read with the file that it reads in', async (_how, command) => {
    const host = tree();
    const at = host.put('usr/local/bin/start-apiserver.sh', script(host.root), 0o755);
    const env = host.put('etc/kubernetes/api.env', 'API_OPTS="--v=2 --profiling=false"\n');
    host.put('etc/systemd/system/api.service', `[Service]\nExecStart=${command(at)}\n# kube-apiserver\n`);
    host.process({
      pid: 7,
      words: [program, '--v=3', '--profiling=false', '--secure-port=7443'],
      unit: 'api.service',
    });
    const { first } = await inspected(host);
    expect(sources(first)).toEqual(['proc', 'unit']);
    expect(first?.flags['secure-port']).toMatchObject({ value: '7443', provenance: [{ source: at, line: 3 }, {}] });
    expect(first?.differences).toMatchObject([{ flag: 'v', values: [{ value: '3' }, { value: '2' }] }]);
    expect(first?.problems.map(({ where }) => where.file)).toContain(env);
  });

  it('that is a command of sh -c gets the variables of the files that it reads in', async () => {
    const host = tree();
    host.put('etc/kubernetes/api.env', 'API_OPTS="--v=2 --profiling=false"\n');
    const command = `/bin/sh -c '. ${host.root}/etc/kubernetes/api.env && exec ${program} $API_OPTS --secure-port=7443'`;
    const unit = host.put('etc/systemd/system/api.service', `[Service]\nExecStart=${command}\n`);
    host.process({ pid: 7, words: [program, '--v=2', '--profiling=false', '--secure-port=7443'], unit: 'api.service' });
    const { first } = await inspected(host);
    expect(sources(first)).toEqual(['proc', 'unit']);
    expect(first).toMatchObject({ problems: [], differences: [] });
    expect(first?.flags['secure-port']?.provenance).toMatchObject([{ source: unit, line: 2 }, {}]);
    expect(first?.flags.v?.provenance).toHaveLength(2);
  });

  it('that waits for its process is read as well, where no unit tells of it', async () => {
    const host = tree();
    host.put('etc/kubernetes/api.env', 'API_OPTS=--v=2\n');
    const at = host.put('srv/run-api', script(host.root), 0o755);
    host.process({ pid: 6, words: ['/bin/sh', at, '7443'] });
    host.process({ pid: 7, words: [program, '--v=2', '--secure-port=7443'], parent: 6 });
    const { first } = await inspected(host);
    expect(sources(first)).toEqual(['proc', 'script']);
    expect(first).toMatchObject({ problems: [], differences: [] });
    expect(first?.flags['secure-port']?.provenance).toMatchObject([{ source: at, line: 3 }, {}]);
  });

  it('is left where it is when it is a program', async () => {
    const host = tree();
    const at = host.put('opt/bin/starter', '\x7fELF secret', 0o755);
    host.put('etc/systemd/system/api.service', `[Service]\nExecStart=${at} kube-apiserver\n`);
    await inspected(host);
    expect(host.answers.join('')).not.toContain('starter -');
    expect(host.answers.join('')).not.toContain(' script ');
  });
});
