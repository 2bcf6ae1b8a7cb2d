import { Config } from '@oclif/core/config';
import { describe, expect, it } from 'vitest';
import { HardwayHelp } from '../../../src/cli/help.js';
import { projectRoot } from '../../support/source-files.js';

class ToldHelp extends HardwayHelp {
  told(id: string): string {
    const command = this.config.findCommand(id, { must: true });
    return this.formatCommand(command).replaceAll(/\u001b\[[0-9;]*m/g, '');
  }
}

async function helps(maxWidth: number): Promise<ReadonlyMap<string, string>> {
  const config = await Config.load(projectRoot);
  const help = new ToldHelp(config, { maxWidth });
  return new Map(config.commandIDs.map((id) => [id, help.told(id)]));
}

/** Examples are to be copied, and stay in one line. */
function withoutExamples(text: string): readonly string[] {
  return text.replace(/^EXAMPLES$[\s\S]*?^(?=EXIT CODES$)/m, '').split('\n');
}

describe('the help of every command', () => {
  it('fits 80 columns', async () => {
    const long = [...(await helps(80))].flatMap(([id, text]) =>
      withoutExamples(text)
        .filter((line) => line.length > 80)
        .map((line) => `${id}: ${line}`),
    );
    expect(long).toEqual([]);
  });

  it('breaks no name and no value in two', async () => {
    const [narrow, wide] = [await helps(80), await helps(1000)];
    const words = (text: string): readonly string[] => withoutExamples(text).join(' ').split(/\s+/);
    for (const [id, text] of narrow) expect([id, words(text)]).toEqual([id, words(wide.get(id) ?? '')]);
  });

  it('fills the lines of its description', async () => {
    for (const [id, text] of await helps(80)) {
      const lines = /^DESCRIPTION$\n([\s\S]*?)\n\n/m.exec(text)?.[1]?.split('\n') ?? [];
      const early = lines.slice(0, -1).filter((line, i) => {
        const [next = ''] = (lines[i + 1] ?? '').trim().split(' ');
        return line.length + 1 + next.length <= 78;
      });
      expect([id, early]).toEqual([id, []]);
    }
  });

  it('tells the values of a flag that has many', async () => {
    const text = (await helps(80)).get('audit') ?? '';
    expect(text).toContain('--component=COMPONENT');
    expect(text).toMatch(
      /one of: etcd, kube-apiserver, kube-controller-manager, kube-scheduler,\n +kubelet, kube-proxy/,
    );
    expect(text).toContain('--severity=critical|high|medium|low');
  });
});
