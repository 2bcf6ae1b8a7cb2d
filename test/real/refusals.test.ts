import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { realBinary } from '../support/real-binaries.js';
import { refusalCases } from '../support/refusal-cases.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();

/** What a program prints; etcd and the kubelet write some of it as JSON or quoted in a log line. */
function printed(file: string, words: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(file, words, { cwd: folder.path, encoding: 'utf8', timeout: 20_000 });
  return { status, text: `${stdout}${stderr}` };
}

describe('a command line that inspect calls refused is refused by the real program, in these words', () => {
  it.each(refusalCases)('$component $words', async ({ component, words, says }) => {
    const { status, text } = printed(await realBinary(component), words);
    expect(status).toBeGreaterThan(0);
    const inLog = says.replaceAll('"', '\\"');
    expect(text.includes(says) || text.includes(inLog), text.slice(0, 2000)).toBe(true);
  });
});
