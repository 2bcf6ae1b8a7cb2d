import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { defaults } from '../../../src/cluster/defaults.js';
import { configJsonSchema } from '../../../src/cluster/json-schema.js';
import { newConfig } from '../../../src/cluster/new-config.js';
import { parseYaml } from '../../../src/formats/yaml.js';
import { projectRoot } from '../../support/source-files.js';
import { configWith, goodConfig } from './config-text.js';

interface SchemaNode {
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

const schema = configJsonSchema() as SchemaNode;
const accepts = new Ajv({ strict: false }).compile(schema);
const valueOf = (text: string): unknown => JSON.parse(JSON.stringify(parseYaml(text, { file: 'x' }).value));

function nodeAt(field: string): SchemaNode | undefined {
  return field.split('.').reduce<SchemaNode | undefined>((node, name) => node?.properties?.[name], schema);
}

describe('the JSON Schema of the config', () => {
  it('is committed as it is made', () => {
    const committed = readFileSync(path.join(projectRoot, 'schemas/cluster.schema.json'), 'utf8');
    expect(committed).toBe(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  });

  it('accepts what hardway accepts', () => {
    expect(accepts(valueOf(goodConfig)) ? null : accepts.errors).toBeNull();
    const fresh = newConfig({
      name: 'demo',
      kubernetes: '1.37.1',
      etcd: '3.6.16',
      layout: 'kubeadm',
      target: 'systemd',
      certSANs: [],
      hosts: [{ name: 'node1', address: '198.51.100.11', roles: ['etcd', 'control-plane'] }],
      schema: 'x',
    });
    expect(accepts(valueOf(fresh)) ? null : accepts.errors).toBeNull();
  });

  it('refuses what hardway refuses for its structure', () => {
    for (const text of [
      configWith({ 'kind: Cluster': 'kind: Pod' }),
      configWith({ 'network:': 'netwrok:' }),
      configWith({ '1.37.1': '1.30' }),
      configWith({ '[etcd, control-plane]': '[]' }),
      configWith({ 'ssh: { user: ops }': 'ssh: { port: 65536 }' }),
    ]) {
      expect(accepts(valueOf(text))).toBe(false);
    }
  });

  it('shows the defaults that are filled in', () => {
    const shown = {
      'spec.layout': defaults.layout,
      'spec.controlPlane.target': defaults.target,
      'spec.controlPlane.port': defaults.port,
      'spec.controlPlane.signing': false,
      'spec.network.pods': defaults.pods,
      'spec.network.services': defaults.services,
      'spec.network.domain': defaults.domain,
      'spec.pki.algorithm': defaults.algorithm,
      'spec.pki.validity.ca': `${defaults.caDays}d`,
      'spec.pki.validity.leaf': `${defaults.leafDays}d`,
      'spec.encryption.provider': defaults.provider,
      'spec.ssh.port': defaults.sshPort,
    };
    for (const [field, value] of Object.entries(shown)) expect(nodeAt(field)?.default, field).toBe(value);
  });

  it('describes every field below spec', () => {
    const bare: string[] = [];
    const visit = (node: SchemaNode, field: string): void => {
      for (const [name, inner] of Object.entries(node.properties ?? {})) {
        if (inner.description === undefined) bare.push(`${field}.${name}`);
        visit(inner, `${field}.${name}`);
      }
      if (node.items !== undefined) visit(node.items, `${field}[]`);
    };
    visit(nodeAt('spec') ?? {}, 'spec');
    expect(bare).toEqual([]);
  });
});
