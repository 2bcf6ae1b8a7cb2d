import { describe, expect, it } from 'vitest';
import judged from '../fixtures/formats/judged-units.json' with { type: 'json' };
import { judgedUnits, judgeScript } from '../support/judge-units.js';
import { noLab, withLab } from '../support/lab-hosts.js';
import { unitCases } from '../support/unit-cases.js';

describe.skipIf(noLab)('the systemd of a lab host', () => {
  const lab = withLab(1);

  it('still answers every case as it is recorded, so that the record can be trusted', async () => {
    const script = Buffer.from(judgeScript(unitCases)).toString('base64');
    await lab().on(1, `base64 -d > /root/judge.sh <<'EOF'\n${script}\nEOF`, 'root');
    const { stdout } = await lab().on(1, 'sh /root/judge.sh; rm /root/judge.sh', 'root');
    expect(judgedUnits(stdout)).toEqual(judged);
  });
});
