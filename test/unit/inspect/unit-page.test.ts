import { describe, expect, it } from 'vitest';
import { readPageCommand } from '../../../src/inspect/unit-page.js';

const read = (text: string) => readPageCommand(text, (name) => ['profiling', 'secure-port'].includes(name));

describe('a unit in a block of code of a page', () => {
  it.each(['```', '~~~~', '  ```  '])('ends where the block ends: %j', (fence) => {
    const command = read(`ExecStart=/kube-apiserver --profiling=false \\\n  --secure-port=6443\n${fence}\nand so on`);
    expect(command?.words.map(({ text }) => text)).toEqual([
      '/kube-apiserver',
      '--profiling=false',
      '--secure-port=6443',
    ]);
    expect(command?.truncated).toBe(false);
  });

  it('is cut off when its last line asks for another one', () => {
    const command = read('ExecStart=/kube-apiserver --profiling=false \\\n```\nand so on');
    expect(command?.words.map(({ text }) => text)).toEqual(['/kube-apiserver', '--profiling=false']);
    expect(command?.truncated).toBe(true);
  });
});
