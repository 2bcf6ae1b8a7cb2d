import { describe, expect, it } from 'vitest';
import { allSaid, check, configWith, goodConfig, said } from './config-text.js';

/** Runs within two seconds, whatever the text; counted in CPU time, so that a busy machine does not matter. */
async function inTime<T>(work: () => Promise<T>): Promise<T> {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(2000);
  return result;
}

describe('bad YAML in a config', () => {
  it('row 1: names what is required when there is nothing, or nothing of use', async () => {
    for (const text of ['', '# only a comment\n', 'null\n', '~ \n', '---\n']) {
      const { cluster, problems } = await check(text);
      expect(cluster).toBeNull();
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems)).toMatch(/apiVersion, kind, metadata and spec|~ is read/);
    }
    expect(await said('- a\n')).toEqual(['1:1 config-type -: this is a list']);
    expect(await said('just words\n')).toEqual(['1:1 config-type -: this is the text "just words"']);
    const missing = await said('{}\n');
    for (const name of ['apiVersion', 'kind', 'metadata', 'spec']) {
      expect(missing).toContain(`1:1 config-missing ${name}: ${name} is missing`);
    }
  });

  it('row 2: suggests the nearest field for one it does not know', async () => {
    const text = configWith({ 'network:': 'netwrok:', '    endpoint': '    endpiont' });
    expect(await said(text)).toEqual([
      '9:5 config-unknown-field spec.controlPlane.endpiont: there is no field called endpiont here',
      '10:3 config-unknown-field spec.netwrok: there is no field called netwrok here',
    ]);
    expect(await allSaid(text)).toContain('did you mean network?');
    expect(await allSaid(text)).toContain('did you mean endpoint?');
    expect(await allSaid(configWith({ 'control-plane': 'contrl-plane' }))).toContain('did you mean control-plane?');
  });

  it('row 3: shows both lines of a key that is given twice', async () => {
    expect(await said(configWith({ 'kind: Cluster': 'kind: Cluster\napiVersion: hardway/v1' }))).toEqual([
      '3:1 config-yaml -: the key apiVersion was given before, on line 1',
    ]);
  });

  it('row 4: keeps names of prototypes inert, as keys and as names of hosts', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
      const asKey = await said(`${goodConfig}${key}: { polluted: true }\n`);
      expect(asKey).toEqual([expect.stringContaining(`there is no field called ${key} here`)]);
      const inside = await said(
        configWith({ '      address: 198.51.100.12': `      ${key}: x\n      address: 198.51.100.12` }),
      );
      expect(inside).toEqual([expect.stringContaining(`there is no field called ${key} here`)]);
      expect(await said(configWith({ node2: key }))).toEqual([
        expect.stringContaining('config-name spec.hosts[1].name'),
      ]);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('row 5: gives up on aliases that multiply', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const problems = await inTime(() => said(`${lines.join('\n')}\n`));
    expect(problems[0]).toContain('there are more than 50000 values');
  });

  it('row 6: does not read merge keys', async () => {
    const problems = await said(
      configWith({ 'metadata:\n  name: demo': 'metadata: { <<: { name: demo }, name: demo }' }),
    );
    expect(problems).toEqual(['3:13 config-yaml -: merge keys (<<) are not read']);
    const many = `a: &a { b: 1 }\n${Array.from({ length: 2000 }, (_, i) => `c${i}: { <<: [*a, *a, *a] }`).join('\n')}\n`;
    expect(await inTime(() => said(many))).toContain('2:7 config-yaml -: merge keys (<<) are not read');
  });

  it('row 7: does not hang on an anchor inside itself', async () => {
    const problems = await inTime(() => said('a: &a [*a]\nb: &b { c: *b }\n'));
    expect(problems[0]).toContain('levels deep');
  });

  it('row 8: refuses tags', async () => {
    for (const [tag, shown] of [
      ['!!js/function', '!!js/function'],
      ['!!binary', '!!binary'],
      ['!!timestamp', '!!timestamp'],
      ['!mine', '!mine'],
    ]) {
      const problems = await said(configWith({ 'name: demo': `name: ${tag} demo` }));
      expect(problems).toContain(`4:${9 + (tag?.length ?? 0) + 1} config-yaml -: the tag ${shown} is not read`);
    }
  });

  it('row 9: caps depth before anything overflows', async () => {
    for (const text of [
      '['.repeat(10_000),
      '- '.repeat(10_000),
      '{a: '.repeat(10_000),
      `${'['.repeat(1e4)}${']'.repeat(1e4)}`,
    ]) {
      expect(await inTime(() => said(text))).toEqual([expect.stringContaining('levels deep')]);
    }
  });

  it('row 11: accepts a byte order mark', async () => {
    const { cluster } = await check(`\ufeff${goodConfig}`);
    expect(cluster?.name).toBe('demo');
  });

  it('row 13: accepts CRLF, lone CR and a mixture, and counts lines alike', async () => {
    const plain = await check(goodConfig);
    const mixed = goodConfig
      .split('\n')
      .map((line, i) => line + (['\r\n', '\r', '\n'][i % 3] ?? ''))
      .join('');
    for (const text of [goodConfig.replaceAll('\n', '\r\n'), goodConfig.replaceAll('\n', '\r'), mixed]) {
      expect((await check(text)).cluster).toEqual(plain.cluster);
    }
    const bad = configWith({ 'name: node3': 'name: Node3' });
    expect(await said(bad.replaceAll('\n', '\r'))).toEqual(await said(bad));
  });

  it('row 14: refuses NUL bytes, also in quotes', async () => {
    for (const text of [configWith({ demo: 'de\0mo' }), configWith({ 'name: demo': 'name: "de\0mo"' })]) {
      expect(await said(text)).toEqual([expect.stringMatching(/^4:\d+ config-yaml -: there is a NUL byte/)]);
    }
    expect(await said(configWith({ 'name: demo': 'name: "de\\0mo"' }))).toEqual([
      '4:9 config-name metadata.name: the name "de\\u{0}mo" of the cluster has the character "\\u{0}" (U+0000)',
    ]);
  });

  it('row 15: names the line that is indented with a tab', async () => {
    expect(await said(configWith({ '  name: demo': '\tname: demo' }))).toContain(
      '4:1 config-yaml -: a tab is used for indentation',
    );
  });

  it('row 16: refuses a second document', async () => {
    const problems = await said(`${goodConfig}---\n${goodConfig}`);
    expect(problems).toEqual([expect.stringMatching(/^2[23]:1 config-yaml -: a second YAML document begins here$/)]);
  });

  it('row 17: refuses words that YAML readers take for different values', async () => {
    const names = ['no', 'on', 'Yes', '1e3', '0o17', '010', '1_000', '.inf', '12:30', '~'];
    for (const word of names) {
      const problems = await said(configWith({ 'name: node2': `name: ${word}` }));
      expect(problems).toEqual([`16:13 config-yaml -: ${word} is read as different values by different YAML readers`]);
      const port = await said(configWith({ 'ssh: { user: ops }': `ssh: { port: ${word} }` }));
      expect(port).toEqual([`11:16 config-yaml -: ${word} is read as different values by different YAML readers`]);
    }
    expect((await check(configWith({ 'name: node2': 'name: "no"' }))).cluster?.hosts[1]?.name).toBe('no');
  });

  it('row 18: asks for quotes when a version has become a number', async () => {
    const text = configWith({ '1.37.1': '1.30' });
    expect(await said(text)).toEqual([
      '6:26 config-version-unquoted spec.kubernetes.version: the version 1.30 has no quotes, so YAML reads it as the number 1.3',
    ]);
    expect(await allSaid(text)).toContain('write the full version in quotes');
    expect(await said(configWith({ '1.37.1': '"1.30"' }))).toEqual([
      expect.stringContaining('config-version spec.kubernetes.version: "1.30" is not a release of Kubernetes'),
    ]);
  });

  it('row 19: says the range of a port that is outside it', async () => {
    for (const port of ['9007199254740993', '-1', '0', '65536', '"6443 "', '6443.5']) {
      const text = configWith({ 'controlPlane:': `controlPlane:\n    port: ${port}` });
      expect(await said(text)).toEqual([
        expect.stringMatching(/^9:11 config-type spec\.controlPlane\.port: this is the /),
      ]);
      expect(await allSaid(text)).toContain('from 1 to 65535');
    }
  });

  it('row 20: shows invisible and look-alike characters of names as escapes', async () => {
    for (const [character, point] of [
      ['\u200b', 'U+200B'],
      ['\u202e', 'U+202E'],
      ['\u0430', 'U+0430'],
      ['\u00ad', 'U+00AD'],
    ] as const) {
      const [problem] = await said(configWith({ 'name: node2': `name: no${character}de2` }));
      expect(problem).toContain(point);
      expect(problem).not.toContain(character);
    }
    expect(await said(configWith({ 'user: ops': 'user: "o\u202eps"' }))).toContainEqual(
      expect.stringContaining('config-text spec.ssh.user: the text has a character that cannot be seen'),
    );
  });

  it('row 21: caps a single value', async () => {
    const [problem] = await inTime(() => said(configWith({ 'user: ops': `user: ${'x'.repeat(900_000)}` })));
    expect(problem).toContain('this is a text of 900000 characters');
    expect(problem?.length).toBeLessThan(200);
    const [tooLong] = await said(configWith({ 'user: ops': `user: ${'x'.repeat(1_100_000)}` }));
    expect(tooLong).toContain('more than the 1048576 that are read');
  });
});
