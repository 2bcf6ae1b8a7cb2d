import { describe, expect, it } from 'vitest';
import { inspectShape, valuesOf } from '../../support/shape-fixture.js';

const ofFile = async (text: string, source = '/etc/default/x') => {
  const { components } = await inspectShape(text, { source, as: 'env-file' });
  return components.map((component) => [component.component, valuesOf(component)] as const);
};

describe('a file of variables is of the component', () => {
  it.each([
    ['APISERVER_ARGS', 'kube-apiserver'],
    ['API_SERVER_ARGS', 'kube-apiserver'],
    ['KUBE_APISERVER_OPTS', 'kube-apiserver'],
    ['KUBE_API_ARGS', 'kube-apiserver'],
    ['API_X', 'kube-apiserver'],
    ['KUBE_ETCD_SERVERS', 'kube-apiserver'],
    ['KUBE_SERVICE_ADDRESSES', 'kube-apiserver'],
    ['KUBE_ADMISSION_CONTROL', 'kube-apiserver'],
    ['KUBELET_PORT', 'kube-apiserver'],
    ['KUBE_CONTROLLER_MANAGER_ARGS', 'kube-controller-manager'],
    ['CONTROLLER_MANAGER_X', 'kube-controller-manager'],
    ['KUBE_SCHEDULER_ARGS', 'kube-scheduler'],
    ['SCHEDULER_X', 'kube-scheduler'],
    ['KUBE_PROXY_ARGS', 'kube-proxy'],
    ['PROXY_X', 'kube-proxy'],
    ['KUBELET_ARGS', 'kubelet'],
    ['KUBELET_PORTS', 'kubelet'],
  ])('that %s tells: %s', async (variable, component) => {
    expect(await ofFile(`${variable}="--v=3"\n`)).toEqual([[component, { v: '3' }]]);
  });

  it.each([
    ['kube-apiserver', 'kube-apiserver'],
    ['apiserver.conf', 'kube-apiserver'],
    ['api-server', 'kube-apiserver'],
    ['kube-controller-manager', 'kube-controller-manager'],
    ['controller-manager', 'kube-controller-manager'],
    ['kube-scheduler.env', 'kube-scheduler'],
    ['scheduler', 'kube-scheduler'],
    ['kube-proxy', 'kube-proxy'],
    ['proxy', 'kube-proxy'],
    ['kubelet', 'kubelet'],
  ])('that the name of the file tells: %s', async (name, component) => {
    expect(await ofFile('OPTS="--v=3"\n', `/etc/x/${name}`)).toEqual([[component, { v: '3' }]]);
    expect(await ofFile('KUBE_LOG_LEVEL="--v=3"\nKUBELET_X=--logtostderr=true\n', `/etc/x/${name}`)).toEqual([
      [component, { logtostderr: 'true', v: '3' }],
    ]);
  });

  it.each(['MY_APISERVER_ARGS', 'KUBE_LOG_LEVEL', 'X_KUBE_ETCD_SERVERS', 'KUBE_ETCD_SERVERS_X', 'X_KUBELET_PORT'])(
    'that flags tell, not %s',
    async (variable) => {
      expect(await ofFile(`${variable}="--leader-elect=true --use-service-account-credentials --v=3"\n`)).toMatchObject(
        [['kube-controller-manager', { 'leader-elect': 'true' }]],
      );
    },
  );

  it('of each variable, and those that tell none go with the first that does', async () => {
    expect(
      await ofFile('KUBE_LOGTOSTDERR="--logtostderr=true"\nKUBE_SCHEDULER_ARGS=--v=1\nKUBE_PROXY_ARGS=--v=2\n'),
    ).toEqual([
      ['kube-scheduler', { logtostderr: 'true', v: '1' }],
      ['kube-proxy', { v: '2' }],
    ]);
    expect(await ofFile('ETCD_NAME=a\nETCD_OPTS="--data-dir=/d"\n')).toEqual([
      ['etcd', { 'data-dir': '/d', name: 'a' }],
    ]);
    expect(await ofFile('FOO=bar\n')).toEqual([]);
    expect(await ofFile('SCHEDULER_X=bar\n')).toEqual([]);
  });

  it.each([
    'A=--v=2\nKUBE_SCHEDULER_ARGS=$A',
    'A=--v=2\nKUBE_SCHEDULER_ARGS="${A}"',
    'export KUBE_SCHEDULER_ARGS=--v=2',
    'KUBE_SCHEDULER_ARGS=--v=1\nKUBE_SCHEDULER_ARGS+=" --v=2"',
  ])('as a shell reads it: %j', async (text) => {
    const [, scheduler] = (await ofFile(text)).find(([name]) => name === 'kube-scheduler') ?? [];
    expect(scheduler).toMatchObject({ v: '2' });
  });

  it('as systemd reads it, for which a dollar is one', async () => {
    expect(await ofFile('KUBE_SCHEDULER_ARGS=--config=/a#$1\n')).toEqual([['kube-scheduler', { config: '/a#$1' }]]);
  });
});

describe('what a file of variables does not say', () => {
  it.each([
    ['A=1\nKUBE_SCHEDULER_ARGS=--v=2\n', 1, 'A counts only where the unit names it'],
    ['KUBE_SCHEDULER_ARGS=--v=2\n\nA=1\nB=x\nC=\n', 3, 'A, B count only where the unit names them'],
  ])('is told: %j', async (text, line, said) => {
    const { components } = await inspectShape(text, { source: 'x', as: 'env-file' });
    expect(
      components[0]?.problems.filter(({ code }) => code.startsWith('input-i') || code === 'input-truncated'),
    ).toEqual([
      {
        code: 'input-truncated',
        severity: 'warning',
        where: { file: 'x' },
        what: 'these are variables for a unit; flags that the unit sets itself are not among them',
        fix: 'inspect the unit with this file',
      },
      {
        code: 'input-ignored-line',
        severity: 'warning',
        where: { file: 'x', line },
        what: `kube-scheduler takes nothing from its environment: ${said}`,
      },
    ]);
  });
});
