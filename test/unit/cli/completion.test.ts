import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { completionScript, type CompletableCommand } from '../../../src/cli/completion.js';

const output = { name: 'output', char: 'o', options: ['text', 'json'], summary: "how to print; it's text by default" };
const commands: readonly CompletableCommand[] = [
  { path: 'validate', summary: 'Check the config.', flags: [output] },
  { path: 'pki create', summary: 'Make what is missing.', flags: [output, { name: 'yes', summary: 'do not ask' }] },
  { path: 'pki list', summary: 'List.', flags: [output] },
];

/** What bash offers after the words, the last of which is being typed. */
function offered(words: readonly string[]): string[] {
  const script = `${completionScript('bash', 'hardway', commands)}
COMP_WORDS=(hardway ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
_hardway; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
}

describe('shell completion', () => {
  it('offers topics and commands', () => {
    expect(offered([''])).toEqual(['pki', 'validate']);
    expect(offered(['pki', ''])).toEqual(['create', 'list']);
    expect(offered(['pki', 'cr'])).toEqual(['create']);
  });

  it('offers the flags of the command at hand', () => {
    expect(offered(['pki', 'create', '--'])).toEqual(['--output', '--yes']);
    expect(offered(['validate', '--'])).toEqual(['--output']);
  });

  it('offers the values of a closed set', () => {
    expect(offered(['pki', 'list', '--output', ''])).toEqual(['text', 'json']);
    expect(offered(['pki', 'list', '-o', 'j'])).toEqual(['json']);
  });

  it('is accepted by bash for every shell that can be checked here', () => {
    const script = completionScript('bash', 'hardway', commands);
    expect(() => execFileSync('bash', ['-n'], { input: script })).not.toThrow();
    expect(completionScript('zsh', 'hardway', commands)).toContain('bashcompinit');
  });

  it('quotes summaries for fish', () => {
    expect(completionScript('fish', 'hardway', commands)).toContain("-d 'how to print; it\\'s text by default'");
  });
});
