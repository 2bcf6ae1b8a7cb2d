import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';

async function ran(component: string, ...words: string[]) {
  const { components } = await inspectText(`${[component, ...words].join('\0')}\0`, {
    source: '/proc/7/cmdline',
    catalogs: loadFlagCatalog,
    kubernetesVersion: '1.37.1',
    etcdVersion: '3.6.16',
  });
  const [found] = components;
  if (found === undefined) throw new Error('nothing was found');
  const flags = Object.fromEntries(Object.values(found.flags).map(({ name, value }) => [name, value]));
  return { flags, found, codes: found.problems.map(({ code }) => code) };
}

const apiserver = (...words: string[]) => ran('kube-apiserver', ...words);

describe('a command line is read by the rules of pflag', () => {
  it('a boolean never takes the next word', async () => {
    const { flags, found, codes } = await apiserver('--profiling', 'false');
    expect(flags).toEqual({ profiling: 'true' });
    expect(found.positionals).toEqual(['false']);
    expect(codes).toEqual(['input-positional']);
  });

  it('another flag takes the next word, also one that begins with a dash', async () => {
    expect((await apiserver('--authorization-mode', 'Node,RBAC')).flags).toEqual({ 'authorization-mode': 'Node,RBAC' });
    expect((await apiserver('--audit-log-path', '-')).flags).toEqual({ 'audit-log-path': '-' });
    expect((await apiserver('--token-auth-file', '--profiling=false')).flags).toEqual({
      'token-auth-file': '--profiling=false',
    });
  });

  it('splits at the first equals sign and keeps empty values', async () => {
    expect((await apiserver('--oidc-username-prefix=a=b=c', '--tls-cert-file=')).flags).toEqual({
      'oidc-username-prefix': 'a=b=c',
      'tls-cert-file': '',
    });
  });

  it('reads every spelling of a boolean, and names what is none', async () => {
    const { flags } = await apiserver('--anonymous-auth=0', '--profiling=F', '--allow-privileged=T');
    expect(flags).toEqual({ 'allow-privileged': 'true', 'anonymous-auth': 'false', profiling: 'false' });
    const wrong = await apiserver('--profiling=no');
    expect([wrong.flags, wrong.codes]).toEqual([{ profiling: 'no' }, ['input-invalid-flag']]);
  });

  it('takes underscores for dashes, and -v for v', async () => {
    expect((await apiserver('--anonymous_auth=false', '-v=2')).flags).toEqual({ 'anonymous-auth': 'false', v: '2' });
    expect((await apiserver('-v', '3')).flags).toEqual({ v: '3' });
    expect((await apiserver('-v4')).flags).toEqual({ v: '4' });
  });

  it('the last of repeated scalars wins, and the others are shown as overrode', async () => {
    const { flags, found } = await apiserver('--profiling=true', '--profiling=false');
    expect(flags).toEqual({ profiling: 'false' });
    expect(found.flags.profiling?.overrode).toEqual([{ value: 'true', provenance: { source: '/proc/7/cmdline' } }]);
  });

  it('repeated lists append, maps merge, a prefix of a name is another flag', async () => {
    const { found } = await apiserver(
      '--enable-admission-plugins=NodeRestriction',
      '--enable-admission-plugins=AlwaysAdmit,EventRateLimit',
      '--runtime-config=api/all=true,batch/v1=false',
      '--runtime-config=batch/v1=true',
      '--encryption-provider-config-automatic-reload=true',
    );
    expect(found.flags['enable-admission-plugins']).toMatchObject({
      value: 'NodeRestriction,AlwaysAdmit,EventRateLimit',
      values: ['NodeRestriction', 'AlwaysAdmit', 'EventRateLimit'],
    });
    expect(found.flags['runtime-config']?.values).toEqual(['api/all=true', 'batch/v1=true']);
    expect(found.flags['encryption-provider-config']).toBeUndefined();
  });

  it('two dashes end the flags; what has no name or is a cluster of unknown letters is an error', async () => {
    const ended = await apiserver('--v=1', '--', '--profiling=false');
    expect([ended.flags, ended.found.positionals]).toEqual([{ v: '1' }, ['--profiling=false']]);
    expect((await apiserver('--=x', '---y', '-anonymous-auth')).codes).toEqual([
      'input-invalid-flag',
      'input-invalid-flag',
      'input-invalid-flag',
    ]);
    expect((await apiserver('--audit-log-path')).codes).toEqual(['input-invalid-flag']);
  });

  it('an unknown flag is shown and named, and takes no word that is a flag', async () => {
    const { flags, found, codes } = await apiserver(
      '--insecure-port',
      '0',
      '--frobnicate',
      '--v=1',
      '--anonymus-auth=0',
    );
    expect(flags).toEqual({ 'insecure-port': '0', frobnicate: 'true', v: '1', 'anonymus-auth': '0' });
    expect(found.flags['insecure-port']).toMatchObject({ type: 'unknown', confidence: 'reconstructed' });
    expect(codes).toEqual(['input-unknown-flag', 'input-unknown-flag', 'input-unknown-flag']);
    expect(found.problems[2]?.expected).toContain('--anonymous-auth');
  });

  it('a name like __proto__ harms nothing', async () => {
    const { found } = await apiserver('--__proto__=x', '--constructor=y', '--toString=z');
    expect(Object.keys(found.flags).sort()).toEqual(['--proto--', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('etcd reads its command line with the flag package of Go', () => {
  it('one dash is as good as two, and the first word that is no flag ends them', async () => {
    const { flags, found } = await ran('etcd', '-name=a', '--data-dir', '/d', 'x', '--name=b');
    expect(flags).toEqual({ name: 'a', 'data-dir': '/d' });
    expect(found.positionals).toEqual(['x', '--name=b']);
  });

  it('a list that is given again starts afresh, and underscores stay', async () => {
    const { flags, codes } = await ran('etcd', '--cors=http://a:1', '--cors=http://b:1,http://c:1', '--data_dir=/x');
    expect(flags).toEqual({ cors: 'http://b:1,http://c:1', data_dir: '/x' });
    expect(codes).toEqual(['input-unknown-flag', 'input-duplicate-flag']);
  });
});

describe('defaults', () => {
  it('fill in what is not set when they are asked for, and only then', async () => {
    const text = 'kube-scheduler\0--v=3\0';
    const options = { source: 'x', catalogs: loadFlagCatalog, kubernetesVersion: '1.37.1' };
    const [plain] = (await inspectText(text, options)).components;
    const [full] = (await inspectText(text, { ...options, effective: true })).components;
    expect(Object.keys(plain?.flags ?? {})).toEqual(['v']);
    expect(full?.flags.v).toMatchObject({ value: '3', origin: 'set' });
    expect(full?.flags['leader-elect']).toMatchObject({ value: 'true', origin: 'default', provenance: [] });
    expect(full?.flags['authorization-always-allow-paths']?.values).toEqual(['/healthz', '/readyz', '/livez']);
  });
});
