import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type { Failure, Results } from '../../../src/app/results.js';
import { ownArchitecture } from '../../../src/binaries/program.js';
import { COMMANDS } from '../../../src/commands/index.js';
import type { Secret } from '../../../src/kernel/secret.js';
import { labFolder } from '../../../src/lab/lab-folder.js';
import { writeLabState } from '../../../src/lab/lab-state.js';
import { makePlan } from '../../../src/plan/make-plan.js';
import { failureSchemaFile, schemaFile } from '../../../tools/schema-file.js';
import { ensureBuilt } from '../../support/built-cli.js';
import { expectValid, schemaErrors, schemaOf } from '../../support/json-schema.js';
import { runCli } from '../../support/run-cli.js';
import { runCommand } from '../../support/run-command.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { freshHost, sampleDesired } from '../../support/sample-plan.js';
import { projectRoot } from '../../support/source-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { fakeElf, goBuildInfo } from '../binaries/fake-binary.js';

type Id = keyof Results;

const ids = Object.keys(COMMANDS) as Id[];

/** What JSON would drop, turn into something else, or must never show. */
type Unsafe<T> = T extends string | number | boolean | null | undefined
  ? never
  : T extends readonly (infer Item)[]
    ? Unsafe<Item>
    : T extends
          | ReadonlyMap<unknown, unknown>
          | ReadonlySet<unknown>
          | Date
          | Uint8Array
          | Secret
          | bigint
          | symbol
          | ((...args: never[]) => unknown)
      ? T
      : T extends object
        ? { [K in keyof T]-?: Unsafe<T[K]> }[keyof T]
        : T;

const folder = temporaryFolder();
const at = (...parts: string[]): string => path.join(folder.path, ...parts);
/** An architecture whose binaries do not run here, so that nothing is executed. */
const foreign = ownArchitecture() === 'arm64' ? 'amd64' : 'arm64';

beforeAll(async () => {
  vi.stubEnv('HARDWAY_CACHE', at('cache'));
  mkdirSync(at('empty'));
  mkdirSync(at('binaries'));
  writeFileSync(
    at('binaries/kube-scheduler'),
    fakeElf(foreign, `${goBuildInfo('k8s.io/kubernetes/cmd/kube-scheduler')} v1.37.1`),
  );
  await writeLabState(labFolder(at('lab')), { kind: 'processes', address: '127.0.0.3' });
  writeFileSync(at('unreadable.txt'), Buffer.from([0xff, 0xfe, 0x00]));
  ensureBuilt();
});
afterAll(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

const config = ['--config', at('cluster.yaml')];
const master = ['--name', 'demo', '--master', 'node1=198.51.100.11'];
const lab = ['--directory', at('lab')];
const versions = ['--kubernetes-version', '1.37.1', '--etcd-version', '3.6.16'];
const scheduler = ['--name', 'kube-scheduler', '--architecture', foreign, ...versions];

interface Run {
  readonly id: Id;
  readonly argv: readonly string[];
  readonly exit: number;
  /** In place of `argv` for the run without `--json`, where the same could not be done twice. */
  readonly again?: readonly string[];
}

/** A result each, in an order in which each finds what it needs. */
const results: readonly Run[] = [
  {
    id: 'init',
    argv: [...master, '--out', at('cluster.yaml')],
    again: [...master, '--out', at('again.yaml')],
    exit: 0,
  },
  { id: 'validate', argv: config, exit: 0 },
  { id: 'pki:create', argv: config, exit: 0 },
  { id: 'pki:list', argv: config, exit: 0 },
  { id: 'pki:verify', argv: config, exit: 0 },
  { id: 'pki:renew', argv: ['apiserver', ...config], exit: 0 },
  { id: 'kubeconfig', argv: ['admin', ...config], exit: 0 },
  { id: 'kubeconfig', argv: ['--user', 'jane', '--group', 'system:masters', ...config], exit: 0 },
  { id: 'render', argv: ['--diff', ...config], exit: 4 },
  { id: 'render', argv: config, exit: 0 },
  { id: 'inspect', argv: [at('rendered/node1/etc/systemd/system/kube-apiserver.service')], exit: 0 },
  { id: 'inspect', argv: ['--effective', at('rendered/node1/etc/systemd/system/etcd.service')], exit: 0 },
  { id: 'inspect', argv: ['ssh://nobody@127.0.0.1:1'], exit: 5 },
  { id: 'inspect', argv: [at('unreadable.txt')], exit: 3 },
  { id: 'audit', argv: [at('rendered/node1/etc/systemd/system/kube-apiserver.service')], exit: 0 },
  { id: 'audit', argv: ['--list-rules'], exit: 0 },
  { id: 'audit', argv: [at('rendered/node1/etc/systemd/system/etcd.service'), '--root', at('empty')], exit: 0 },
  {
    id: 'convert',
    argv: [at('rendered/node1/etc/systemd/system/kube-apiserver.service'), '--to', 'extra-args'],
    exit: 0,
  },
  {
    id: 'convert',
    argv: [
      at('rendered/node1/etc/systemd/system/kube-apiserver.service'),
      '--to',
      'manifest',
      '--kubernetes-version',
      '1.37.1',
    ],
    exit: 0,
  },
  {
    id: 'diff',
    argv: [
      at('rendered/node1/etc/systemd/system/kube-apiserver.service'),
      at('rendered/node1/etc/systemd/system/kube-apiserver.service'),
    ],
    exit: 0,
  },
  {
    id: 'diff',
    argv: [
      at('rendered/node1/etc/systemd/system/kube-apiserver.service'),
      at('rendered/node1/etc/systemd/system/etcd.service'),
    ],
    exit: 4,
  },
  { id: 'binaries:fetch', argv: ['--from', at('binaries'), ...scheduler], exit: 0 },
  { id: 'binaries:list', argv: [], exit: 0 },
  { id: 'completion', argv: ['fish'], exit: 0 },
  { id: 'explain', argv: ['--anonymous-auth=0'], exit: 0 },
  { id: 'explain', argv: ['insecure-port'], exit: 0 },
  { id: 'explain', argv: ['anonymous-auth=no'], exit: 4 },
  { id: 'flags:list', argv: ['--component', 'kubelet'], exit: 0 },
  { id: 'flags:changes', argv: ['--from', '1.34', '--to', '1.37'], exit: 0 },
  {
    id: 'flags:changes',
    argv: ['--from', '1.36', at('rendered/node1/etc/systemd/system/kube-apiserver.service')],
    exit: 0,
  },
  { id: 'lab:status', argv: lab, exit: 0 },
  { id: 'lab:down', argv: lab, exit: 0 },
];

const empty = ['--config', at('empty/cluster.yaml')];
const noPki = [...config, '--pki', at('empty/pki')];

/** A failure each, at least one of every command that can fail here; nobody is at a terminal. */
const failures: readonly Run[] = [
  { id: 'init', argv: ['--name', 'demo', '--out', at('empty/new.yaml')], exit: 2 },
  { id: 'init', argv: [...master, '--out', at('cluster.yaml')], exit: 2 },
  { id: 'validate', argv: empty, exit: 3 },
  { id: 'pki:create', argv: empty, exit: 3 },
  { id: 'pki:list', argv: noPki, exit: 6 },
  { id: 'pki:verify', argv: noPki, exit: 6 },
  { id: 'pki:renew', argv: ['nobody', ...config], exit: 2 },
  { id: 'kubeconfig', argv: ['nobody', ...config], exit: 2 },
  { id: 'render', argv: noPki, exit: 6 },
  { id: 'plan', argv: noPki, exit: 6 },
  { id: 'plan', argv: [...config, '--binaries', at('empty')], exit: 3 },
  { id: 'deploy', argv: config, exit: 2 },
  { id: 'deploy', argv: ['--yes', ...noPki], exit: 6 },
  { id: 'inspect', argv: [], exit: 2 },
  { id: 'inspect', argv: ['--all', ...empty], exit: 3 },
  { id: 'binaries:fetch', argv: ['--name', 'kube-proxy', ...versions], exit: 2 },
  { id: 'completion', argv: ['tcsh'], exit: 2 },
  { id: 'explain', argv: ['profilling'], exit: 2 },
  { id: 'flags:list', argv: ['--kubernetes-version', '0.1'], exit: 2 },
  { id: 'flags:changes', argv: ['--to', '1.37'], exit: 2 },
  { id: 'flags:changes', argv: ['--from', '1.36', at('unreadable.txt')], exit: 3 },
  { id: 'lab:status', argv: ['--directory', at('empty')], exit: 3 },
  { id: 'lab:ssh', argv: ['node1', '--directory', at('empty'), '--', 'true'], exit: 3 },
  { id: 'lab:up', argv: ['--hosts', '0', ...lab], exit: 2 },
  { id: 'lab:down', argv: ['--no-such-flag'], exit: 2 },
  { id: 'binaries:list', argv: ['superfluous'], exit: 2 },
];

/** `--json` before the words that belong to another program. */
function withJson(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? [...argv, '--json'] : [...argv.slice(0, end), '--json', ...argv.slice(end)];
}

const titled = (runs: readonly Run[]): [string, Run][] =>
  runs.map((run, i) => [`${run.id.replaceAll(':', ' ')} (${i + 1}, exit ${run.exit})`, run]);

describe('the schemas', () => {
  it('are there for every command, and for nothing else', () => {
    const files = [...ids.map(schemaFile), failureSchemaFile, 'schemas/cluster.schema.json'];
    expect(readdirSync(path.join(projectRoot, 'schemas')).sort()).toEqual(
      files.map((file) => path.basename(file)).sort(),
    );
  });

  it.each(ids)('say of %s which version they describe, and leave room for fields of later ones', (id) => {
    const { anyOf, ...schema } = schemaOf(id) as { anyOf?: object[] };
    for (const document of anyOf ?? [schema]) {
      expect(document).toMatchObject({ type: 'object', properties: { schemaVersion: { const: 1 } } });
      expect((document as { required: string[] }).required).toContain('schemaVersion');
    }
    expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
  });

  it('describe results that JSON can carry, and that hold no secrets', () => {
    expectTypeOf<Unsafe<Results[Id]>>().toBeNever();
    expectTypeOf<Unsafe<Failure>>().toBeNever();
    expectTypeOf<Unsafe<{ readonly key: Secret }>>().not.toBeNever();
  });

  it('refuse what is not so: a missing field, a wrong type, a field that nobody declared', () => {
    const good = { schemaVersion: 1, cache: '/c', binaries: [] };
    expect(schemaErrors('binaries:list', good)).toEqual([]);
    expect(schemaErrors('binaries:list', { schemaVersion: 1, cache: '/c' })).toHaveLength(1);
    expect(schemaErrors('binaries:list', { ...good, schemaVersion: 2 })).toHaveLength(1);
    expect(schemaErrors('binaries:list', { ...good, binaries: {} })).toHaveLength(1);
    expect(schemaErrors('binaries:list', { ...good, extra: 1 })).toHaveLength(1);
    expect(schemaErrors('failure', good)).not.toEqual([]);
  });

  it('describe a plan, with and without steps', async () => {
    const desired = await sampleDesired(sampleCluster(3));
    const hosts = new Map(desired.hosts.map(({ name }) => [name, freshHost(name)]));
    const plan = makePlan(desired, { hosts, etcdMembers: null, bindings: null });
    expect(plan.changes).toBeGreaterThan(0);
    expectValid('plan', JSON.parse(JSON.stringify({ schemaVersion: 1, ...plan })));
  });
});

// One story: the results stand on each other, the failures on the results.
describe('under --json', () => {
  it.each(titled(results))('%s prints one document of its schema', async (_, { id, argv, again = argv, exit }) => {
    const json = await runCommand(COMMANDS[id], withJson(argv));
    expect({ exitCode: json.exitCode, stderr: json.stderr }, json.stdout).toEqual({ exitCode: exit, stderr: '' });
    expectValid(id, JSON.parse(json.stdout));
    expect(Reflect.get(COMMANDS[id], 'exitCodes')).toContain(exit);
    const text = await runCommand(COMMANDS[id], again);
    expect(text.exitCode).toBe(exit);
  });

  it.each(titled(failures))('%s prints only its problems', async (_, { id, argv, exit }) => {
    const json = await runCommand(COMMANDS[id], withJson(argv));
    expect({ exitCode: json.exitCode, stderr: json.stderr }, json.stdout).toEqual({ exitCode: exit, stderr: '' });
    const document = JSON.parse(json.stdout) as { problems: unknown[] };
    expectValid('failure', document);
    expect(document.problems).not.toEqual([]);
    expect(Reflect.get(COMMANDS[id], 'exitCodes')).toContain(exit);
    const text = await runCommand(COMMANDS[id], argv);
    expect({ exitCode: text.exitCode, stdout: text.stdout }).toEqual({ exitCode: exit, stdout: '' });
    expect(text.stderr).not.toBe('');
  });

  it('has been tried with every command', () => {
    const tried = new Set([...results, ...failures].map(({ id }) => id));
    expect(ids.filter((id) => !tried.has(id))).toEqual([]);
    // These need hosts, or become a plan above: their results are checked where hosts are.
    const withResult = new Set(results.map(({ id }) => id));
    expect(ids.filter((id) => !withResult.has(id))).toEqual(['deploy', 'lab:ssh', 'lab:up', 'plan']);
  });

  it.each([
    ['an unknown command', ['valdate']],
    ['an unknown command of a topic', ['pki', 'mend']],
    ['an unknown flag', ['validate', '--fast']],
    ['a flag without its value', ['validate', '--config']],
    ['a value that is none of the options', ['render', '--target', 'docker']],
    ['a missing argument', ['completion']],
    ['an argument too many', ['validate', 'cluster.yaml']],
    ['flags that exclude each other', ['inspect', '--all', '--host', 'node1']],
  ])('the program, given %s, prints only the problem', async (_, argv) => {
    const json = await runCli([...argv, '-o', 'json'], folder.path);
    expect({ code: json.code, stderr: json.stderr }, json.stdout).toEqual({ code: 2, stderr: '' });
    expectValid('failure', JSON.parse(json.stdout));
    const text = await runCli(argv, folder.path);
    expect({ code: text.code, stdout: text.stdout }).toEqual({ code: 2, stdout: '' });
    expect(text.stderr).toContain('usage-invalid');
  });
});
