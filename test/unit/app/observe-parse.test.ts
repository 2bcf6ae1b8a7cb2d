import { describe, expect, it } from 'vitest';
import { parseMarker, parseObservation, parseTexts, parseTimestamp } from '../../../src/app/observe-parse.js';

const answer = `time 1790000000.5
locked
machine x86_64
systemd 252
user root
file 81a4 root:root 1790000001.25 1790000002.75 /etc/a file with spaces
digest ${'a'.repeat(64)}  /etc/a file with spaces
file a1ff root:root 1 1 /etc/link
folder 41c0 etcd:etcd /etc/etcd/pki
link /usr/local/bin/etcd /opt/hardway/etcd/3.6.16/etcd
link /usr/local/bin/other 
binary ${'b'.repeat(64)} 1234 /opt/hardway/etcd/3.6.16/etcd
etcd-data
marker ${Buffer.from('{"cluster":"demo","authorities":"sha256:x"}').toString('base64')}
free 1000
unit Id=etcd.service
unit LoadState=loaded
unit ActiveState=active
unit UnitFileState=enabled
unit NeedDaemonReload=no
unit FragmentPath=/etc/systemd/system/etcd.service
unit DropInPaths=/a.conf /b.conf
unit ExecMainStartTimestamp=Sat 2026-11-21 09:00:00.250000 UTC
unit MainPID=42
unit 
unit Id=kube-apiserver.service
unit LoadState=not-found
unit ActiveState=inactive
unit UnitFileState=
unit NeedDaemonReload=no
unit FragmentPath=
unit DropInPaths=
unit ExecMainStartTimestamp=
unit MainPID=0
process 42 /opt/hardway/etcd/3.6.16/etcd (deleted)
listen LISTEN 0 4096 198.51.100.11:2379 0.0.0.0:* users:(("etcd",pid=42,fd=7))
listen LISTEN 0 128 [::]:22 [::]:*
listen-hex 18EB
end
`;

describe('what a host answers', () => {
  it('becomes facts', () => {
    const facts = parseObservation(answer);
    expect(facts).toMatchObject({ time: 1790000000.5, locked: true });
    const observed = facts?.observed;
    expect(observed).toMatchObject({ machine: 'x86_64', systemd: 252, etcdData: true, freeBytes: 1024000 });
    expect(observed?.marker).toEqual({ cluster: 'demo', authorities: 'sha256:x' });
    expect(observed?.files.get('/etc/a file with spaces')).toEqual({
      regular: true,
      sha256: `sha256:${'a'.repeat(64)}`,
      mode: 0o644,
      owner: 'root:root',
      changedAt: 1790000002.75,
    });
    expect(observed?.files.get('/etc/link')).toMatchObject({ regular: false, sha256: '' });
    expect(observed?.directories.get('/etc/etcd/pki')).toEqual({ mode: 0o700, owner: 'etcd:etcd' });
    expect([...(observed?.links ?? [])]).toEqual([
      ['/usr/local/bin/etcd', '/opt/hardway/etcd/3.6.16/etcd'],
      ['/usr/local/bin/other', ''],
    ]);
    expect(observed?.units.get('etcd')).toMatchObject({
      state: 'active',
      enabled: true,
      pid: 42,
      dropIns: ['/a.conf', '/b.conf'],
      executable: '/opt/hardway/etcd/3.6.16/etcd (deleted)',
      startedAt: Date.parse('2026-11-21T09:00:00.250Z') / 1000,
    });
    expect(observed?.units.get('kube-apiserver')).toEqual({
      load: 'not-found',
      state: 'inactive',
      enabled: false,
      needsReload: false,
      dropIns: [],
    });
    expect(observed?.listeners).toEqual([{ port: 2379, process: 'etcd', pid: 42 }, { port: 22 }, { port: 6379 }]);
  });

  it('counts only when it is complete', () => {
    expect(parseObservation(answer.replace(/\nend\n$/, '\n'))).toBeNull();
    expect(parseObservation(answer.slice(0, 300))).toBeNull();
    expect(parseObservation('')).toBeNull();
    expect(parseTexts('text YQ== /etc/a\n')).toBeNull();
    expect(parseTexts('text YQ== /etc/a\nend\n')).toEqual(new Map([['/etc/a', 'a']]));
  });

  it('takes a marker that cannot be read for one of another cluster', () => {
    for (const text of ['', 'not json', 'null', '{"cluster":1}']) {
      expect(parseMarker(text).cluster).toContain('cannot be read');
    }
  });

  it('knows when a process was started, to the end of the second where systemd says no more', () => {
    const second = Date.parse('2026-11-21T09:00:00Z') / 1000;
    expect(parseTimestamp('Sat 2026-11-21 09:00:00.500000 UTC')).toBe(second + 0.5);
    expect(parseTimestamp('Sat 2026-11-21 09:00:00 UTC')).toBeCloseTo(second + 1, 3);
    expect(parseTimestamp('')).toBeUndefined();
    expect(parseTimestamp('n/a')).toBeUndefined();
  });
});
