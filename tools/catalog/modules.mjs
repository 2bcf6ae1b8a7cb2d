// Go modules as the module proxy hands them out.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** Runs the go command; what it printed. */
export async function go(cwd, ...args) {
  const { stdout } = await exec('go', args, {
    cwd,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** Downloads a module, `name@version`: where its files lie (`Dir`, `GoMod`). `folder` must have a go.mod. */
export async function downloadModule(folder, module) {
  return JSON.parse(await go(folder, 'mod', 'download', '-json', module));
}

/** The wanted version of a library, or the nearest patch of the same minor where a proxy does not hand out that one; else null. */
export async function nearest(folder, name, wanted) {
  const [zero, minor, patch] = wanted.split('.').map((part) => Number(part.replace('v', '')));
  const others = Array.from({ length: 2 * patch + 3 }, (_, n) => patch + (n % 2 === 1 ? -1 : 1) * Math.ceil(n / 2));
  for (const other of others.filter((n) => n >= 0)) {
    const version = `v${zero}.${minor}.${other}`;
    const there = await downloadModule(folder, `${name}@${version}`).catch(() => null);
    if (there !== null) return version;
  }
  return null;
}
