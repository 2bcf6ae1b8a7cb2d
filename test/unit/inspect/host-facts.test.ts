import { describe, expect, it } from 'vitest';
import { readHostFacts } from '../../../src/inspect/host-facts.js';
import { hostAnswer, type SampleAnswer } from '../../support/host-answer.js';

const facts = (...answers: readonly SampleAnswer[]) => readHostFacts(hostAnswer('M', answers), 'M', 'node1');

describe('what is known of a host', () => {
  it('is nothing where nothing was answered', () => {
    expect(facts()).toEqual({
      units: [],
      environmentFiles: new Map(),
      manifests: [],
      processes: [],
      argsFiles: [],
      configs: [],
      journals: [],
      denied: [],
    });
    expect(facts({ kind: 'host', content: 'm1' }).hostname).toBe('m1');
    expect(facts({ kind: 'host' })).not.toHaveProperty('hostname');
  });

  it.each([
    ['644,root:root,7', { mode: '0644', owner: 'root:root', changed: 7 }],
    ['1755,a:b,123456789012', { mode: '1755', owner: 'a:b', changed: 123456789012 }],
    ['0,-,-', { mode: '0000' }],
    ['12345,a:,1234567890123', { owner: 'a:' }],
    ['8,-,7x', {}],
    ['x7,-,x7', {}],
    ['7x', {}],
    ['-', {}],
  ])('of a file by %j', (told, known) => {
    expect(facts({ kind: 'manifest', path: '/a', facts: told, content: 'x' }).manifests).toEqual([
      { file: '/a', text: 'x', ...known },
    ]);
  });

  it('of a unit are its own files, drop-ins by their names', () => {
    const of = (kind: string, path: string, name = 'a.service'): SampleAnswer => ({ kind, name, path });
    const { units } = facts(
      of('unit', '/u'),
      of('dropin', '/x/a.service.d/30.conf'),
      of('dropin', '/y/a.service.d/10.conf'),
      of('newdropin', '/a/a.service.d/20.conf'),
      of('newdropin', '/a/b.service.d/05.conf', 'b.service'),
      of('reload', '', 'b.service'),
      of('env', '/e'),
      of('env', '/f', 'b.service'),
      of('script', '/s'),
      of('script', '/t', 'b.service'),
    );
    expect(units).toEqual([
      {
        name: 'a.service',
        main: { file: '/u', text: '' },
        dropIns: ['/y/a.service.d/10.conf', '/a/a.service.d/20.conf', '/x/a.service.d/30.conf'].map((file) => {
          return { file, text: '' };
        }),
        notLoaded: ['/a/a.service.d/20.conf'],
        needsReload: false,
        environmentFiles: ['/e'],
        scripts: [{ file: '/s', text: '' }],
      },
    ]);
    expect(facts(of('unit', '/u', 'b.service'), of('reload', '', 'b.service')).units[0]?.needsReload).toBe(true);
  });

  it('keeps the order of drop-ins of the same name', () => {
    const paths = ['/x/10.conf', '/a/10.conf', '/m/10.conf'];
    const dropIns = paths.map((path): SampleAnswer => ({ kind: 'dropin', name: 'a', path }));
    expect(facts({ kind: 'unit', name: 'a' }, ...dropIns).units[0]?.dropIns.map(({ file }) => file)).toEqual(paths);
  });

  it.each([
    ['0,7,a.service,yes', { uid: 0, started: 7, unit: 'a.service', contained: true }],
    ['1000,123456789012,-,no', { uid: 1000, started: 123456789012, contained: false }],
    ['-,-,-,no', { contained: false }],
    ['1x,x1,-,maybe', { contained: false }],
    ['1', { uid: 1, contained: false }],
    ['1234567890123,1,-,no', { started: 1, contained: false }],
  ])('of a process by %j', (told, known) => {
    const process: SampleAnswer = { kind: 'process', name: '7', path: '', facts: told, content: 'x\0' };
    expect(facts(process).processes).toEqual([{ pid: 7, cmdline: 'x\0', ...known }]);
  });

  it('of a process are its program, script, variables and version', () => {
    const of = (kind: string, content: string, path = '', name = '7'): SampleAnswer => ({ kind, name, path, content });
    const { processes } = facts(
      of('process', 'etcd\0', '/bin/etcd'),
      of('environ', 'ETCD_A=1\n\nETCD_B=2\n'),
      of('version', 'etcd Version: 3.6.16', '/bin/etcd'),
      of('script', '#!', '/run'),
      of('parent', 'sh\0-e\0/run\0a\0\0b c\0'),
      of('script', 'other', '/other', '8'),
      of('process', 'etcd\0', '/bin/etcd', '9'),
    );
    expect(processes).toEqual([
      {
        pid: 7,
        cmdline: 'etcd\0',
        exe: '/bin/etcd',
        contained: false,
        script: { file: '/run', text: '#!' },
        scriptArgs: ['a', '', 'b c'],
        environment: ['ETCD_A=1', 'ETCD_B=2'],
        versionText: 'etcd Version: 3.6.16',
      },
      { pid: 9, cmdline: 'etcd\0', exe: '/bin/etcd', contained: false },
    ]);
  });

  it('are files of variables by their paths, null where there is none; configs, journals, and what was denied', () => {
    const known = facts(
      { kind: 'env', name: 'a', path: '/e', content: 'A=1' },
      { kind: 'missing', name: 'a', path: '/m' },
      { kind: 'args', path: '/args', content: '--v=1' },
      { kind: 'config', name: 'k3s', path: '/c', content: 'x' },
      { kind: 'journal', name: '7', path: 'k3s.service', content: 'y' },
      { kind: 'denied', path: '/d' },
      { kind: 'denied', path: '/d' },
    );
    expect([...known.environmentFiles]).toEqual([
      ['/e', { file: '/e', text: 'A=1' }],
      ['/m', null],
    ]);
    expect(known).toMatchObject({
      argsFiles: [{ file: '/args', text: '--v=1' }],
      configs: [{ file: '/c', text: 'x', distribution: 'k3s' }],
      journals: [{ pid: 7, unit: 'k3s.service', text: 'y' }],
      denied: ['/d'],
    });
  });
});
