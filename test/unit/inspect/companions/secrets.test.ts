import { generateKeyPairSync } from 'node:crypto';
import fc from '../../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../../src/catalog/load.js';
import { companionFlags } from '../../../../src/inspect/companions/companion-flags.js';
import type { FileReader } from '../../../../src/inspect/companions/files.js';
import { inspectText } from '../../../../src/inspect/inspect-text.js';
import { knownComponents } from '../../../../src/kernel/component.js';
import { inspectionView } from '../../../../src/ui/views/inspection.js';
import { type Canary, canariesIn, keyCanary } from '../../../support/canary.js';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

/** Every kind of companion with secrets in all places where it may have some. */
function texts(secret: Buffer): readonly string[] {
  const base64 = secret.toString('base64');
  const hex = secret.toString('hex');
  return [
    `kind: EncryptionConfiguration\napiVersion: apiserver.config.k8s.io/v1\nresources:\n- resources: [secrets]\n  providers:\n  - aescbc:\n      keys:\n      - {name: a, secret: ${base64}}\n  - secretbox:\n      keys:\n      - name: b\n        secret: ${base64}\n`,
    `kind: EncryptionConfig\napiVersion: v1\nresources: [{resources: [secrets], providers: [{aesgcm: {keys: [{name: a, secret: ${hex}}]}}]}]\n`,
    `kind: Config\napiVersion: v1\nclusters: [{name: a, cluster: {server: https://a}}]\nusers:\n- name: u\n  user:\n    token: ${hex}\n    password: ${hex}\n    client-key-data: ${Buffer.from(keyPem).toString('base64')}\ncontexts: [{name: c, context: {cluster: a, user: u}}]\ncurrent-context: c\n`,
    `${hex},alice,1,"a,b"\n${hex},bob\n"${hex}\n`,
    `{"user":"alice","token":"${hex}"}\n{"${hex}\n`,
    keyPem,
    keyPem.replace('-----END', `${base64}!\n-----END`),
    `kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\nstaticPodURLHeader: {Authorization: ["Bearer ${hex}"]}\nfeatureGates: {A: true}\n`,
    `kind: Policy\napiVersion: audit.k8s.io/v1\nrules: [{level: ${hex}}, {users: ["${hex}"]}]\n`,
  ];
}

const flagsOf = knownComponents.map((component) => ({
  component,
  argv: companionFlags(component).map(([flag]) => `--${flag}=/etc/${flag}`),
}));

async function shown(text: string): Promise<string> {
  const files: FileReader = (paths) =>
    Promise.resolve(new Map(paths.map((path) => [path, { state: 'read', bytes: Buffer.from(text) }])));
  const outputs = flagsOf.map(async ({ component, argv }) => {
    const inspection = await inspectText(`/usr/bin/${component}\0${argv.join('\0')}\0`, {
      source: '/proc/1/cmdline',
      catalogs: loadFlagCatalog,
      files,
    });
    // Not masked: what is not held cannot slip out.
    return `${JSON.stringify(inspection)}\n${inspectionView(inspection, new Date(0))}`;
  });
  return (await Promise.all(outputs)).join('\n');
}

describe('what is secret in companions', () => {
  it('is in no fact, no problem and no line of text, whatever file a flag points to and however it is damaged', async () => {
    const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    const random = secrets.filter((bytes) => new Set(bytes).size > 16);
    const damage = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      insert: fc.constantFrom('', '\n', '"', ': ', '- ', '\t', '{'),
    });
    await fc.assert(
      fc.asyncProperty(random, fc.nat(8), fc.option(damage), async (secret, which, harm) => {
        const text = texts(secret)[which] ?? '';
        const at = Math.floor(text.length * (harm?.at ?? 0));
        const harmed =
          harm === null ? text : text.slice(0, at) + harm.insert + (harm.insert === '' ? '' : text.slice(at));
        const canaries: Canary[] = [
          { name: 'secret', bytes: secret },
          { name: 'hex', bytes: Buffer.from(secret.toString('hex')) },
          keyCanary('key', keyPem),
        ];
        expect(canariesIn(await shown(harmed), canaries)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it('would be found if it were there', async () => {
    const secret = Buffer.from('a secret of thirty-two characters');
    const name = `kind: AuthorizationConfiguration\napiVersion: apiserver.config.k8s.io/v1\nauthorizers: [{type: Webhook, name: "${secret.toString('hex')}"}]\n`;
    expect(canariesIn(await shown(name), [{ name: 'secret', bytes: secret }])).toEqual(['secret: hex']);
  });
});
