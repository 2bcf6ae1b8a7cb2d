import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Diff as DiffResult } from '../../../src/app/diff.js';
import { Diff } from '../../../src/commands/diff.js';
import { runCommand } from '../../support/run-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
afterEach(() => vi.restoreAllMocks());
afterAll(() => {
  folder.remove();
});

function unit(name: string, ...flags: string[]): string {
  const file = path.join(folder.path, `${name}.service`);
  writeFileSync(file, `[Service]\nExecStart=/usr/local/bin/kube-apiserver \\\n  ${flags.join(' \\\n  ')}\n`);
  return file;
}

function manifest(name: string, version: string, ...flags: string[]): string {
  const file = path.join(folder.path, `${name}.yaml`);
  writeFileSync(
    file,
    [
      'apiVersion: v1',
      'kind: Pod',
      'spec:',
      '  containers:',
      '    - name: kube-apiserver',
      `      image: registry.k8s.io/kube-apiserver:v${version}`,
      '      command:',
      '        - kube-apiserver',
      ...flags.map((flag) => `        - ${JSON.stringify(flag)}`),
      '',
    ].join('\n'),
  );
  return file;
}

async function compared(...argv: string[]): Promise<DiffResult & { exitCode: number }> {
  const { stdout, stderr, exitCode } = await runCommand(Diff, [...argv, '--json']);
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as DiffResult), exitCode };
}

const kinds = ({ components }: DiffResult) =>
  Object.fromEntries(components.flatMap(({ flags }) => flags.map(({ flag, kind }) => [flag, kind])));

describe('diff', () => {
  it('says that a side does not start at all, in the words of the component', async () => {
    const [good, bad] = [manifest('good', '1.37.1', '--v=1'), manifest('bad', '1.37.1', '--v=1', '--frob=x')];
    expect((await compared(good, bad)).problems).toMatchObject([
      {
        code: 'input-refused',
        where: { file: bad, line: 10 },
        what: 'kube-apiserver 1.37.1 does not start with these flags: unknown flag: --frob',
      },
    ]);
    const text = await runCommand(Diff, [bad, good]);
    expect(text.stderr).toContain('does not start with these flags: unknown flag: --frob');
    expect((await compared(good, good)).problems).toEqual([]);
  });

  it('finds a unit and a manifest with the same flags equal, however they are written', async () => {
    const a = unit('same', '--profiling=0', '--authorization_mode Node,RBAC', '--event-ttl=1h');
    const b = manifest('same', '1.37.1', '--event-ttl=60m', '--authorization-mode=Node,RBAC', '--profiling=false');
    const result = await compared(a, b, '--kubernetes-version', '1.37.1');
    expect(result.components.map(({ flags }) => flags)).toEqual([[]]);
    expect(result.exitCode).toBe(0);
  });

  it('tells what changed, with the elements of lists, and where', async () => {
    const a = manifest('old', '1.37.1', '--enable-admission-plugins=NodeRestriction,EventRateLimit', '--v=2');
    const b = manifest('new', '1.37.1', '--enable-admission-plugins=AlwaysPullImages,NodeRestriction', '--v=4');
    const result = await compared(a, b);
    expect(result.exitCode).toBe(4);
    const flags = result.components[0]?.flags ?? [];
    expect(flags[0]).toMatchObject({
      flag: 'enable-admission-plugins',
      kind: 'changed',
      added: ['AlwaysPullImages'],
      removed: ['EventRateLimit'],
      a: { value: 'NodeRestriction,EventRateLimit', provenance: [{ source: a, line: 9 }] },
    });
    expect(flags[1]).toMatchObject({ flag: 'v', kind: 'changed', a: { value: '2' }, b: { value: '4' } });
  });

  it('knows the default of the side that does not set a flag', async () => {
    const a = manifest('explicit', '1.37.1', '--profiling=true', '--anonymous-auth=false');
    const b = manifest('implicit', '1.37.1', '--secure-port=6443');
    const result = await compared(a, b);
    expect(kinds(result)).toEqual({
      'anonymous-auth': 'only-a',
      profiling: 'same-effect',
      'secure-port': 'same-effect',
    });
    const onlyDefaults = await compared(manifest('d', '1.37.1', '--profiling=true'), manifest('e', '1.37.1'));
    expect(onlyDefaults.exitCode).toBe(0);
  });

  it('says when a side cannot tell', async () => {
    const a = unit('vars', '--advertise-address=${INTERNAL_IP}', '--v=2');
    const b = unit('known', '--advertise-address=198.51.100.11', '--v=2');
    const result = await compared(a, b);
    expect(kinds(result)).toEqual({ 'advertise-address': 'undetermined' });
    expect(result.exitCode).toBe(0);
  });

  it('takes nothing for absent in a source that was cut off', async () => {
    const a = path.join(folder.path, 'cut.service');
    writeFileSync(a, '[Service]\nExecStart=/usr/local/bin/kube-apiserver \\\n  --v=2 \\\n');
    expect(kinds(await compared(a, unit('whole', '--v=2', '--profiling=false')))).toEqual({
      profiling: 'undetermined',
    });
  });

  it('names components that one side lacks', async () => {
    const etcd = path.join(folder.path, 'etcd.service');
    writeFileSync(etcd, '[Service]\nExecStart=/usr/local/bin/etcd --name=a\n');
    const result = await compared(etcd, unit('apiserver', '--v=2'));
    expect([result.onlyInA, result.onlyInB].map((side) => side.map(({ component }) => component))).toEqual([
      ['etcd'],
      ['kube-apiserver'],
    ]);
    expect(result.exitCode).toBe(4);
  });

  it('shows no password of either side', async () => {
    const a = unit('p', '--oidc-issuer-url=https://me:hunter2@id.example/');
    const b = unit('q', '--oidc-issuer-url=https://me:hunter3@id.example/');
    const { stdout } = await runCommand(Diff, [a, b]);
    expect(stdout).toContain('oidc-issuer-url');
    expect(stdout).not.toContain('hunter');
  });

  it('shows both sides next to each other', async () => {
    const a = manifest('left', '1.37.1', '--enable-admission-plugins=NodeRestriction,EventRateLimit', '--v=2');
    const b = manifest('right', '1.37.1', '--enable-admission-plugins=NodeRestriction', '--profiling=true');
    const { stdout, exitCode } = await runCommand(Diff, [a, b]);
    expect(exitCode).toBe(4);
    expect(stdout.replaceAll(`${folder.path}/`, '')).toBe(`kube-apiserver
  A left.yaml, 1.37.1
  B right.yaml, 1.37.1
FLAG                      A                B
enable-admission-plugins  …EventRateLimit  without it
v                         2                not set

set by one side to what the other has by default: profiling
`);
  });

  it('ends as inspect does when a source cannot be read', async () => {
    const { exitCode } = await runCommand(Diff, [path.join(folder.path, 'missing'), unit('x', '--v=1')]);
    expect(exitCode).toBe(3);
    expect((await runCommand(Diff, ['-', '-'])).exitCode).toBe(2);
  });
});
