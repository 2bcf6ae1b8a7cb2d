import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/audit/evaluate.js';
import { rules } from '../../../src/audit/rules/all.js';
import { type FlagCatalog, flagCatalog } from '../../../src/catalog/flag-catalog.js';
import { running } from '../../support/audited.js';

/** What is true of some flags in a minor; the real catalogue is compared with the real programs elsewhere. */
function catalogOf(minor: string, defaults: Readonly<Record<string, string>>): FlagCatalog {
  const flags = Object.entries(defaults).map(([name, value]) => ({ name, type: 'string', default: value }));
  return flagCatalog({ component: 'kube-apiserver', minor, source: `${minor}.1`, sourceKind: 'built', flags });
}

const insecure = { 'insecure-bind-address': '127.0.0.1', 'encryption-provider-config': '' };
const catalogs = {
  '1.12': catalogOf('1.12', {
    'insecure-bind-address': '127.0.0.1',
    'insecure-port': '8080',
    'basic-auth-file': '',
    'experimental-encryption-provider-config': '',
  }),
  '1.18': catalogOf('1.18', { ...insecure, 'insecure-port': '8080', 'basic-auth-file': '' }),
  '1.19': catalogOf('1.19', { ...insecure, 'insecure-port': '8080' }),
  '1.22': catalogOf('1.22', { ...insecure, 'insecure-port': '0' }),
  '1.24': catalogOf('1.24', { 'encryption-provider-config': '' }),
};

async function finding(rule: string, minors: readonly (keyof typeof catalogs)[], ...flags: readonly string[]) {
  const [only, ...more] = minors;
  const component = await running(['kube-apiserver', ...flags]);
  const known = more.length === 0 && only !== undefined ? { ...component, version: `${only}.1` } : component;
  const versions = minors.map((minor) => ({ minor, catalog: catalogs[minor] }));
  const { findings } = evaluate([{ component: known, versions }], rules);
  const found = findings.find((one) => one.rule === rule);
  if (found === undefined) throw new Error(`no finding of ${rule}`);
  return found;
}

describe('the insecure port', () => {
  it.each([
    ['1.19', [], 'fail'],
    ['1.19', ['--insecure-port=8080'], 'fail'],
    ['1.19', ['--insecure-port=0'], 'pass'],
    ['1.22', [], 'pass'],
    ['1.22', ['--insecure-port=0'], 'pass'],
    ['1.22', ['--insecure-port=8080'], 'fail'],
    ['1.24', [], 'notApplicable'],
  ] as const)('in %s with %o: %s', async (minor, flags, right) => {
    expect((await finding('insecure-port', [minor], ...flags)).status).toBe(right);
  });

  it('is closed by a flag where that works, and by its removal where it does not', async () => {
    expect((await finding('insecure-port', ['1.19'])).remedy).toBe('set --insecure-port=0');
    expect((await finding('insecure-port', ['1.22'], '--insecure-port=8080')).remedy).toBe('remove --insecure-port');
  });

  it('is open or not by the version, and undetermined without one', async () => {
    const open = await finding('insecure-port', ['1.19', '1.22', '1.24']);
    expect(open.status).toBe('undetermined');
    expect(open.reason).toContain('fail in 1.19, pass in 1.22, not applicable in 1.24');
    expect((await finding('insecure-port', ['1.22', '1.24'])).status).toBe('pass');
  });
});

describe('a flag that came or went', () => {
  it('is not asked for where the version lacks it', async () => {
    expect((await finding('basic-auth-file', ['1.19'])).status).toBe('notApplicable');
    expect((await finding('basic-auth-file', ['1.18'])).status).toBe('pass');
    expect((await finding('basic-auth-file', ['1.18'], '--basic-auth-file=/users.csv')).status).toBe('fail');
  });

  it('is recommended under the name that the version has', async () => {
    const remedy = async (minor: keyof typeof catalogs) => (await finding('encryption-at-rest', [minor])).remedy;
    expect(await remedy('1.12')).toContain('set --experimental-encryption-provider-config ');
    expect(await remedy('1.24')).toContain('set --encryption-provider-config ');
  });

  it('is not named at all where the versions that it may be have no name in common', async () => {
    const { remedy } = await finding('encryption-at-rest', ['1.12', '1.24']);
    expect(remedy).toBe('name a file that encrypts secrets, then write all secrets again');
  });
});
