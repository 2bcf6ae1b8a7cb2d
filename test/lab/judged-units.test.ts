import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import judged from '../fixtures/formats/judged-units.json' with { type: 'json' };
import { judgedUnits, judgeScript } from '../support/judge-units.js';
import { noLab, withLab } from '../support/lab-hosts.js';
import { unitCases } from '../support/unit-cases.js';

describe.skipIf(noLab)('the systemd of a lab host', () => {
  const lab = withLab(1);

  it('still answers every case as it is recorded, so that the record can be trusted', async () => {
    // One argument of a command line holds 128 KiB.
    const script = gzipSync(judgeScript(unitCases)).toString('base64');
    const { stdout } = await lab().on(
      1,
      `echo ${script} | base64 -d | gunzip > /root/judge.sh; sh /root/judge.sh`,
      'root',
    );
    expect(judgedUnits(stdout)).toEqual(judged);
  });
});
