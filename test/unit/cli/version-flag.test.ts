import { describe, expect, it } from 'vitest';
import { Audit } from '../../../src/commands/audit.js';
import { Convert } from '../../../src/commands/convert.js';
import { Diff } from '../../../src/commands/diff.js';
import { Explain } from '../../../src/commands/explain.js';
import { Inspect } from '../../../src/commands/inspect.js';
import { runCommand } from '../../support/run-command.js';

describe('--kubernetes-version', () => {
  it.each([
    ['inspect', Inspect, ['file']],
    ['audit', Audit, ['file']],
    ['diff', Diff, ['a', 'b']],
    ['convert', Convert, ['file', '--to', 'unit']],
    ['explain', Explain, ['profiling']],
  ])('that is none is refused by %s, before anything is read', async (_name, command, args) => {
    const { stdout, exitCode } = await runCommand(command, [...args, '--json', '--kubernetes-version', '1.30.x']);
    const { problems } = JSON.parse(stdout) as { readonly problems: readonly unknown[] };
    expect(problems).toMatchObject([{ code: 'usage-invalid', where: { field: '--kubernetes-version' } }]);
    expect(exitCode).toBe(2);
  });
});
