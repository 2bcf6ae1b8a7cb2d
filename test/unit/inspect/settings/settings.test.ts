import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../../src/catalog/load.js';
import type { FeatureGates } from '../../../../src/catalog/feature-gates.js';
import type { CompanionFacts } from '../../../../src/inspect/companion.js';
import type { InspectedComponent } from '../../../../src/inspect/effective-flag.js';
import { inspectText } from '../../../../src/inspect/inspect-text.js';
import { enabledPlugins } from '../../../../src/inspect/settings/admission-plugins.js';
import { anonymous } from '../../../../src/inspect/settings/anonymous.js';
import { authorizationModes } from '../../../../src/inspect/settings/authorization-modes.js';
import { changedGates } from '../../../../src/inspect/settings/feature-gates.js';
import { runtimeConfig } from '../../../../src/inspect/settings/runtime-config.js';

async function read(flags: string, program = 'kube-apiserver'): Promise<InspectedComponent> {
  const { components } = await inspectText(`${program} ${flags}`, { source: 'x', as: 'ps', catalogs: loadFlagCatalog });
  const [first] = components;
  if (first === undefined) throw new Error('nothing was read');
  return first;
}

const plugins = { minor: '1.0', names: ['A', 'B', 'C', 'D'], defaults: ['A', 'B'] };

describe('admission plugins', () => {
  it.each([
    ['', ['A', 'B']],
    ['--enable-admission-plugins=D', ['A', 'B', 'D']],
    ['--disable-admission-plugins=A', ['B']],
    ['--disable-admission-plugins=A --enable-admission-plugins=D,C', ['B', 'C', 'D']],
    ['--enable-admission-plugins=D --enable-admission-plugins=C,A', ['A', 'B', 'C', 'D']],
    ['--admission-control=D,C', ['C', 'D']],
    ['--admission-control=D --disable-admission-plugins=D', ['D']],
  ])('%s', async (flags, expected) => {
    expect(enabledPlugins(await read(flags), plugins).value).toEqual(expected);
  });

  it('are not known when the source was cut off, a value is a placeholder, or the version is not recorded', async () => {
    const whole = await read('--enable-admission-plugins=D');
    expect(enabledPlugins({ ...whole, incomplete: true }, plugins).value).toBeNull();
    expect(enabledPlugins(whole, null).value).toBeNull();
    const flags = { x: { ...whole.flags['enable-admission-plugins'], value: null } };
    const open = { ...whole, flags: { 'enable-admission-plugins': flags.x } } as unknown as InspectedComponent;
    expect(enabledPlugins(open, plugins).value).toBeNull();
  });

  it('say where they were set', async () => {
    const { provenance } = enabledPlugins(await read('--enable-admission-plugins=D'), plugins);
    expect(provenance).toEqual([{ source: 'x', line: 1, column: 16 }]);
  });
});

describe('authorization modes', () => {
  it.each([
    ['', ['AlwaysAllow']],
    ['--authorization-mode=Node,RBAC', ['Node', 'RBAC']],
    ['--authorization-mode=RBAC --authorization-mode=Node', ['RBAC', 'Node']],
    ['--authorization-mode=', ['AlwaysAllow']],
    ['--authorization-config=/x', null],
  ])('%s', async (flags, expected) => {
    expect(authorizationModes(await read(flags)).value).toEqual(expected);
  });

  it('are AlwaysAllow for a kubelet without any, and one mode otherwise', async () => {
    expect(authorizationModes(await read('', 'kubelet')).value).toEqual(['AlwaysAllow']);
    expect(authorizationModes(await read('--authorization-mode=Webhook', 'kubelet')).value).toEqual(['Webhook']);
  });

  it('are not known when a flag may be missing', async () => {
    expect(authorizationModes({ ...(await read('')), incomplete: true }).value).toBeNull();
  });
});

const gates: FeatureGates = (() => {
  const all = [
    { name: 'AllAlpha', stage: 'alpha', default: false },
    { name: 'AllBeta', stage: 'beta', default: false },
    { name: 'AlphaOff', stage: 'alpha', default: false },
    { name: 'BetaOff', stage: 'beta', default: false },
    { name: 'BetaOn', stage: 'beta', default: true },
    { name: 'Done', stage: 'ga', default: true, locked: true },
  ] as const;
  return { component: 'x', minor: '1.0', get: (name) => all.find((gate) => gate.name === name), all: () => all };
})();

describe('feature gates', () => {
  it.each([
    ['', []],
    ['--feature-gates=BetaOn=true', []],
    ['--feature-gates=BetaOn=false,AlphaOff=true', ['AlphaOff=true', 'BetaOn=false']],
    ['--feature-gates=BetaOn=false --feature-gates=BetaOn=true', []],
    ['--feature-gates=AllAlpha=true', ['AlphaOff=true']],
    ['--feature-gates=AllBeta=true,BetaOff=false', []],
    ['--feature-gates=BetaOn=true,AllBeta=false', []],
    ['--feature-gates=AllBeta=false', ['BetaOn=false']],
    ['--feature-gates=kube:AlphaOff=true', ['AlphaOff=true']],
    ['--feature-gates=Unknown=true', ['Unknown=true']],
  ])('%s', async (flags, expected) => {
    expect(changedGates(await read(flags), gates).value).toEqual(expected);
  });

  it('are as they are written where the version is not recorded', async () => {
    expect(changedGates(await read('--feature-gates=AllAlpha=true,B=false'), null).value).toEqual([
      'AllAlpha=true',
      'B=false',
    ]);
  });
});

describe('runtime-config', () => {
  it.each([
    ['', []],
    ['--runtime-config=api/all=false,batch/v1', ['api/all=false', 'batch/v1=true']],
    ['--runtime-config=batch/v1=false --runtime-config=batch/v1=true', ['batch/v1=true']],
    ['--runtime-config=api/all=', ['api/all=true']],
  ])('%s', async (flags, expected) => {
    expect(runtimeConfig(await read(flags)).value).toEqual(expected);
  });
});

describe('anonymous requests', () => {
  const withFile = async (flags: string, file: Extract<CompanionFacts, { kind: 'authentication-config' }> | null) => {
    const companion = { flag: 'authentication-config', path: '/a', problems: [] };
    const companions = [
      file === null ? { ...companion, state: 'missing' } : { ...companion, state: 'read', facts: file },
    ];
    return anonymous({ ...(await read(`${flags} --authentication-config=/a`)), companions } as InspectedComponent);
  };
  const facts = (enabled: boolean, paths: string[] = []) =>
    ({ kind: 'authentication-config', anonymous: { enabled, paths }, jwtIssuers: [] }) as const;

  it.each([
    ['--authorization-mode=RBAC', ['true']],
    ['--authorization-mode=RBAC --anonymous-auth=false', ['false']],
    ['--authorization-mode=RBAC --anonymous-auth', ['true']],
    // kube-apiserver turns it off by itself, whatever the flag says, also when AlwaysAllow is one of several.
    ['', ['false']],
    ['--anonymous-auth=true', ['false']],
    ['--anonymous-auth=true --authorization-mode=RBAC,AlwaysAllow', ['false']],
    ['--authorization-config=/x', ['true']],
  ])('%s', async (flags, expected) => {
    expect(anonymous(await read(flags)).value).toEqual(expected);
  });

  it('are what the AuthenticationConfiguration says, also with AlwaysAllow', async () => {
    expect((await withFile('', facts(true))).value).toEqual(['true']);
    expect((await withFile('', facts(false))).value).toEqual(['false']);
    expect((await withFile('', facts(true, ['/livez', '/readyz']))).value).toEqual(['/livez', '/readyz']);
  });

  it('are what the flag says when the file does not speak of them, and not known when the file is not', async () => {
    const silent = { kind: 'authentication-config', anonymous: null, jwtIssuers: ['https://a'] } as const;
    expect((await withFile('--authorization-mode=RBAC', silent)).value).toEqual(['true']);
    expect((await withFile('--authorization-mode=RBAC --anonymous-auth=false', null)).value).toBeNull();
  });

  it('are let in by a kubelet unless it is told otherwise, also with AlwaysAllow', async () => {
    expect(anonymous(await read('', 'kubelet')).value).toEqual(['true']);
    expect(anonymous(await read('--anonymous-auth=false', 'kubelet')).value).toEqual(['false']);
  });
});
