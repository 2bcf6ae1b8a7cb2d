import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../kernel/clock.js';
import { go, type GoRun } from './go-command.js';
import { etcdGoMod, kubernetesGoMod, linkerFlags, readKubernetesModule, toolsFile } from './go-module.js';
import type { BinarySource, SourceRequest } from './source.js';

async function goMod(request: SourceRequest, run: GoRun): Promise<string> {
  if (request.project === 'etcd') return etcdGoMod(request.version);
  const download = JSON.parse(await go(['mod', 'download', '-json', `k8s.io/kubernetes@v${request.version}`], run)) as {
    readonly GoMod: string;
  };
  return kubernetesGoMod(
    request.version,
    readKubernetesModule(await go(['mod', 'edit', '-json', download.GoMod], run)),
  );
}

async function buildAll(request: SourceRequest, run: GoRun, clock: Clock): Promise<void> {
  const started = clock.now().getTime();
  const elapsed = () => `${Math.round((clock.now().getTime() - started) / 1000)} s`;
  const label = `${request.project} ${request.version} linux-${request.architecture}`;

  request.progress(`${label}: downloading Go modules`);
  // `go mod download` wants to be outside of a module that is not complete yet.
  const content = await goMod(request, run);
  await writeFile(path.join(run.directory, 'go.mod'), content);
  await writeFile(path.join(run.directory, 'tools.go'), toolsFile(request.programs));
  await go(['mod', 'tidy'], run);
  for (const [i, { name, goPackage }] of request.programs.entries()) {
    const first =
      i === 0 && request.project === 'kubernetes' ? ' (the first takes minutes, the others share its work)' : '';
    request.progress(`${label}: building ${name}, ${i + 1} of ${request.programs.length}, ${elapsed()} so far${first}`);
    const output = path.join(request.into, name);
    const flags = ['-trimpath', '-buildvcs=false', '-ldflags', linkerFlags(request.project, request.version)];
    await go(['build', ...flags, '-o', output, goPackage], run);
  }
  request.progress(`${label}: built ${request.programs.length} in ${elapsed()}`);
}

/** Builds programs from the Go modules of their project, with the Go toolchain of this machine. */
export function goSource(clock: Clock): BinarySource {
  return {
    origin: 'source',
    async obtain(request: SourceRequest): Promise<void> {
      const directory = await mkdtemp(path.join(tmpdir(), 'hardway-build-'));
      const { architecture, signal } = request;
      try {
        await buildAll(request, { directory, architecture, ...(signal === undefined ? {} : { signal }) }, clock);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}
