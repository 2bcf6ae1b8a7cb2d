import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './support/source-files.js';

/**
 * Which room may import which, besides kernel. `types:` means types only. The same table is drawn in CONTRIBUTING.md.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  catalog: [],
  formats: ['catalog'],
  x509: [],
  cluster: ['formats', 'catalog'],
  pki: ['types:cluster', 'x509', 'formats'],
  render: ['cluster', 'catalog', 'formats', 'types:pki'],
  plan: ['types:cluster', 'types:render', 'types:pki'],
  inspect: ['catalog', 'formats', 'x509'],
  audit: ['catalog', 'types:inspect'],
  hosts: [],
  endpoints: [],
  binaries: ['catalog'],
  apply: ['types:plan', 'types:render'],
  lab: ['hosts', 'formats'],
  app: [
    'cluster',
    'pki',
    'render',
    'plan',
    'inspect',
    'audit',
    'catalog',
    'formats',
    'x509',
    'hosts',
    'endpoints',
    'binaries',
    'apply',
    'lab',
  ],
  ui: ['types:*'],
  cli: ['ui'],
  commands: ['cli', 'app', 'ui'],
};

/** One door per package: only these rooms may import it. */
const doors: Readonly<Record<string, readonly string[]>> = {
  '@oclif/core': ['cli', 'commands', 'main'],
  '@inquirer/prompts': ['cli'],
  listr2: ['ui'],
  execa: ['hosts', 'binaries', 'lab'],
  ssh2: ['hosts'],
  'node-forge': ['x509'],
  yaml: ['formats'],
  handlebars: ['render'],
  zod: ['cluster', 'app'],
  'tar-stream': ['apply'],
  diff: ['plan'],
  'ipaddr.js': ['cluster'],
  semver: ['catalog', 'binaries'],
  'p-limit': ['hosts', 'app', 'apply'],
  'env-paths': ['binaries', 'lab', 'app'],
};

const files = sourceFiles('src');

function roomOf(file: string): string {
  const [, room = '', ...rest] = file.split('/');
  return rest.length === 0 ? room.replace(/\.ts$/, '') : room;
}

function target(file: SourceFile, specifier: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(file.path), specifier)).replace(/\.js$/, '.ts');
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function brokenRoomRules(file: SourceFile): string[] {
  const room = roomOf(file.path);
  if (room === 'main') return [];
  const allowed = mayImport[room];
  if (allowed === undefined) return [`${file.path}: there is no room called ${room}`];
  return file.imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .flatMap(({ specifier, typeOnly }) => {
      const other = roomOf(target(file, specifier));
      if (other === room || other === 'kernel' || allowed.includes(other)) return [];
      if (typeOnly && (allowed.includes(`types:${other}`) || allowed.includes('types:*'))) return [];
      return [`${file.path} imports ${specifier}`];
    });
}

function brokenDoors(file: SourceFile): string[] {
  return file.imports
    .filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
    .filter(({ specifier }) => !(doors[packageOf(specifier)] ?? []).includes(roomOf(file.path)))
    .map(({ specifier }) => `${file.path} imports ${specifier}`);
}

/** Files on a cycle of value imports, as `a -> b -> a`. */
function cycles(): string[] {
  const edges = new Map(
    files.map((file) => [
      file.path,
      file.imports
        .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
        .map(({ specifier }) => target(file, specifier)),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at !== -1) {
      found.push([...trail.slice(at), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file.path, []);
  return found;
}

describe('the house', () => {
  it('has sources to look at', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('lets each room import only the rooms it may', () => {
    expect(files.flatMap(brokenRoomRules)).toEqual([]);
  });

  it('opens each package through its door only', () => {
    expect(files.flatMap(brokenDoors)).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(cycles()).toEqual([]);
  });

  it('prints and exits in the front only', () => {
    const speaking = files
      .filter((file) => !['cli', 'main'].includes(roomOf(file.path)))
      .filter((file) =>
        /\bconsole\.(log|error|warn|info|debug|table|dir)\(|process\.(exit\b|exitCode|stdout\.write|stderr\.write)/.test(
          file.text,
        ),
      );
    expect(speaking.map((file) => file.path)).toEqual([]);
  });

  it('never calls process.exit, which cuts piped output', () => {
    expect(files.filter((file) => file.text.includes('process.exit(')).map((file) => file.path)).toEqual([]);
  });

  it('keeps files small', () => {
    const long = files.filter(
      (file) => file.text.split('\n').length > 300 && !file.path.startsWith('src/catalog/data'),
    );
    expect(long.map((file) => file.path)).toEqual([]);
  });
});
