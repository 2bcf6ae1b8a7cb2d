import { describe, expect, it } from 'vitest';
import { codesOf, readLines, setIn } from '../../support/read-lines.js';

describe('a mail or a forum', () => {
  it('quotes a process list between words of its own', async () => {
    const inspection = await readLines(
      'Hello,',
      '',
      'On Monday somebody wrote:',
      '> root      3001  2.1 10.2 441212 398200 ?       Ssl  09:12   1:02',
      '> kube-apiserver --authorization-mode=Node,RBAC --enable-admission-',
      '> plugins=NodeRestriction --secure-port=6443',
      '>',
      '> Does anybody see what is wrong?',
    );
    expect(setIn(inspection)).toEqual({
      'authorization-mode': 'Node,RBAC',
      'enable-admission-plugins': 'reconstructed NodeRestriction',
      'secure-port': '6443',
    });
  });

  it('goes on in prose behind an empty line, which is no part of the command line', async () => {
    const inspection = await readLines(
      'root  3001  2.1 10.2 441212 398200 ?  Ssl  09:12   1:02 kube-apiserver --v=2',
      '--oidc-client-id=abc',
      '',
      'It does not start, why?',
    );
    expect(setIn(inspection)).toMatchObject({ v: '2', 'oidc-client-id': 'abc' });
  });

  it('numbers the lines of a unit as an editor shows them', async () => {
    const inspection = await readLines(
      '  1 [Service]',
      '  2 ExecStart=/usr/local/bin/kube-apiserver \\',
      '  3   --secure-port=6443 \\',
      '  4   --v=2',
    );
    expect(setIn(inspection)).toEqual({ 'secure-port': '6443', v: '2' });
  });
});

describe('prose behind a command line', () => {
  it.each([
    ['a unit', ['ExecStart=/usr/bin/kube-apiserver --profiling=false --v=2', 'and then it fails, why?'], {}],
    ['a listing', ['root 1 0 0 10:00 ? 00:00:00 kube-apiserver --profiling=false --v=2', 'So what do I do now?'], {}],
    [
      'a unit whose last flag is broken',
      ['ExecStart=/usr/bin/kube-apiserver --v=2 --profiling=fal', 'se', 'but the log is empty'],
      { profiling: 'reconstructed false' },
    ],
  ])('is no part of %s', async (_, lines, broken) => {
    const inspection = await readLines(...lines);
    expect(setIn(inspection)).toEqual({ profiling: 'false', v: '2', ...broken });
    expect(inspection.components[0]?.positionals).toEqual([]);
  });
});

describe('a piece of a log of flags', () => {
  it('tells neither the version nor the defaults by what is not in it', async () => {
    const inspection = await readLines('I0501 10:00:00.000000       1 flags.go:64] FLAG: --allow-privileged="true"');
    const [component] = inspection.components;
    expect(component).toMatchObject({ versions: { from: '1.11', to: '1.37' }, incomplete: true });
    expect(component?.settings?.admissionPlugins?.value).toBeNull();
  });
});

describe('values that a careful reader stumbles over', () => {
  const problemsIn = async (...flags: string[]): Promise<string[]> => {
    const { components } = await readLines(`ExecStart=/usr/bin/kube-apiserver ${flags.join(' ')}`);
    return (components[0]?.problems ?? []).map(({ what, expected = '' }) => `${what} (${expected})`);
  };

  it.each([
    [
      '--authorization-mode=Node,RBCA',
      ['--authorization-mode does not know RBCA (AlwaysAllow, AlwaysDeny, ABAC, Webhook, RBAC, Node)'],
    ],
    [
      '--tls-min-version=1.2',
      ['--tls-min-version does not know 1.2 (VersionTLS10, VersionTLS11, VersionTLS12, VersionTLS13)'],
    ],
    ['--tls-min-version=VersionTLS13', []],
    ['--tls-min-version=', []],
    ['--secure-port=65536', ['--secure-port does not know 65536 (a port from 1 to 65535)']],
    ['--secure-port=65535', []],
    [
      '--token-auth-file --anonymous_auth=false',
      ['--token-auth-file has the next word as its value, so --anonymous-auth is not set ()'],
    ],
    ['--etcd-prefix --frob', []],
    ['--etcd-prefix=--anonymous-auth=false', []],
  ])('%s', async (flags, told) => {
    expect(await problemsIn(flags)).toEqual(told);
  });

  it('are near to the name of a flag, whatever the version', async () => {
    expect(await problemsIn('--enable-admission-plugin=NodeRestriction')).toEqual([
      expect.stringContaining('(--enable-admission-plugins, perhaps)'),
    ]);
  });
});

describe('a line that k3s logs', () => {
  it('has a flag of its own build, which is no mistake', async () => {
    const line = (flag: string): string[] => [
      'time="2024-01-10T10:10:10Z" level=info msg="Starting k3s v1.28.5+k3s1 (5b2d1271)"',
      `time="2024-01-10T10:10:11Z" level=info msg="Running kube-apiserver ${flag}=6443 --secure-port=6444"`,
    ];
    const inspection = await readLines(...line('--advertise-port'));
    expect([setIn(inspection), codesOf(inspection)]).toEqual([{ 'advertise-port': '6443', 'secure-port': '6444' }, []]);
    expect(codesOf(await readLines(...line('--advertise-porf')))).toEqual(['input-unknown-flag']);
  });
});

describe('a copied session', () => {
  it('shows files one after the other, and a unit has the variables of the others', async () => {
    const inspection = await readLines(
      '[root@m1 ~]# cat /etc/kubernetes/apiserver',
      '# The address',
      'KUBE_API_ADDRESS="--insecure-bind-address=0.0.0.0"',
      'KUBE_API_ARGS=""',
      '[root@m1 ~]# sudo cat /usr/lib/systemd/system/kube-apiserver.service',
      '[Service]',
      'EnvironmentFile=-/etc/kubernetes/apiserver',
      'ExecStart=/usr/bin/kube-apiserver $KUBE_API_ADDRESS $KUBE_API_ARGS --v=2',
    );
    expect(setIn(inspection)).toEqual({ 'insecure-bind-address': '0.0.0.0', v: '2' });
    expect(inspection.components[0]?.incomplete).toBeUndefined();
  });

  it('may hold a command with quotes, which the shell takes off', async () => {
    const inspection = await readLines(
      '$ kube-apiserver --oidc-client-id=\'my id\' --feature-gates="AllAlpha=true" --v=2',
    );
    expect(setIn(inspection)).toEqual({ 'feature-gates': 'AllAlpha=true', 'oidc-client-id': 'my id', v: '2' });
  });
});

describe('variables over several lines', () => {
  it('have each flag where it stands', async () => {
    const { components } = await readLines(
      'KUBE_APISERVER_OPTS="--v=2 \\',
      '--profiling=false \\',
      '  --secure-port=6443"',
    );
    const lines = Object.values(components[0]?.flags ?? {}).map(({ name, provenance }) => [name, provenance[0]?.line]);
    expect(lines).toEqual([
      ['profiling', 2],
      ['secure-port', 3],
      ['v', 1],
    ]);
  });
});

describe('a piece of kubectl describe', () => {
  it.each([
    ['the command', ['    Command:', '      kube-apiserver', '      --v=2', '      --oidc-client-id=my id'], undefined],
    [
      'command and arguments',
      ['Command:', '  /hyperkube', 'Args:', '  apiserver', '  --v=2', '  --oidc-client-id=my id'],
      undefined,
    ],
    [
      'all fields',
      [
        '  Image:   k8s.gcr.io/kube-apiserver:v1.16.2',
        '  Command:',
        '    kube-apiserver',
        '    --v=2',
        '    --oidc-client-id=my id',
        '  State:   Running',
        'Conditions:',
        '  --v=4',
      ],
      '1.16.2',
    ],
  ])('may be %s alone', async (_, lines, version) => {
    const inspection = await readLines(...lines);
    expect(setIn(inspection)).toEqual({ 'oidc-client-id': 'my id', v: '2' });
    expect(inspection.components[0]?.version).toBe(version);
  });
});

describe('more of what people paste', () => {
  it('is a version of k3s before it went with that of Kubernetes, which tells none', async () => {
    const inspection = await readLines(
      'INFO[2020-01-02T10:11:39Z] Starting k3s v1.0.1 (e94a3c60)',
      'INFO[2020-01-02T10:11:40Z] Running kube-apiserver --secure-port 6444 --authorization-mode Node,RBAC',
    );
    expect(inspection.components[0]?.version).toBeUndefined();
  });

  it('is a change in a fenced block, of which the newer side counts', async () => {
    const block = ['spec:', '  containers:', '  - command:', '    - kube-apiserver'];
    const inspection = await readLines(
      '```diff',
      ...block.map((line) => ` ${line}`),
      '-    - --v=2',
      '+    - --v=4',
      '```',
    );
    expect(setIn(inspection)).toEqual({ v: '4' });
  });

  it('is a manifest with directives of Terraform', async () => {
    const inspection = await readLines(
      'spec:',
      '  containers:',
      '  - command:',
      '    - kube-apiserver',
      '    %{ if audit }',
      '    - --audit-policy-file=/a',
      '    %{ endif }',
      '    - --v=2',
    );
    expect(setIn(inspection)).toEqual({ 'audit-policy-file': 'undetermined null', v: '2' });
  });

  it('is a command line with one word on each line, values too', async () => {
    const inspection = await readLines('kube-apiserver', '--secure-port', '6443', '--profiling', 'etcd', '--name=a');
    expect(setIn(inspection)).toEqual({ 'secure-port': '6443', profiling: 'true' });
  });

  it('is what --help prints, which starts nothing', async () => {
    const { components } = await readLines('Usage:', '  kube-apiserver [flags]');
    expect(components).toEqual([]);
  });
});
