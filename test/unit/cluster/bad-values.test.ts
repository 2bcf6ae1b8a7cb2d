import { describe, expect, it } from 'vitest';
import { allSaid, check, configAnd, configWith, said } from './config-text.js';

const extraArg = (name: string, value: string, more = '') =>
  configAnd(`apiServer:\n  extraArgs:\n    - { name: ${name}, value: ${value}${more} }`);
const etcdArg = (version: string, name: string, value: string) =>
  configWith({
    'etcd: { version: 3.6.16 }': `etcd: { version: ${version}, extraArgs: [{ name: ${name}, value: ${value} }] }`,
  });

describe('hostile names in a config', () => {
  it('row 36: lets only plain labels be names of hosts and clusters', async () => {
    const hostile = [
      '$(id)',
      '`id`',
      'a;reboot',
      'a|sh',
      'a&&b',
      'a\\nb',
      "a'b",
      'a\\"b',
      'a\\\\b',
      'a b',
      'a/b',
      'a.b',
      '{{x}}',
    ];
    for (const name of hostile) {
      expect(await said(configWith({ 'name: node2': `name: "${name}"` })), name).toContainEqual(
        expect.stringMatching(/^16:13 config-name spec\.hosts\[1\]\.name/),
      );
      expect(await said(configWith({ 'name: demo': `name: "${name}"` })), name).toContainEqual(
        expect.stringMatching(/^4:9 config-name metadata\.name/),
      );
    }
  });

  it('row 37: hands on specifiers, dollars and backslashes as they are', async () => {
    for (const value of ['/x/%n', '/x/%i', '/x/$VAR', '/x\\', '/x/${VAR}', '/x/"y" z']) {
      const { cluster, problems } = await check(extraArg('egress-selector-config-file', JSON.stringify(value)));
      expect(problems).toEqual([]);
      expect(cluster?.options['kube-apiserver'].extraArgs[0]?.value).toBe(value);
    }
  });

  it('row 38: refuses a value that would begin a new line', async () => {
    for (const value of ['"a\\nExecStartPre=/bin/x"', '"a\\rb"', '"a\\u2028b"', '"a\\x1bb"']) {
      expect(await said(extraArg('egress-selector-config-file', value))).toEqual([
        expect.stringMatching(/^2\d:\d+ config-text spec\.apiServer\.extraArgs\[0\]\.value: .*ends the line/),
      ]);
    }
  });

  it('row 39: hands on what means something in YAML as it is', async () => {
    for (const value of ['a: b', 'a #b', '- a', '{{ a }}', '*a', '&a', '!x', '%a', '@a', '`a', '? a', ': ', "it's"]) {
      const { cluster, problems } = await check(extraArg('egress-selector-config-file', JSON.stringify(value)));
      expect(problems).toEqual([]);
      expect(cluster?.options['kube-apiserver'].extraArgs[0]?.value).toBe(value);
    }
  });

  it('row 40: takes markers of template languages literally', async () => {
    for (const value of ['${HOME}', '{{.Env.HOME}}', '{{{raw}}}', '<%= x %>', '$(id)', '#{x}']) {
      const { cluster } = await check(extraArg('egress-selector-config-file', JSON.stringify(value)));
      expect(cluster?.options['kube-apiserver'].extraArgs[0]?.value).toBe(value);
    }
  });

  it('row 41: refuses names that lead out of a folder or mean a device', async () => {
    for (const name of [
      '../../etc',
      '/etc',
      '.',
      '..',
      'CON',
      'con',
      'nul',
      'lpt1',
      'demo ',
      ' demo',
      'localhost',
      '',
      'x'.repeat(300),
      '-demo',
      'demo-',
    ]) {
      expect(await said(configWith({ 'name: demo': `name: "${name}"` })), name).toEqual([
        expect.stringMatching(/^4:9 config-(name|type) metadata\.name: /),
      ]);
    }
  });
});

describe('bad flags in a config', () => {
  it('row 44: checks values of lists, and hands on equals signs, commas and spaces', async () => {
    const fine = [
      ['enable-aggregator-routing', '"false"'],
      ['runtime-config', '"api/all=true,batch/v1=false"'],
      ['service-account-extend-token-expiration', '"true"'],
    ];
    for (const [name = '', value = ''] of fine) {
      const { cluster, problems } = await check(extraArg(name, value));
      expect(problems).toEqual([]);
      expect(cluster?.options['kube-apiserver'].extraArgs).toEqual([
        { name, value: JSON.parse(value) as string, override: false },
      ]);
    }
    expect(await said(extraArg('feature-gates', '"NoEquals"'))).toEqual([
      expect.stringContaining(
        'config-flag-value spec.apiServer.extraArgs[0].value: "NoEquals" is not a value for --feature-gates',
      ),
    ]);
    expect(await said(extraArg('"event-ttl=2h"', '""'))).toEqual([
      expect.stringContaining(
        'config-flag-unknown spec.apiServer.extraArgs[0].name: "event-ttl=2h" is not the name of a flag',
      ),
    ]);
    const twice = configAnd(
      'apiServer:\n  extraArgs:\n    - { name: event-ttl, value: 2h }\n    - { name: event-ttl, value: 3h }',
    );
    expect(await said(twice)).toEqual([
      '25:9 config-flag-value spec.apiServer.extraArgs[1]: --event-ttl takes one value and was given before, on line 24',
    ]);
  });

  it('row 45: wants an explicit override where a flag fights safety or what hardway manages', async () => {
    const fighting = [
      ['anonymous-auth', '"true"', 'lets requests without credentials through'],
      ['authorization-mode', 'AlwaysAllow', 'lets everybody do everything'],
      ['token-auth-file', '/tokens', 'tokens in clear text'],
      ['profiling', '"true"', 'shows internals'],
      ['enable-admission-plugins', 'AlwaysPullImages', 'does without NodeRestriction'],
      ['tls-min-version', 'VersionTLS10', 'RFC 8996'],
      ['service-cluster-ip-range', '10.0.0.0/24', 'hardway sets --service-cluster-ip-range of kube-apiserver itself'],
      ['client-ca-file', '/ca', 'hardway sets --client-ca-file of kube-apiserver itself'],
    ];
    for (const [name = '', value = '', why = ''] of fighting) {
      const text = extraArg(name, value);
      expect(await said(text), name).toContainEqual(
        expect.stringMatching(new RegExp(`config-flag-(unsafe|managed) .*${why}`)),
      );
      expect(await allSaid(text)).toContain('override: true');
      const meant = await said(extraArg(name, value, ', override: true'));
      expect(
        meant.filter((problem) => !problem.includes('stands beside')),
        name,
      ).toEqual([]);
    }
    expect(await said(extraArg('insecure-port', '"8080"'))).toEqual([
      expect.stringContaining('kube-apiserver 1.37 has no flag --insecure-port; it went with 1.24'),
    ]);
  });

  it('row 45: names flags that a component refuses or ignores beside one that hardway sets', async () => {
    expect(await said(extraArg('anonymous-auth', '"true"', ', override: true'))).toEqual([
      expect.stringContaining(
        '--anonymous-auth stands beside --authentication-config, which hardway sets: kube-apiserver refuses to start with both',
      ),
    ]);
    const dropped =
      'apiServer:\n  extraArgs: [{ name: anonymous-auth, value: "true", override: true }]\n  unset: [authentication-config]';
    expect(await said(configAnd(dropped))).toEqual([]);
    expect(await said(configAnd('scheduler:\n  extraArgs: [{ name: profiling, value: "false" }]'))).toEqual([
      expect.stringContaining('kube-scheduler ignores it when it has a config file'),
    ]);
  });

  it('row 45: lets nobody unset what the cluster rests on, or what is not set', async () => {
    expect(await said(configAnd('apiServer:\n  unset: [client-ca-file, event-tll, max-requests-inflight]'))).toEqual([
      expect.stringContaining('config-flag-unset spec.apiServer.unset[0]: kube-apiserver needs --client-ca-file'),
      expect.stringContaining(
        'config-flag-unknown spec.apiServer.unset[1]: kube-apiserver 1.37 has no flag --event-tll',
      ),
      expect.stringContaining(
        'config-flag-unset spec.apiServer.unset[2]: hardway does not set --max-requests-inflight',
      ),
    ]);
    expect(
      (await check(configAnd('apiServer:\n  unset: [event-ttl]'))).cluster?.options['kube-apiserver'].unset,
    ).toEqual(['event-ttl']);
  });

  it('row 46: names version and replacement of a flag that is not there', async () => {
    expect(await said(etcdArg('3.7.0', 'experimental-compact-hash-check-enabled', '"true"'))).toEqual([
      expect.stringMatching(
        /config-flag-unknown spec\.etcd\.extraArgs\[0\]\.name: etcd 3\.7 has no flag --experimental-compact-hash-check-enabled/,
      ),
    ]);
    expect(await allSaid(etcdArg('3.7.0', 'experimental-compact-hash-check-enabled', '"true"'))).toContain(
      'CompactHashCheck',
    );
    expect(await said(etcdArg('3.6.16', 'experimental-compact-hash-check-enabled', '"true"'), 'warning')).toEqual([
      expect.stringContaining('config-flag-deprecated spec.etcd.extraArgs[0].name'),
    ]);
    expect(await allSaid(extraArg('audit-log-maxagee', '"5"'))).toContain('did you mean audit-log-maxage?');
    expect(await allSaid(extraArg('--event-ttl', '2h'))).toContain('write event-ttl');
    expect(await allSaid(extraArg('event_ttl', '2h'))).toContain('write event-ttl');
    expect(await said(extraArg('event-ttl', 'tomorrow'))).toEqual([
      expect.stringContaining(
        'config-flag-value spec.apiServer.extraArgs[0].value: "tomorrow" is not a value for --event-ttl',
      ),
    ]);
    expect(await said(extraArg('event-ttl', '5'))).toEqual([expect.stringContaining('this is the number 5')]);
    expect(await allSaid(extraArg('event-ttl', '5'))).toContain('put it in quotes');
    const unsupported = await said(configWith({ '1.37.1': '1.20.1', '3.6.16': '3.4.1' }));
    expect(unsupported).toEqual([
      expect.stringContaining('Kubernetes 1.20 is not supported'),
      expect.stringContaining('etcd 3.4 is not supported'),
    ]);
    const host = configWith({
      'address: 198.51.100.12': 'address: 198.51.100.12\n      scheduler: { extraArgs: [{ name: nope, value: x }] }',
    });
    expect(await said(host)).toEqual([
      expect.stringContaining(
        '18:40 config-flag-unknown spec.hosts[1].scheduler.extraArgs[0].name: kube-scheduler 1.37 has no flag --nope',
      ),
    ]);
  });
});
