import { describe, expect, it } from 'vitest';
import { fakeTransport } from '../../../src/hosts/fake-transport.js';
import { hostFileReader } from '../../../src/inspect/host-files.js';
import { HardwayError, problem } from '../../../src/kernel/problem.js';
import { hostAnswer, type SampleAnswer } from '../../support/host-answer.js';

const host = (answers: readonly SampleAnswer[], asRoot?: readonly SampleAnswer[] | HardwayError) =>
  fakeTransport('node1', [
    { when: ({ sudo }) => !sudo, then: ({ args }) => hostAnswer(args[0] ?? '', answers) },
    {
      when: ({ sudo }) => sudo,
      then: ({ args }) => {
        if (asRoot instanceof HardwayError) throw asRoot;
        return hostAnswer(args[0] ?? '', asRoot ?? answers);
      },
    },
  ]);
const refused = (code: 'host-sudo-refused' | 'host-unreachable') => new HardwayError([problem(code, { what: 'no' })]);

describe('files of a host', () => {
  it('come with what they are, and why they cannot be read', async () => {
    const answers: SampleAnswer[] = [
      { kind: 'file', path: '/a', facts: '644,root:kube,1,-', content: 'x' },
      { kind: 'file', path: '/b', facts: '12345,nobody,1,private', content: 'y' },
      { kind: 'file', path: '/c', facts: 'x7,-', content: '' },
      { kind: 'folder', path: '/d', content: '/d/b\n/d/a\n' },
      { kind: 'missing', path: '/e' },
      { kind: 'denied', path: '/f' },
      { kind: 'other', path: '/g' },
      { kind: 'large', path: '/h' },
    ];
    const found = await hostFileReader(host(answers), { asRoot: true })(['/a']);
    expect(Object.fromEntries(found)).toEqual({
      '/a': { state: 'read', bytes: Buffer.from('x'), mode: '0644', owner: 'root:kube' },
      '/b': { state: 'read', bytes: Buffer.from('y'), privateKey: true },
      '/c': { state: 'read', bytes: Buffer.from('') },
      '/d': { state: 'folder', paths: ['/d/a', '/d/b'] },
      '/e': { state: 'missing' },
      '/f': { state: 'unreadable', why: 'this user may not, and there is no sudo without a password' },
      '/g': { state: 'unreadable', why: 'it is no regular file' },
      '/h': { state: 'unreadable', why: 'it is larger than what is read' },
    });
  });

  it('are asked for by whole paths, a line each, in one go', async () => {
    const fake = host([]);
    await hostFileReader(fake, { asRoot: false })(['/a', 'b', '/c\n/d', '/e\0', '/f g']);
    expect(fake.calls.map(({ stdin, sudo }) => [stdin.toString(), sudo])).toEqual([['/a\n/f g\n', false]]);
    expect(await hostFileReader(fake, { asRoot: false })(['b'])).toEqual(new Map());
    expect(fake.calls).toHaveLength(1);
    const many = Array.from({ length: 1200 }, (_, i) => `/${i}`);
    await hostFileReader(fake, { asRoot: false })(many);
    expect(fake.calls[1]?.stdin.toString().split('\n')).toHaveLength(1001);
  });

  it('that are denied are asked for once more as root', async () => {
    const denied: SampleAnswer[] = [
      { kind: 'missing', path: '/a' },
      { kind: 'denied', path: '/b' },
    ];
    const fake = host(denied, [{ kind: 'file', path: '/b', facts: '600,root:root', content: 'x' }]);
    const found = await hostFileReader(fake, { asRoot: false })(['/a', '/b']);
    expect(found.get('/b')).toMatchObject({ state: 'read', mode: '0600' });
    expect(fake.calls.map(({ stdin, sudo }) => [stdin.toString(), sudo])).toEqual([
      ['/a\n/b\n', false],
      ['/b\n', true],
    ]);
    const refusing = await hostFileReader(host(denied, refused('host-sudo-refused')), { asRoot: false })(['/b']);
    expect(refusing.get('/b')).toMatchObject({ state: 'unreadable' });
    const broken = hostFileReader(host(denied, refused('host-unreachable')), { asRoot: false })(['/b']);
    await expect(broken).rejects.toMatchObject({ problems: [{ code: 'host-unreachable' }] });
    const root = host(denied, denied);
    await hostFileReader(root, { asRoot: true })(['/b']);
    expect(root.calls.map(({ sudo }) => sudo)).toEqual([true]);
  });
});
