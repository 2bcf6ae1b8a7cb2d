import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../support/built-cli.js';
import { runCli, startCli } from '../support/run-cli.js';
import { projectRoot } from '../support/source-files.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const program = `'${process.execPath}' '${path.join(projectRoot, 'bin/run.js')}'`;
let folder: ReturnType<typeof temporaryFolder>;

/** A line of shell in the folder, with `hardway` for the built CLI. */
function shell(line: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const text = line.replaceAll('hardway', program);
  return spawnSync('/bin/bash', ['-c', text], {
    cwd: folder.path,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

beforeAll(() => {
  ensureBuilt();
}, 60_000);
beforeEach(async () => {
  folder = temporaryFolder();
  expect((await runCli(['init', '--name', 'demo', '--master', 'node1=198.51.100.11'], folder.path)).code).toBe(0);
});
afterEach(() => {
  folder.remove();
});

describe('the program', () => {
  it.each([
    ['a reader that goes away early', 'hardway validate --json | true; exit ${PIPESTATUS[0]}', 0],
    [
      'a reader of errors that goes away early',
      'hardway validate -c none 2>&1 >/dev/null | true; exit ${PIPESTATUS[0]}',
      3,
    ],
    ['no stdout', 'hardway validate >&-', 0],
    ['no stderr', 'hardway nothing 2>&-', 2],
    ['no stdin', 'hardway validate <&-', 0],
    ['no HOME', 'env -u HOME hardway validate', 0],
    [
      'an odd time zone, language, terminal and NODE_ENV',
      'TZ=Odd/Zone LC_ALL=tr_TR.UTF-8 NODE_ENV=development TERM=dumb COLUMNS=40 hardway validate',
      0,
    ],
  ])(
    'gets along with %s',
    (_what, line, status) => {
      const run = shell(line);
      expect(run.stderr).toBe('');
      expect(run.status).toBe(status);
    },
    20_000,
  );

  it.each(['', 'inspect', 'pki create', 'lab'])(
    'says the same for "help %s" as with --help',
    (command) => {
      const asked = shell(`hardway help ${command}`);
      expect(asked).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('USAGE') as string });
      expect(asked.stdout).toBe(shell(`hardway ${command} --help`).stdout);
    },
    20_000,
  );

  it.each(['--config', '--pki'])('refuses an empty value of %s instead of taking the default', (flag) => {
    const run = shell(`hardway pki list ${flag} ''`);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain(`${flag} has an empty value`);
  });
});

describe('pki create, interrupted while it makes large keys', () => {
  beforeEach(() => {
    const config = path.join(folder.path, 'cluster.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace('algorithm: ecdsa-p256', 'algorithm: rsa-4096'));
  });

  it('ends with 130 and leaves no store', async () => {
    const { child, ended } = startCli(['pki', 'create'], folder.path);
    while (!existsSync(path.join(folder.path, 'pki'))) await pause(10);
    await pause(200);
    child.kill('SIGINT');
    const run = await ended;
    expect(run.code).toBe(130);
    expect(run.stderr).toMatch(/^error interrupted\n/);
    expect(readdirSync(folder.path)).toEqual(['cluster.yaml']);
  }, 60_000);

  /** What ended a run that was interrupted twice: the second signal itself, or the run, in good order, before it came. */
  async function interruptedTwice(): Promise<NodeJS.Signals | null> {
    const { child, ended } = startCli(['pki', 'create'], folder.path);
    while (!existsSync(path.join(folder.path, 'pki'))) await pause(10);
    await pause(200);
    child.kill('SIGINT');
    await pause(50);
    child.kill('SIGINT');
    await ended;
    rmSync(path.join(folder.path, 'pki'), { recursive: true, force: true });
    return child.signalCode;
  }

  it('ends at once when it is interrupted twice: the second signal ends it, whatever it is at', async () => {
    // The key under way may be ready just then; that this happens every time is not to be believed.
    const signals = [await interruptedTwice(), await interruptedTwice(), await interruptedTwice()];
    expect(signals).toContain('SIGINT');
  }, 120_000);
});
