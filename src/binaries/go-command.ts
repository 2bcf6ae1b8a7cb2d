import { execa } from 'execa';
import { fail } from '../kernel/problem.js';
import type { Architecture } from './program.js';

/** How Go is run for one build. */
export interface GoRun {
  readonly directory: string;
  readonly architecture: Architecture;
  readonly signal?: AbortSignal;
}

/** Runs `go` and returns its stdout; a failure becomes a problem with the last lines that Go said. */
export async function go(args: readonly string[], run: GoRun): Promise<string> {
  const result = await execa('go', args, {
    cwd: run.directory,
    env: { CGO_ENABLED: '0', GOOS: 'linux', GOARCH: run.architecture, GOWORK: 'off' },
    stdin: 'ignore',
    reject: false,
    ...(run.signal === undefined ? {} : { cancelSignal: run.signal }),
  });
  if (result.isCanceled) {
    fail('interrupted', {
      what: 'The build was interrupted.',
      fix: 'Run the same command again: Go keeps what it has compiled.',
    });
  }
  if (result.code === 'ENOENT') {
    fail('binaries-needs-go', {
      what: 'There is no `go` on the PATH.',
      expected: 'Go as new as the go.mod of the Kubernetes release asks for (1.37 asks for Go 1.26)',
      fix: 'Install Go from https://go.dev/dl, or use `hardway binaries fetch --from DIR` with binaries that exist.',
    });
  }
  if (result.exitCode !== 0) {
    const said = result.stderr.trim().split('\n').slice(-6).join('\n');
    fail('binaries-build-failed', {
      what: `\`go ${args.slice(0, 2).join(' ')}\` failed: ${said}`,
      fix: 'The module proxy must be reachable (GOPROXY), the Go version new enough, and a few gigabytes of disk free.',
    });
  }
  return result.stdout;
}
