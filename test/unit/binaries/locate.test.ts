import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseDirectory } from '../../../src/binaries/cache-directory.js';
import { fetchBinaries } from '../../../src/binaries/fetch.js';
import { folderSource } from '../../../src/binaries/folder-source.js';
import { locateBinaries } from '../../../src/binaries/locate.js';
import { ownArchitecture } from '../../../src/binaries/program.js';
import { sha256 } from '../../../src/kernel/digest.js';
import { fakeElf, goBuildInfo } from './fake-binary.js';

/** An architecture whose binaries do not run here, so that nothing in these tests is executed. */
const foreign = ownArchitecture() === 'arm64' ? 'amd64' : 'arm64';
const own = ownArchitecture();
const versions = { kubernetes: '1.37.1', etcd: '3.6.16' };

let root: string;
let cache: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'hardway-test-'));
  cache = path.join(root, 'cache');
  folder = path.join(root, 'folder');
  await mkdir(folder);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

function scheduler(words = `${goBuildInfo('k8s.io/kubernetes/cmd/kube-scheduler')} v1.37.1`): Buffer {
  return fakeElf(foreign, words);
}

function locate(names: readonly string[], directory?: string) {
  const wanted = { ...versions, architecture: foreign, names } as const;
  return locateBinaries(directory === undefined ? wanted : { ...wanted, directory }, cache);
}

function fetchFromFolder(names: readonly string[]) {
  const request = { ...versions, architecture: foreign, names, cache } as const;
  return fetchBinaries({ ...request, source: folderSource(folder), progress: () => undefined });
}

async function codesFor(content: Buffer | string, name = 'kube-scheduler'): Promise<readonly string[]> {
  await writeFile(path.join(folder, name), content);
  const { problems } = await locate([name], folder);
  for (const { where, what } of problems) {
    expect(where.file).toBe(path.join(folder, name));
    expect(what).toContain(name);
  }
  return problems.map(({ code }) => code);
}

describe('binaries in a folder', () => {
  it('are found with digest, size and origin', async () => {
    await writeFile(path.join(folder, 'kube-scheduler'), scheduler());
    const { found, problems } = await locate(['kube-scheduler'], folder);
    expect(problems).toEqual([]);
    expect(found).toEqual([
      {
        name: 'kube-scheduler',
        project: 'kubernetes',
        version: '1.37.1',
        architecture: foreign,
        origin: 'folder',
        sha256: sha256(scheduler()),
        bytes: scheduler().length,
        path: path.join(folder, 'kube-scheduler'),
      },
    ]);
  });

  it('are looked for in the subfolder of the architecture first', async () => {
    await mkdir(path.join(folder, foreign));
    await writeFile(path.join(folder, foreign, 'kube-scheduler'), scheduler());
    await writeFile(path.join(folder, 'kube-scheduler'), 'for another host');
    const { found } = await locate(['kube-scheduler'], folder);
    expect(found[0]?.path).toBe(path.join(folder, foreign, 'kube-scheduler'));
  });

  it.each([
    ['an error page', '<!DOCTYPE html><html>404</html>', 'binaries-not-elf', 'web page'],
    ['a script', '#!/bin/sh\necho Kubernetes v1.37.1\n', 'binaries-not-elf', 'script'],
    ['an empty file', '', 'binaries-not-elf', 'empty'],
    ['one byte', 'x', 'binaries-not-elf', 'text'],
    ['an archive', Buffer.from('1f8b08000000', 'hex'), 'binaries-not-elf', 'gzip'],
    ['a program for 32 bits', fakeElf('386', 'v1.37.1'), 'binaries-wrong-architecture', '386'],
    ['a cut-off program', scheduler().subarray(0, 300), 'binaries-truncated', '300 bytes'],
    ['another version', scheduler('v1.36.3'), 'binaries-wrong-version', 'not 1.37.1'],
    [
      'another program',
      scheduler(`${goBuildInfo('k8s.io/kubernetes/cmd/kube-proxy')} v1.37.1`),
      'binaries-wrong-program',
      'cmd/kube-proxy',
    ],
  ])('are refused by name when they are %s', async (_, content, code, words) => {
    expect(await codesFor(content)).toEqual([code]);
    const { problems } = await locate(['kube-scheduler'], folder);
    expect(problems[0]?.what).toContain(words);
  });

  it('are refused when they are for another processor', async () => {
    const other = foreign === 'arm64' ? 'amd64' : 'arm64';
    expect(await codesFor(fakeElf(other, 'v1.37.1'))).toEqual(['binaries-wrong-architecture']);
  });

  it('are refused when the name is a folder', async () => {
    await mkdir(path.join(folder, 'etcd'));
    const { problems } = await locate(['etcd'], folder);
    expect(problems.map(({ code }) => code)).toEqual(['binaries-unreadable']);
  });

  it('are checked anew when they were replaced', async () => {
    await writeFile(path.join(folder, 'kube-scheduler'), scheduler());
    expect((await locate(['kube-scheduler'], folder)).problems).toEqual([]);
    expect(await codesFor(scheduler('v1.36.3'))).toEqual(['binaries-wrong-version']);
  });

  it('report all that is wrong at once', async () => {
    await writeFile(path.join(folder, 'etcd'), '<html>');
    const { problems } = await locate(['etcd', 'kube-apiserver', 'kube-scheduler'], folder);
    expect(problems.map(({ code }) => code)).toEqual(['binaries-not-elf', 'binaries-missing', 'binaries-missing']);
  });
});

describe('a program for this machine', () => {
  // Node itself stands in for etcd: a real program that answers --version.
  it.skipIf(own === null)('is asked for its version', async () => {
    await symlink(process.execPath, path.join(folder, 'etcd'));
    const wanted = { kubernetes: '1.37.1', architecture: own ?? 'amd64', names: ['etcd'], directory: folder };
    const right = await locateBinaries({ ...wanted, etcd: process.versions.node }, cache);
    expect(right.problems).toEqual([]);
    expect(right.found[0]?.bytes).toBeGreaterThan(1_000_000);
    const wrong = await locateBinaries({ ...wanted, etcd: '3.6.16' }, cache);
    expect(wrong.problems.map(({ code }) => code)).toEqual(['binaries-wrong-version']);
    expect(wrong.problems[0]?.what).toContain(process.versions.node);
  });
});

describe('the cache', () => {
  const cached = () => path.join(releaseDirectory(cache, 'kubernetes', '1.37.1', foreign), 'kube-scheduler');

  beforeEach(async () => {
    await writeFile(path.join(folder, 'kube-scheduler'), scheduler());
  });

  it('takes verified binaries over and gives them back without the folder', async () => {
    const fetched = await fetchFromFolder(['kube-scheduler']);
    expect(fetched.added).toEqual(['kube-scheduler']);
    await rm(folder, { recursive: true });
    const { found, problems } = await locate(['kube-scheduler']);
    expect(problems).toEqual([]);
    expect(found[0]).toMatchObject({ path: cached(), origin: 'folder', sha256: sha256(scheduler()) });
  });

  it('is left alone by a second fetch', async () => {
    await fetchFromFolder(['kube-scheduler']);
    expect((await fetchFromFolder(['kube-scheduler'])).added).toEqual([]);
  });

  it('takes nothing when one of the binaries is bad', async () => {
    await writeFile(path.join(folder, 'etcd'), scheduler());
    await writeFile(path.join(folder, 'kube-apiserver'), 'no');
    await expect(fetchFromFolder(['kube-scheduler', 'kube-apiserver'])).rejects.toThrow('kube-apiserver is text');
    expect((await locate(['kube-scheduler'])).problems.map(({ code }) => code)).toEqual(['binaries-missing']);
  });

  it('names a binary that was tampered with, also when it kept its size', async () => {
    await fetchFromFolder(['kube-scheduler']);
    const content = await readFile(cached());
    content[content.length - 1] = 1;
    await writeFile(cached(), content);
    const { problems } = await locate(['kube-scheduler']);
    expect(problems.map(({ code }) => code)).toEqual(['binaries-wrong-digest']);
    expect(problems[0]?.expected).toContain(sha256(scheduler()));
    expect(problems[0]?.what).toContain(sha256(content));
  });

  it('is not fooled by a tampered file with the old modification time', async () => {
    await fetchFromFolder(['kube-scheduler']);
    const content = await readFile(cached());
    content[content.length - 1] = 1;
    await writeFile(cached(), content);
    const record = JSON.parse(await readFile(`${cached()}.json`, 'utf8')) as { stamp: { modifiedMs: number } };
    await utimes(cached(), record.stamp.modifiedMs / 1000, record.stamp.modifiedMs / 1000);
    expect((await locate(['kube-scheduler'])).problems.map(({ code }) => code)).toEqual(['binaries-wrong-digest']);
  });

  it('names a binary that was cut off', async () => {
    await fetchFromFolder(['kube-scheduler']);
    await truncate(cached(), 200);
    expect((await locate(['kube-scheduler'])).problems.map(({ code }) => code)).toEqual(['binaries-truncated']);
  });

  it('mends itself: a bad binary is fetched again', async () => {
    await fetchFromFolder(['kube-scheduler']);
    await truncate(cached(), 200);
    expect((await fetchFromFolder(['kube-scheduler'])).added).toEqual(['kube-scheduler']);
    expect((await locate(['kube-scheduler'])).problems).toEqual([]);
  });

  it('accepts the same bytes under a new time, as after a restore from backup', async () => {
    await fetchFromFolder(['kube-scheduler']);
    await cp(cached(), `${cached()}.copy`);
    await rm(cached());
    await cp(`${cached()}.copy`, cached());
    expect((await locate(['kube-scheduler'])).problems).toEqual([]);
  });
});
