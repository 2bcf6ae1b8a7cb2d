import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { fakeTransport } from '../../../src/hosts/fake-transport.js';
import { type Recorded, recordingTransport } from '../../../src/hosts/recording-transport.js';

const pem = '-----BEGIN PRIVATE KEY-----\nplanted\n-----END PRIVATE KEY-----\n';

describe('a recording transport', () => {
  it('writes down what was run and what came back, and never the input', async () => {
    const entries: Recorded[] = [];
    const fake = fakeTransport('node1', [{ when: 'cat', then: ({ stdin }) => ({ stdout: stdin, code: 3 }) }]);
    const transport = recordingTransport(fake, (entry) => entries.push(entry));
    const result = await transport.run({ script: 'cat', args: ['a'], stdin: pem, sudo: true });
    expect(result.stdout.toString()).toBe(pem);
    await transport.run({ script: 'cat', stdin: Readable.from([Buffer.from(pem)]) });
    await transport.run({ script: 'cat' });
    expect(entries).toMatchObject([
      {
        kind: 'run',
        host: 'node1',
        script: 'cat',
        args: ['a'],
        sudo: true,
        stdin: { bytes: pem.length },
        result: { code: 3 },
      },
      { stdin: 'stream' },
      { stdin: 'none' },
    ]);
    expect(JSON.stringify(entries)).not.toContain('planted');
  });

  it('writes down a run that failed, and what was dialled', async () => {
    const entries: Recorded[] = [];
    const transport = recordingTransport(fakeTransport('node1', []), (entry) => entries.push(entry));
    await expect(transport.run({ script: 'unknown' })).rejects.toThrow('no answer for: unknown');
    await expect(transport.dial({ host: '127.0.0.1', port: 2379 })).rejects.toThrow('cannot dial');
    expect(entries).toMatchObject([
      { kind: 'run', script: 'unknown' },
      { kind: 'dial', to: '127.0.0.1:2379' },
    ]);
    expect(entries[0]).not.toHaveProperty('result');
  });
});
