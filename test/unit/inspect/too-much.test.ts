import { describe, expect, it } from 'vitest';
import { inspectShape } from '../../support/shape-fixture.js';

const flags = (count: number, joint: string): string =>
  Array.from({ length: count }, (_, i) => `--flag-${i}=x`).join(joint);

async function read(text: string) {
  const { components, problems } = await inspectShape(text);
  const [first] = components;
  const all = [...problems, ...(first?.problems ?? [])];
  const cut = all.filter(({ code }) => code === 'input-truncated').map(({ what }) => what);
  return { components, first, count: Object.keys(first?.flags ?? {}).length, cut, codes: all.map(({ code }) => code) };
}

describe('of a command line that is too long the beginning is read, and the rest is counted', () => {
  const words = 6_000;
  const list = flags(words, '\n').replaceAll(/^/gm, '    - ');

  it.each([
    ['a cmdline', `kube-apiserver\0${flags(words, '\0')}\0`],
    ['a line of ps', `root 7 1 0 10:00 ? 00:00:01 kube-apiserver ${flags(words, ' ')}\n`],
    ['a unit', `[Service]\nExecStart=/bin/kube-apiserver ${flags(words, ' \\\n')}\n`],
    ['a manifest', `kind: Pod\nspec:\n  containers:\n  - command: [kube-apiserver]\n    args:\n${list}\n`],
  ])('in %s', async (_what, text) => {
    const { first, count, cut } = await read(text);
    expect(first?.incomplete).toBe(true);
    expect(Math.abs(count - 5_000)).toBeLessThanOrEqual(1);
    expect(cut).toContain('the command line has 6000 words; the first 5000 are read');
  });
});

describe('a unit with a line of more than 1 MiB', () => {
  const tail = '\n[Install]\nWantedBy=multi-user.target\n';

  it.each([
    [
      'over many lines',
      `[Service]\nExecStart=/bin/kube-apiserver --v=1 ${'\\\n'.padStart(1_000).repeat(1_100)}--v=9${tail}`,
    ],
    ['in one', `[Service]\nExecStart=/bin/kube-apiserver --v=1 --audit-log-path=${'x'.repeat(1 << 20)}${tail}`],
  ])('%s is refused by systemd, which says so; what it reads is told', async (_what, text) => {
    const { first, cut, codes } = await read(text);
    expect(first?.flags.v?.value).toBe('1');
    expect(first?.incomplete).toBe(true);
    expect(codes.filter((code) => code === 'input-unit-refused')).toHaveLength(1);
    expect(cut[0]).toContain('longer than the 1 MiB that systemd reads');
  });

  it('has its limit where that of systemd 252 is', async () => {
    const line = (length: number): string =>
      `ExecStart=/bin/kube-apiserver --v=1 --audit-log-path=`.padEnd(length, 'x');
    expect((await read(`[Service]\n${line(1024 * 1024 - 1)}\n`)).codes).not.toContain('input-unit-refused');
    expect((await read(`[Service]\n${line(1024 * 1024)}\n`)).codes).toContain('input-unit-refused');
  });
});

describe('of too many', () => {
  it('lines that systemd ignores the first are named', async () => {
    const { codes } = await read(`[Service]\nExecStart=/bin/kube-apiserver --v=1\n\n${'--x\n'.repeat(5_000)}`);
    const ignored = codes.filter((code) => code === 'input-ignored-line').length;
    expect(ignored).toBeGreaterThan(10);
    expect(ignored).toBeLessThanOrEqual(1_000);
  });

  it('processes the first are read', async () => {
    const row = (i: number): string => `root ${i} 1 0 10:00 ? 00:00:01 kube-apiserver --v=${i}\n`;
    const { components, cut } = await read(Array.from({ length: 3_000 }, (_, i) => row(i + 1)).join(''));
    expect(components).toHaveLength(500);
    expect(cut).toEqual(['there are more components in it than the first 500, which are read']);
  });

  it('heredocs the first are read, and that something is left out is said', async () => {
    const heredoc = (text: string): string => `cat <<EOF > /etc/systemd/system/x.service\n${text}EOF\n`;
    const unit = heredoc('[Service]\nExecStart=/bin/kube-apiserver --v=1\n');
    const script = `#!/bin/sh\n${unit}${heredoc('x\n').repeat(1_100)}kube-scheduler --v=2\n`;
    const { components, cut } = await read(script);
    expect(components.map(({ component, incomplete }) => [component, incomplete])).toEqual([['kube-apiserver', true]]);
    expect(cut[0]).toContain('longer than any that somebody wrote');
  });

  it('lines of a command on a page the first are read', async () => {
    const page = `[Service]\nExecStart=/bin/kube-apiserver --v=1 --enable-admission-plugins=A,\n${'B,\n'.repeat(11_000)}--profiling=false\n`;
    const { first } = await read(page);
    expect(first?.incomplete).toBe(true);
    expect(first?.flags.profiling).toBeUndefined();
  });
});
