import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInput } from '../../../src/app/read-input.js';
import { Validate } from '../../../src/commands/validate.js';
import { HardwayError } from '../../../src/kernel/problem.js';
import { runCommand } from '../../support/run-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { configWith, goodConfig } from './config-text.js';

const folder = temporaryFolder();
const at = (name: string): string => path.join(folder.path, name);

beforeAll(() => {
  chmodSync(folder.path, 0o755);
  mkdirSync(at('folder'));
  execFileSync('mkfifo', [at('fifo')]);
  writeFileSync(at('huge'), '');
  truncateSync(at('huge'), 1024 ** 3);
  symlinkSync(at('loop-b'), at('loop-a'));
  symlinkSync(at('loop-a'), at('loop-b'));
  writeFileSync(at('good'), goodConfig);
  symlinkSync(at('good'), at('link'));
  symlinkSync('/dev/zero', at('zero'));
  writeFileSync(at('secret'), goodConfig);
  chmodSync(at('secret'), 0);
  writeFileSync(at('utf16'), Buffer.from(`\ufeff${goodConfig}`, 'utf16le'));
  writeFileSync(at('latin1'), Buffer.from(configWith({ ops: 'jürgen' }), 'latin1'));
  writeFileSync(at('cut'), Buffer.concat([Buffer.from('# gr\u00fc'), Buffer.from([0xe2, 0x82])]));
  writeFileSync(at('surrogate'), Buffer.concat([Buffer.from('a: '), Buffer.from([0xed, 0xa0, 0x80])]));
  writeFileSync(at('binary'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 255]));
  writeFileSync(at('bad'), configWith({ demo: 'De mo' }));
});

afterAll(() => {
  folder.remove();
});

/** Root may read everything, so it steps back for a moment. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** Validates a file both ways; they must agree, be quick, print in one place only, and write nothing. */
async function refused(file: string): Promise<string> {
  const before = readdirSync(folder.path);
  const start = process.cpuUsage();
  const text = await runCommand(Validate, ['--config', file]);
  const json = await runCommand(Validate, ['--config', file, '--json']);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(4000);
  expect([text.exitCode, json.exitCode], file).toEqual([3, 3]);
  expect([text.stdout, json.stderr], file).toEqual(['', '']);
  const { schemaVersion, problems } = JSON.parse(json.stdout) as {
    schemaVersion: number;
    problems: readonly { what: string }[];
  };
  expect(schemaVersion).toBe(1);
  for (const { what } of problems) expect(text.stderr).toContain(what);
  expect(readdirSync(folder.path)).toEqual(before);
  return problems.map(({ what }) => what).join('\n');
}

describe('files that are no config', () => {
  it('row 10: refuses what is not a regular file of a sensible size, before reading it', async () => {
    expect(await refused(at('folder'))).toBe('this is a folder');
    expect(await refused(at('fifo'))).toBe('this is a FIFO');
    expect(await refused('/dev/zero')).toBe('this is a device');
    expect(await refused(at('zero'))).toBe('this is a device');
    expect(await refused(at('huge'))).toBe('the file has 1024 MiB; at most 1 MiB are read');
    expect(await refused(at('missing'))).toBe('the file cannot be read: there is no such file');
    expect(await refused(`${at('good')}/x`)).toBe('the file cannot be read: a part of the path is not a folder');
  });

  it('row 10: says that a file may not be read', async () => {
    const refusal = asNobody(() => readInput(at('secret'), { maxBytes: 10_000, code: 'config-unreadable' }));
    await expect(refusal).rejects.toThrow('the file cannot be read: it may not be read by this user');
  });

  it('row 12: shows the offset of the first byte that is not UTF-8', async () => {
    expect(await refused(at('utf16'))).toBe(
      'the byte at offset 0 is not UTF-8; the file looks like UTF-16 (little-endian)',
    );
    const offset = Buffer.from(configWith({ ops: 'jürgen' }), 'latin1').indexOf(0xfc);
    expect(await refused(at('latin1'))).toBe(`the byte at offset ${offset} is not UTF-8`);
    expect(await refused(at('cut'))).toBe('the byte at offset 6 is not UTF-8');
    expect(await refused(at('surrogate'))).toMatch(/^the byte at offset [34] is not UTF-8$/);
    expect(await refused(at('binary'))).toBe('the byte at offset 8 is not UTF-8');
  });

  it('row 22: follows a link, and ends where links go round', async () => {
    expect((await runCommand(Validate, ['--config', at('link')])).exitCode).toBe(0);
    expect(await refused(at('loop-a'))).toBe('the file cannot be read: its symbolic links go round in a circle');
  });

  it('never reads standard input by accident', async () => {
    expect(await refused('-')).toBe('this is not read from standard input');
    async function* stdin(): AsyncGenerator<Buffer> {
      yield* [Buffer.from('a'), await Promise.resolve(Buffer.from('b'))];
    }
    expect((await readInput('-', { maxBytes: 2, stdin: stdin() })).bytes.toString()).toBe('ab');
    await expect(readInput('-', { maxBytes: 1, stdin: stdin() })).rejects.toThrow(HardwayError);
  });

  it('says the same with and without --json', async () => {
    expect(await refused(at('bad'))).toContain('the name "De mo" of the cluster');
  });
});

describe('a valid config', () => {
  it('is described, as text and as JSON', async () => {
    const text = await runCommand(Validate, ['--config', at('good')]);
    expect(text.stderr).toBe('');
    expect(text.stdout).toContain('is valid: cluster demo');
    expect(text.stdout).toContain('3 members: 2 must be healthy, 1 may fail');
    const json = await runCommand(Validate, ['--config', at('good'), '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      schemaVersion: 1,
      valid: true,
      problems: [],
      cluster: { name: 'demo', masters: 3, quorum: { members: 3, needed: 2, tolerated: 1 } },
    });
  });
});
