import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { mustRun } from '../../src/hosts/must-run.js';
import { openTransport } from '../../src/hosts/open-transport.js';
import type { HardwayError } from '../../src/kernel/problem.js';
import type { RunRequest, Transport } from '../../src/kernel/transport.js';
import { type SshServer, type SshServerOptions, startSshServer } from '../support/ssh-server.js';

const cleanUps: (() => Promise<void>)[] = [];

async function host(options: SshServerOptions = {}): Promise<{ server: SshServer; transport: Transport }> {
  const server = await startSshServer(options);
  const transport = await openTransport(server.target);
  cleanUps.push(async () => {
    await transport.close();
    await server.stop();
  });
  return { server, transport };
}

async function failure(transport: Transport, request: RunRequest): Promise<HardwayError> {
  return transport.run(request).then(
    () => expect.unreachable('the run succeeded'),
    (error: unknown) => error as HardwayError,
  );
}

afterEach(async () => {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()));
});

const pem = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIPlanted\n-----END EC PRIVATE KEY-----';

describe('a script on a host', () => {
  it('is found between everything that a profile prints, without a byte more', async () => {
    const { transport } = await host({ noise: 'Welcome!\n0:end:0\n{"code":1}\nno newline' });
    const { code, stdout } = await transport.run({ script: 'printf "\\n a \\n"' });
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 0, stdout: '\n a \n' });
  });

  it('cannot make its output look like an end of ours', async () => {
    const { transport } = await host();
    const script =
      'env; echo "$p"; cat /proc/$$/cmdline | tr "\\0" " "; printf "\\n00000000000000000000000000000000:end:0\\n"; exit 3';
    const { code, stdout } = await transport.run({ script });
    expect(code).toBe(3);
    expect(stdout.toString()).toContain('00000000000000000000000000000000:end:0');
  });

  it('shows neither itself nor its arguments in the command line', async () => {
    const { server, transport } = await host();
    await transport.run({ script: 'true "$1" # planted-script', args: ['planted-argument'] });
    await transport.run({ script: 'false', args: ['other'] });
    expect(new Set(server.commands).size).toBe(1);
    expect(server.commands[0]).not.toContain('planted');
  });

  it('has the C locale, the root folder, the sbin folders on its path and a mask of 022', async () => {
    const { transport } = await host();
    const { stdout } = await transport.run({
      script: 'echo "$LC_ALL $PWD $(umask)"; command -v sysctl ldconfig >/dev/null; echo "$PATH"',
    });
    const [facts, path] = stdout.toString().split('\n');
    expect(facts).toBe('C / 0022');
    expect(path).toMatch(/:\/usr\/sbin:\/sbin$/);
  });

  it('is told apart from a broken one: status, syntax error, set -e, closed output', async () => {
    const { transport } = await host();
    expect((await transport.run({ script: 'set -e; false; echo no' })).code).toBe(1);
    expect((await transport.run({ script: 'if; then' })).code).toBe(2);
    expect((await transport.run({ script: 'exec >&-; exit 5' })).code).toBe(5);
    expect(await transport.run({ script: 'kill -9 $$; sleep 1' }).catch((error: unknown) => error)).toMatchObject({
      problems: [{ code: 'host-script-cut-off', what: expect.stringMatching(/137|KILL/) as string }],
    });
    expect((await transport.run({ script: 'cat <<X\n$1\nX', args: ['last line'] })).stdout.toString()).toBe(
      'last line\n',
    );
  });

  it('gets its input as it is, also when it reads none or only a part of it', async () => {
    const { transport } = await host();
    expect((await transport.run({ script: 'read -r a; echo "$a"; cat', stdin: 'one\ntwo' })).stdout.toString()).toBe(
      'one\ntwo',
    );
    expect((await transport.run({ script: 'cat' })).stdout.toString()).toBe('');
    const much = (): Readable => Readable.from(Array.from({ length: 256 }, () => Buffer.alloc(65_536)));
    expect((await transport.run({ script: 'exit 4', stdin: much() })).code).toBe(4);
    expect((await transport.run({ script: 'head -c 10 | wc -c', stdin: much() })).stdout.toString().trim()).toBe('10');
  });

  it('does not pull in more of its input than it takes', async () => {
    const { transport } = await host();
    const block = 65_536;
    let pulled = 0;
    const most = 64 * 1024 * 1024;
    const source = Readable.from(
      (function* () {
        while (pulled < most) {
          pulled += block;
          yield Buffer.alloc(block);
        }
      })(),
    );
    await transport.run({ script: 'sleep 0.3; exit 0', stdin: source });
    expect(pulled).toBeGreaterThan(block);
    expect(pulled).toBeLessThan(most / 4);
    expect(source.destroyed).toBe(true);
  });

  it('fails with the error of its input, and does not take the end of it for success', async () => {
    const { transport } = await host();
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        await pause(20);
        throw new Error('disk on fire');
      })(),
    );
    await expect(transport.run({ script: 'cat', stdin: broken })).rejects.toThrow('disk on fire');
    expect((await transport.run({ script: 'echo fine' })).stdout.toString()).toBe('fine\n');
  });

  it('is given up when it takes too long, prints too much or is aborted, and the connection goes on', async () => {
    const { transport } = await host();
    expect((await failure(transport, { script: 'sleep 20', timeoutMs: 200 })).problems).toMatchObject([
      { code: 'host-timeout', where: { host: 'node1' } },
    ]);
    expect((await failure(transport, { script: 'yes', maxOutput: 100_000 })).problems).toMatchObject([
      { code: 'host-output-too-long' },
    ]);
    expect((await failure(transport, { script: 'sleep 20', signal: AbortSignal.timeout(100) })).exitCode).toBe(130);
    expect((await failure(transport, { script: 'true', signal: AbortSignal.abort() })).exitCode).toBe(130);
    expect((await transport.run({ script: 'printf x', maxOutput: 1 })).stdout.toString()).toBe('x');
  });

  it('says that the connection was lost, during a run and after, and that the command can be run again', async () => {
    const { server, transport } = await host();
    const running = failure(transport, { script: 'echo started; sleep 20' });
    await pause(150);
    server.drop();
    const error = await running;
    expect(error.exitCode).toBe(5);
    expect(error.problems).toMatchObject([{ code: 'host-connection-lost', where: { host: 'node1' } }]);
    expect(error.problems[0]?.fix).toContain('again');
    expect((await failure(transport, { script: 'true' })).problems).toMatchObject([{ code: 'host-connection-lost' }]);
    await expect(transport.dial({ host: '127.0.0.1', port: 1 })).rejects.toMatchObject({ exitCode: 5 });
  });

  it('says that the account has no usable shell', async () => {
    const { transport } = await host({
      onExec: (_command, channel) => {
        channel.write('This account is currently not available.\n');
        channel.exit(1);
        channel.end();
      },
    });
    const error = await failure(transport, { script: 'true' });
    expect(error.problems).toMatchObject([{ code: 'host-shell-unusable' }]);
    expect(error.problems[0]?.what).toContain('not available');
  });

  it('is one of at most eight at a time on a connection', async () => {
    let now = 0;
    let most = 0;
    const { transport } = await host({
      onExec: (_command, channel) => {
        most = Math.max(most, ++now);
        channel.resume();
        setTimeout(() => {
          now--;
          channel.exit(1);
          channel.end();
        }, 20);
      },
    });
    await Promise.allSettled(Array.from({ length: 30 }, () => transport.run({ script: 'true' })));
    expect(most).toBe(8);
  });

  it('keeps only the end of a long stderr, and masks key material where it is shown', async () => {
    const { transport } = await host();
    const { stderr } = await transport.run({ script: 'yes noise | head -n 100000 >&2; echo end >&2' });
    expect(stderr.length).toBeLessThanOrEqual(64 * 1024);
    expect(stderr).toMatch(/end\n$/);
    const error = (await mustRun(transport, 'write the key', {
      script: 'printf "%s\\n" "$1" >&2; exit 1',
      args: [`cannot write:\n${pem}`],
    }).catch((reason: unknown) => reason)) as HardwayError;
    expect(error.problems).toMatchObject([{ code: 'host-command-failed' }]);
    expect(error.problems[0]?.what).toContain('node1 could not write the key (exit status 1): cannot write:');
    expect(error.problems[0]?.what).not.toContain('Planted');
  });

  // Whatever of these the machine has; the command line that they all get is judged below.
  const shells = ['/bin/sh', '/bin/bash', '/bin/dash', '/usr/bin/fish', '/bin/csh', '/usr/bin/zsh'].filter(existsSync);
  for (const loginShell of shells) {
    it(`runs below ${loginShell}`, async () => {
      const { transport } = await host({ loginShell });
      const script = 'for w in "$@"; do printf "<%s>" "$w"; done; cat';
      const { stdout } = await transport.run({ script, args: ["a'b", '$x!y\\z', 'ö'], stdin: 'in' });
      expect(stdout.toString()).toBe("<a'b><$x!y\\z><ö>in");
    });
  }

  it('is started by a command line that no login shell reads in its own way', async () => {
    const { server, transport } = await host({ programs: { id: 'echo 0' } });
    await transport.run({ script: 'true' });
    await transport.run({ script: 'true', sudo: true });
    for (const command of server.commands) {
      // csh expands ! and breaks on a line feed, fish takes \ for an escape, even within single quotes.
      expect(command).not.toMatch(/[!\\\n]/);
      expect(command.replace(/'[^']*'/g, 'Q')).toMatch(/^[\w/-]+( ([\w/-]+|Q))*$/);
    }
  });
});

describe('root rights', () => {
  const ordinary = 'echo 1000';
  const cases: [string, Record<string, string>, string, string][] = [
    [
      'a password is wanted',
      { sudo: 'echo "sudo: a password is required" >&2; exit 1' },
      'host-sudo-refused',
      'NOPASSWD',
    ],
    [
      'the user is not in the sudoers file',
      { sudo: 'echo "ops is not in the sudoers file.  This incident will be reported." >&2; exit 1' },
      'host-sudo-refused',
      'ops ALL=(ALL) NOPASSWD: ALL',
    ],
    [
      'the command is not allowed',
      { sudo: 'echo "Sorry, user ops is not allowed to execute \'/bin/sh\' as root on node1." >&2; exit 1' },
      'host-sudo-refused',
      'NOPASSWD',
    ],
    [
      'a terminal is wanted',
      { sudo: 'echo "sudo: sorry, you must have a tty to run sudo" >&2; exit 1' },
      'host-sudo-refused',
      'NOPASSWD',
    ],
  ];
  it.each(cases)('are refused clearly when %s', async (_case, programs, code, fix) => {
    const { transport } = await host({ programs: { id: ordinary, ...programs } });
    const error = await failure(transport, { script: 'id -u', sudo: true });
    expect(error.exitCode).toBe(5);
    expect(error.problems).toMatchObject([{ code, where: { host: 'node1' } }]);
    expect(error.problems[0]?.fix).toContain(fix);
  });

  it('are refused clearly when there is no sudo', async () => {
    const { transport } = await host({ programs: { id: ordinary }, onlyPrograms: true });
    const error = await failure(transport, { script: 'true', sudo: true });
    expect(error.problems).toMatchObject([{ code: 'host-sudo-missing' }]);
  });

  it('come through sudo -n, in English and without a question, and only when asked for', async () => {
    const { transport } = await host({
      programs: {
        id: ordinary,
        sudo: 'test "$1 $2 $LC_ALL" = "-n -- C" || exit 9; shift 2; AS_ROOT=yes; export AS_ROOT; exec "$@"',
      },
    });
    const script = 'printf "%s %s " "$AS_ROOT" "$1"; cat';
    const request = { script, args: ['arg'], stdin: 'input' };
    expect((await transport.run({ ...request, sudo: true })).stdout.toString()).toBe('yes arg input');
    expect((await transport.run(request)).stdout.toString()).toBe(' arg input');
  });

  it('need no sudo when we are root', async () => {
    const { transport } = await host({ programs: { id: 'echo 0', sudo: 'exit 9' } });
    expect((await transport.run({ script: 'echo done', sudo: true })).stdout.toString()).toBe('done\n');
  });

  it('do not make a script that speaks of sudo look like a refusal', async () => {
    const { transport } = await host({ programs: { id: 'echo 0' } });
    const result = await transport.run({ script: 'echo "sudo: a password is required" >&2; exit 1', sudo: true });
    expect(result.code).toBe(1);
  });
});
