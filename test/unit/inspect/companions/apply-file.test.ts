import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../../src/catalog/load.js';
import { type AppliedFile, applyFile } from '../../../../src/inspect/companions/apply-file.js';
import { takesPlace } from '../../../../src/inspect/companions/takes-place.js';
import type { EffectiveFlag } from '../../../../src/inspect/effective-flag.js';
import type { KnownComponent } from '../../../../src/kernel/component.js';
import { component, flag } from '../../../support/upgrade-case.js';

async function applied(
  name: KnownComponent,
  flags: readonly EffectiveFlag[],
  settings: AppliedFile['settings'],
  which = 0,
) {
  const catalog = await loadFlagCatalog(name, name === 'etcd' ? '3.6' : '1.36');
  const rule = takesPlace[name]?.[which];
  if (catalog === null || rule === undefined) throw new Error('nothing is known');
  return applyFile(component(flags, { component: name }), { rule, path: '/f', settings }, catalog);
}

const at = (line: number) => ({ source: 'a.service', line, column: 3 });

describe('a file in place of flags', () => {
  it('gives what it says, with its place, as the type has it', async () => {
    const { flags, problems } = await applied(
      'kubelet',
      [],
      [
        { flag: 'max-pods', value: '5', line: 4, column: 1 },
        { flag: 'cluster-dns', value: 'a,b', values: ['a', 'b'], file: '/f.d/1', line: 5 },
        { flag: 'pod-cidr', value: 'c', values: ['c'] },
        { flag: 'no-such-flag', value: 'x' },
      ],
    );
    const common = { origin: 'file', confidence: 'certain', overrode: [] };
    expect(problems).toEqual([]);
    expect(Object.values(flags)).toMatchObject([
      { ...common, name: 'cluster-dns', value: 'a,b', values: ['a', 'b'], provenance: [{ source: '/f.d/1', line: 5 }] },
      { ...common, name: 'max-pods', type: 'int32', value: '5', provenance: [{ source: '/f', line: 4, column: 1 }] },
      { ...common, name: 'pod-cidr', value: 'c', provenance: [{ source: '/f' }] },
    ]);
    expect(flags['pod-cidr']).not.toHaveProperty('values');
  });

  it('that was not read leaves open what it may set, with what it would override', async () => {
    const { flags, problems } = await applied('kube-proxy', [flag('proxy-mode', 'ipvs', 3), flag('v', '2', 4)], null);
    expect(flags['proxy-mode']).toEqual({
      name: 'proxy-mode',
      type: 'string',
      value: null,
      origin: 'file',
      confidence: 'undetermined',
      provenance: [{ source: '/f' }],
      overrode: [{ value: 'ipvs', provenance: at(3) }],
    });
    expect(Object.keys(flags)).toEqual(['proxy-mode', 'v']);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'input-dead-flag',
        severity: 'warning',
        where: { file: 'a.service', line: 3, column: 3 },
        what: '--proxy-mode has no effect beside --config: the component takes it from the file',
        fix: 'set it in /f, and remove the flag',
      }),
    ]);
  });

  it('kills what the environment says too, and tells it where it can', async () => {
    const env: EffectiveFlag = { ...flag('name', 'a', 3), origin: 'env', provenance: [{ source: 'e' }] };
    const nowhere: EffectiveFlag = { ...flag('data-dir', '/d', 3), provenance: [] };
    const { flags, problems } = await applied('etcd', [env, nowhere], [{ flag: 'name', value: 'b' }]);
    expect(flags.name).toMatchObject({ value: 'b', overrode: [{ value: 'a', provenance: { source: 'e' } }] });
    expect(flags['data-dir']).toMatchObject({ origin: 'default', overrode: [] });
    expect(problems.map(({ where }) => where)).toEqual([{ file: 'e' }, { file: '/f' }]);
  });

  it('takes away a flag that no version has, and leaves what it does not kill', async () => {
    const filled: EffectiveFlag = { ...flag('max-log-size', '1', 2), origin: 'default' };
    const { flags } = await applied('kube-proxy', [flag('no-such-flag', 'x', 3), filled], []);
    expect(Object.keys(flags)).toEqual(['max-log-size']);
  });

  it('of a kubelet is merged with --feature-gates, and with no other map', async () => {
    const gates = flag('feature-gates', 'B=false,C=true', 3, ['B=false', 'C=true']);
    const reserved = flag('kube-reserved', 'cpu=1', 4, ['cpu=1']);
    const { flags } = await applied(
      'kubelet',
      [gates, reserved],
      [
        { flag: 'feature-gates', value: 'A=true,B=true', values: ['A=true', 'B=true'] },
        { flag: 'kube-reserved', value: 'memory=1', values: ['memory=1'] },
      ],
    );
    expect(flags['feature-gates']).toEqual({
      ...gates,
      value: 'A=true,B=false,C=true',
      values: ['A=true', 'B=false', 'C=true'],
      provenance: [at(3), { source: '/f' }],
    });
    expect(flags['kube-reserved']).toEqual(reserved);
    const alone = await applied('kubelet', [gates], [{ flag: 'max-pods', value: '5' }]);
    expect(alone.flags['feature-gates']).toEqual(gates);
  });

  it('of a kubelet brings defaults of its own, where defaults are told', async () => {
    const filled = (name: string, value: string): EffectiveFlag => ({ ...flag(name, value, 1), origin: 'default' });
    const { flags } = await applied(
      'kubelet',
      [filled('anonymous-auth', 'true'), filled('max-pods', '110'), filled('node-ip', '')],
      [],
    );
    expect(Object.values(flags).map(({ name, value, origin }) => `${name}=${value ?? '?'} ${origin}`)).toEqual([
      'anonymous-auth=false default',
      'max-pods=110 default',
      'node-ip= default',
    ]);
    const unread = await applied('kubelet', [filled('max-pods', '110'), filled('node-ip', '')], null);
    expect(Object.values(unread.flags).map(({ name, value }) => [name, value])).toEqual([
      ['max-pods', null],
      ['node-ip', ''],
    ]);
  });

  it('that is named by a flag does not set that flag', async () => {
    const named: EffectiveFlag = { ...flag('config-file', '/f', 1), origin: 'default' };
    const { flags } = await applied('etcd', [named], [{ flag: 'config-file', value: '/other' }]);
    expect(flags['config-file']).toEqual(named);
    const open = await applied('etcd', [named, { ...flag('name', 'default', 1), origin: 'default' }], null);
    expect([open.flags['config-file']?.value, open.flags.name?.value]).toEqual(['/f', null]);
  });
});
