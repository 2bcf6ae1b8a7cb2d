import { describe, expect, it } from 'vitest';
import { inspectShape } from '../../support/shape-fixture.js';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { printedFlags } from '../../../src/inspect/printed-flags.js';

const catalogOf = async () => {
  const catalog = await loadFlagCatalog('kube-scheduler', '1.37');
  if (catalog === null) throw new Error('no catalogue');
  return catalog;
};
const all = async (effective = false, without = 0, versionKnown = true) => {
  const catalog = await catalogOf();
  const printed = catalog.all().map(({ name, default: value }, i) => ({ name, value, line: i + 1 }));
  return printedFlags(printed.slice(without), 'log', catalog, { effective, versionKnown });
};

describe('flags that a component prints', () => {
  it('are left out where they are the defaults, unless asked for', async () => {
    expect(await all()).toEqual({ flags: {}, problems: [], incomplete: false });
    const { flags } = await all(true);
    expect(Object.keys(flags)).toHaveLength((await catalogOf()).names().length);
    expect(
      Object.values(flags).every(({ origin, confidence }) => origin === 'default' && confidence === 'certain'),
    ).toBe(true);
  });

  it('and are not all there may be cut off', async () => {
    const count = (await catalogOf()).names().length;
    const told = (missing: number) => [
      {
        code: 'input-truncated',
        severity: 'warning',
        where: { file: 'log' },
        what: `${missing} of the ${count} flags of kube-scheduler 1.37 are not in it; it may be cut off`,
      },
    ];
    expect((await all(false, 1)).problems).toEqual(told(1));
    const half = Math.floor(count / 2);
    expect((await all(false, half, false)).problems).toEqual([]);
    expect((await all(false, half + 1, false)).problems).toEqual(told(half + 1));
  });

  it('keep to themselves what is classified, and say what is deprecated', async () => {
    const catalog = await catalogOf();
    const old = catalog.all().find(({ deprecated, type }) => deprecated !== undefined && type === 'string');
    const printed = [
      { name: 'kubeconfig', value: 'CLASSIFIED' },
      { name: 'config', value: null, line: 3 },
      { name: 'bind-address', value: '<nil>' },
      { name: 'frob', value: 'a' },
      { name: 'authorization-always-allow-paths', value: '[/a,/b]' },
      ...(old === undefined ? [] : [{ name: old.name, value: 'set by hand', line: 9 }]),
    ];
    const { flags, problems } = printedFlags(printed, 'log', catalog, { effective: false, versionKnown: false });
    const common = { provenance: [{ source: 'log' }], overrode: [], origin: 'set', confidence: 'certain' };
    const open = { ...common, value: null, confidence: 'undetermined', type: 'string' };
    expect(flags).toMatchObject({
      kubeconfig: { ...open, name: 'kubeconfig' },
      config: { ...open, name: 'config', provenance: [{ source: 'log', line: 3 }] },
      'bind-address': { ...common, value: '', type: 'ip' },
      frob: { ...common, name: 'frob', value: 'a', type: 'unknown' },
      'authorization-always-allow-paths': { ...common, value: '/a,/b', values: ['/a', '/b'] },
    });
    expect(problems.filter(({ code }) => code === 'input-deprecated-flag')).toEqual(
      old === undefined
        ? []
        : [
            {
              code: 'input-deprecated-flag',
              severity: 'warning',
              where: { file: 'log', line: 9 },
              what: `--${old.name} is deprecated: ${old.deprecated ?? ''}`,
            },
          ],
    );
    expect(printedFlags([], 'log', catalog, { effective: true, versionKnown: true })).toEqual({
      flags: {},
      problems: [],
      incomplete: false,
    });
  });
});

describe('variables beside flags', () => {
  const problems = async (text: string) => {
    const { components } = await inspectShape(text, { exact: true, source: 'u', kubernetesVersion: '1.37.1' });
    return components[0]?.problems.filter(
      ({ code }) => code === 'input-ignored-variable' || code === 'input-conflicting-flags',
    );
  };
  const unit = (command: string, ...variables: string[]) =>
    ['[Service]', ...variables.map((one) => `Environment=${one}`), `ExecStart=${command}`, ''].join('\n');

  it('that no Kubernetes component looks at are named', async () => {
    expect(await problems(unit('/bin/kube-apiserver --v=2', 'EVENT_TTL=2h'))).toEqual([
      {
        code: 'input-ignored-variable',
        severity: 'warning',
        where: { file: 'u', line: 2 },
        what: 'kube-apiserver does not look at EVENT_TTL: it takes no flags from the environment',
        fix: 'give --event-ttl in ExecStart=',
      },
    ]);
  });

  it.each([
    ['one word alone', unit('/bin/kube-apiserver', 'PROFILING=false')],
    ['small letters', unit('/bin/kube-apiserver', 'event_ttl=2h', 'EVENT_ttl=2h', 'xEVENT_TTL=1')],
    ['no flag', unit('/bin/kube-apiserver', 'EVENT_TTL_X=2h')],
    ['set as well', unit('/bin/kube-apiserver --event-ttl=1h', 'EVENT_TTL=2h')],
    ['used elsewhere', unit('/bin/kube-apiserver --min-request-timeout=2h', 'EVENT_TTL=2h')],
    ['other flags of etcd', unit('/bin/etcd --name=a', 'ETCD_DATA_DIR=/d', 'NAME=a')],
    ['a file that replaces both', unit('/bin/etcd --name=a --config-file=/c', 'ETCD_NAME=b')],
    ['a file that a variable names', unit('/bin/etcd --name=a', 'ETCD_NAME=b', 'ETCD_CONFIG_FILE=/c')],
  ])('are of no interest: %s', async (_what, text) => {
    expect(await problems(text)).toEqual([]);
  });

  it('that say the same as a flag of etcd end it', async () => {
    expect(await problems(unit('/bin/etcd --data-dir=/d', 'ETCD_DATA_DIR='))).toEqual([
      {
        code: 'input-conflicting-flags',
        severity: 'error',
        where: { file: 'u', line: 2 },
        what: 'ETCD_DATA_DIR and --data-dir are both given: etcd refuses to start',
        fix: 'keep one of the two',
      },
    ]);
  });
});
