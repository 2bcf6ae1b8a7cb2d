import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './source-files.js';

const built = path.join(projectRoot, 'dist/main.js');

function newestSource(): number {
  const files = readdirSync(path.join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((file) => statSync(path.join(projectRoot, 'src', file)).mtimeMs));
}

/** Builds the CLI unless the build is there and newer than every source, so that no test runs what is outdated. */
export function ensureBuilt(): void {
  if (existsSync(built) && statSync(built).mtimeMs > newestSource()) return;
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: projectRoot });
}
