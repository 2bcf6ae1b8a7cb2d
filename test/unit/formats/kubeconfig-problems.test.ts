import { describe, expect, it } from 'vitest';
import { readKubeconfig } from '../../../src/formats/read-kubeconfig.js';

const read = (...lines: string[]) => readKubeconfig(['kind: Config', ...lines].join('\n'), 'k');

/** Each problem as `severity line:column field: what (expected)`. */
const problems = (...lines: string[]): string[] =>
  read(...lines).problems.map(({ severity, where, what, expected }) => {
    const more = expected === undefined ? '' : ` (${expected})`;
    return `${severity} ${where.line ?? '-'}:${where.column ?? '-'} ${where.field ?? '-'}: ${what}${more}`;
  });

const cluster = (...fields: string[]): string[] => [
  'clusters:',
  '- name: c',
  '  cluster:',
  ...fields.map((f) => `    ${f}`),
];
const user = (...fields: string[]): string[] => ['users:', '- name: u', '  user:', ...fields.map((f) => `    ${f}`)];
const https = 'server: https://a';

describe('what is wrong with a kubeconfig', () => {
  it.each<[string[], string[]]>([
    [cluster(https), []],
    [
      cluster('server: http://a'),
      ['error 5:13 clusters.0.cluster.server: the server of c is not reached over TLS (an https:// URL)'],
    ],
    [
      cluster('server: [x]'),
      ['error 5:13 clusters.0.cluster.server: the server of c is not reached over TLS (an https:// URL)'],
    ],
    [
      cluster(https, 'insecure-skip-tls-verify: true'),
      [
        'error 6:31 clusters.0.cluster.insecure-skip-tls-verify: the cluster c is not authenticated: anybody can pose as it',
      ],
    ],
    [cluster(https, 'insecure-skip-tls-verify: false'), []],
    [
      cluster(https, 'certificate-authority: /a', 'certificate-authority-data: YQ=='),
      [
        'error 7:33 clusters.0.cluster.certificate-authority-data: certificate-authority and certificate-authority-data are both given; clients use the data and ignore the file',
      ],
    ],
    [
      cluster(https, 'certificate-authority-data: "a b="'),
      [
        'error 6:33 clusters.0.cluster.certificate-authority-data: certificate-authority-data is not base64 (a PEM file in base64, on one line)',
      ],
    ],
    [
      cluster(https, 'certificate-authority-data: YQ='),
      [
        'error 6:33 clusters.0.cluster.certificate-authority-data: certificate-authority-data is not base64 (a PEM file in base64, on one line)',
      ],
    ],
    [
      cluster(https, 'certificate-authority-data: 7777'),
      [
        'error 6:33 clusters.0.cluster.certificate-authority-data: certificate-authority-data is not base64 (a PEM file in base64, on one line)',
      ],
    ],
    [
      cluster(https, 'certificate-authority-data: Y==='),
      [
        'error 6:33 clusters.0.cluster.certificate-authority-data: certificate-authority-data is not base64 (a PEM file in base64, on one line)',
      ],
    ],
    [
      cluster(https, 'certificate-authority-data: "=YQ="'),
      [
        'error 6:33 clusters.0.cluster.certificate-authority-data: certificate-authority-data is not base64 (a PEM file in base64, on one line)',
      ],
    ],
    [user('client-key: /k', 'client-certificate: /c'), []],
    [user('client-key: /k'), ['error 5:5 users.0.user: the user u has a key without certificate']],
    [user('client-certificate: /c'), ['error 5:5 users.0.user: the user u has a certificate without its key']],
    [
      user('exec: {command: /p}', 'token: x'),
      ['warning 5:11 users.0.user.exec: the user u runs a program to log in; hardway does not run it'],
    ],
    [user('token: x'), []],
    [['contexts:', '- name: x', '  context: {cluster: c, user: u}', ...cluster(https), ...user()], []],
    [
      ['contexts:', '- name: x', '  context: {cluster: c, user: u}'],
      [
        'error 4:22 contexts.0.context.cluster: the context x names a cluster that is not in the file: c',
        'error 4:31 contexts.0.context.user: the context x names a user that is not in the file: u',
      ],
    ],
    [['current-context: x'], ['error 2:18 current-context: the current context is not in the file: x']],
    [['current-context: ""'], []],
    [['clusters: 7', 'users: {}'], []],
    [
      ['clusters: [7, [8]]'],
      [
        'error 2:12 clusters.0.cluster.server: the server of  is not reached over TLS (an https:// URL)',
        'error 2:15 clusters.1.cluster.server: the server of  is not reached over TLS (an https:// URL)',
      ],
    ],
  ])('%j', (lines, expected) => {
    expect(problems(...lines)).toEqual(expected);
  });

  it.each(['kind: Pod', 'x: 1', '[kind]', 'Config', '- kind: Config'])('%s is no kubeconfig', (text) => {
    const { kubeconfig, problems: found } = readKubeconfig(text, 'k');
    expect(kubeconfig).toBeNull();
    expect(found).toMatchObject([
      { code: 'pki-kubeconfig', what: 'the file is no kubeconfig', expected: 'kind: Config', where: { field: 'kind' } },
    ]);
  });

  it('never shows a line of it', () => {
    const { kubeconfig, problems: found } = readKubeconfig('kind: Config\na: *x', 'k');
    expect(kubeconfig).toBeNull();
    expect(found.map(({ where }) => where)).toEqual([{ file: 'k', line: 2, column: 4 }]);
    expect(read('current-context: x').problems[0]?.where).toEqual({
      file: 'k',
      line: 2,
      column: 18,
      field: 'current-context',
    });
  });
});

describe('what a kubeconfig says', () => {
  it('of clusters', () => {
    const { kubeconfig } = read(
      ...cluster(
        https,
        'certificate-authority: /a',
        'certificate-authority-data: YeQ=',
        'tls-server-name: n',
        'proxy-url: p',
      ),
      '- name: d',
      '  cluster: {server: https://d, certificate-authority: "", certificate-authority-data: "", insecure-skip-tls-verify: true}',
      '- cluster: {server: https://e, certificate-authority: 7}',
    );
    expect(kubeconfig?.clusters).toEqual([
      {
        name: 'c',
        server: 'https://a',
        certificateAuthority: { data: 'a\u00e4' },
        skipsTlsVerify: false,
        tlsServerName: 'n',
        proxyUrl: 'p',
      },
      {
        name: 'd',
        server: 'https://d',
        certificateAuthority: null,
        skipsTlsVerify: true,
        tlsServerName: null,
        proxyUrl: null,
      },
      {
        name: '',
        server: 'https://e',
        certificateAuthority: null,
        skipsTlsVerify: false,
        tlsServerName: null,
        proxyUrl: null,
      },
    ]);
  });

  it.each<[string[], string | null, string | null, string]>([
    [['exec: {command: /p}'], 'exec', '/p', '-'],
    [['exec: {command: ""}'], 'exec', null, '-'],
    [['exec: 7'], 'exec', null, '-'],
    [['token: t'], 'token', null, 'data t'],
    [['token: t', 'tokenFile: /t'], 'token', null, 'file /t'],
    [['tokenFile: /t'], null, null, 'file /t'],
    [['token: ""'], 'token', null, '-'],
    [['password: p', 'username: u'], 'password', null, '-'],
    [['auth-provider: {}', 'command: /p'], 'auth-provider', null, '-'],
    [['x: 1'], null, null, '-'],
  ])('of users: %j', (lines, other, command, token) => {
    const found = read(...user(...lines)).kubeconfig?.users[0];
    const material = found?.token ?? null;
    const shown =
      material === null
        ? '-'
        : 'file' in material
          ? `file ${material.file}`
          : `data ${material.data.reveal().toString()}`;
    expect([found?.other, found?.command, shown]).toEqual([other, command, token]);
    expect([found?.name, found?.key, found?.certificate]).toEqual(['u', null, null]);
  });

  it('of contexts', () => {
    const { kubeconfig, problems: found } = read(
      'contexts: [{name: x, context: {cluster: c, user: u}}]',
      'current-context: x',
      ...cluster(https),
      ...user(),
    );
    expect(found).toEqual([]);
    expect(kubeconfig).toMatchObject({
      contexts: [{ name: 'x', cluster: 'c', user: 'u' }],
      currentContext: 'x',
    });
  });
});
