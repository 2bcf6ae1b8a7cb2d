import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { readFlagLog } from '../../../src/inspect/flag-log.js';
import { compareWithPrinted, readFlagz } from '../../../src/inspect/flagz.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';

describe('/flagz', () => {
  it('is read from its JSON form', () => {
    const text = JSON.stringify({ kind: 'Flagz', flags: { v: '2', profiling: 'false', odd: 7 } });
    expect([...(readFlagz(text) ?? [])]).toEqual([
      ['v', '2'],
      ['profiling', 'false'],
    ]);
  });

  it.each(['', 'nonsense', 'null', '[]', '7', '{}', '{"kind":"Status","flags":{}}', '{"kind":"Flagz","flags":"x"}'])(
    'is not read from %s',
    (text) => {
      expect(readFlagz(text)).toBeNull();
    },
  );
});

describe('the FLAG: lines of a log', () => {
  it('are read behind whatever klog and the journal put before them', () => {
    const log = [
      'Nov 21 10:00:00 node1 kube-apiserver[42]: I1121 10:00:00.000000       1 flags.go:64] FLAG: --profiling="false"',
      'Nov 21 10:00:00 node1 kube-apiserver[42]: I1121 10:00:00.1 42 flags.go:64] FLAG: --v="2"\r',
      'I1121 10:00:00.000000       1 server.go:1] nothing of interest',
      'FLAG: --broken=unquoted',
    ].join('\n');
    expect([...readFlagLog(log)]).toEqual([
      ['profiling', 'false'],
      ['v', '2'],
    ]);
  });

  it('have the escapes of Go undone', () => {
    const line = String.raw`FLAG: --a="\"q\" \\ \t\n\x41\u00e9\U0001f600" and more`;
    expect(readFlagLog(line).get('a')).toBe('"q" \\ \t\nAé😀');
  });

  it('of the last start count', () => {
    const start = (v: number, more = '') => `FLAG: --a="${v}"\n${more}FLAG: --v="${v}"\n`;
    expect([...readFlagLog(start(1, 'FLAG: --gone="x"\n') + start(2))]).toEqual([
      ['a', '2'],
      ['v', '2'],
    ]);
  });
});

describe('what is set against what the component prints', () => {
  const differences = async (words: readonly string[], printed: Readonly<Record<string, string>>) => {
    const catalog = await loadFlagCatalog('kube-apiserver', '1.37');
    if (catalog === null) throw new Error('no catalogue');
    const { components } = await inspectText(`${['kube-apiserver', ...words].join('\0')}\0`, {
      source: '/proc/1/cmdline',
      catalogs: loadFlagCatalog,
      kubernetesVersion: '1.37.1',
    });
    return compareWithPrinted(components[0]?.flags ?? {}, new Map(Object.entries(printed)), catalog);
  };

  it('is the same in another spelling', async () => {
    const words = ['--event-ttl=60m', '--profiling=0', '--authorization-mode=Node,RBAC', '--runtime-config=b=1,a=2'];
    const printed = {
      'event-ttl': '1h0m0s',
      profiling: 'false',
      'authorization-mode': '[Node,RBAC]',
      'runtime-config': 'a=2,b=1',
    };
    expect(await differences(words, printed)).toEqual([]);
  });

  it('differs where a value or the flag itself does', async () => {
    expect(await differences(['--v=2', '--frobnicate=x', '--secure-port=1'], { v: '3', 'secure-port': '1' })).toEqual([
      { flag: 'frobnicate', set: 'x', printed: null },
      { flag: 'v', set: '2', printed: '3' },
    ]);
  });

  it('is not compared where the component keeps the value to itself', async () => {
    expect(await differences(['--etcd-servers=https://a:1'], { 'etcd-servers': 'CLASSIFIED' })).toEqual([]);
  });
});
