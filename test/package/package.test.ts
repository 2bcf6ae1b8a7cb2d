import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../support/source-files.js';

let folder: string;

const npm = (args: readonly string[], cwd: string) =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
  });

const hardway = (args: readonly string[]) =>
  execFileSync(path.join(folder, 'node_modules/.bin/hardway'), args, { cwd: folder, encoding: 'utf8' });

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hardway-package-'));
  npm(['pack', '--pack-destination', folder], projectRoot);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? 'missing.tgz';
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  npm(['install', `./${tarball}`], folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the npm package, installed in an empty folder', () => {
  it('runs', () => {
    expect(hardway(['--version'])).toMatch(/^hardway\/\d+\.\d+\.\d+ /);
    expect(hardway(['--help'])).toContain('validate');
  });

  it('brings templates, schema and manifest, and none of the sources', () => {
    const inside = readdirSync(path.join(folder, 'node_modules/hardway'));
    for (const name of ['bin', 'dist', 'templates', 'schemas', 'oclif.manifest.json', 'LICENSE', 'README.md']) {
      expect(inside).toContain(name);
    }
    const schemas = readdirSync(path.join(folder, 'node_modules/hardway/schemas'));
    expect(schemas.sort()).toEqual(readdirSync(path.join(projectRoot, 'schemas')).sort());
    expect(inside).not.toContain('src');
    expect(inside).not.toContain('test');
  });

  it('makes a config, its PKI, and renders what lands on a host', () => {
    hardway(['init', '--name', 'packed', '--master', 'node1=198.51.100.11', '--out', 'cluster.yaml']);
    hardway(['validate']);
    hardway(['pki', 'create']);
    hardway(['render']);
    const units = readdirSync(path.join(folder, 'rendered/node1/etc/systemd/system'));
    expect(units.sort()).toEqual([
      'etcd.service',
      'kube-apiserver.service',
      'kube-controller-manager.service',
      'kube-scheduler.service',
    ]);
  });

  it('completes its commands in bash', () => {
    expect(hardway(['completion', 'bash'])).toContain('complete -o default -F _hardway hardway');
  });
});
