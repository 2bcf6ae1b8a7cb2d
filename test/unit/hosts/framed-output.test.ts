import { describe, expect, it } from 'vitest';
import { readFrame } from '../../../src/hosts/framed-output.js';

const read = (text: string): unknown => {
  const frame = readFrame(Buffer.from(text), 'm');
  return frame.state === 'done' ? { code: frame.code, stdout: frame.stdout.toString() } : frame.state;
};

describe('framed output', () => {
  it('is what lies between start and end', () => {
    expect(read('\nm:start\n\nm:end:0\n')).toEqual({ code: 0, stdout: '' });
    expect(read('\nm:start\nout\nm:end:12\n')).toEqual({ code: 12, stdout: 'out' });
    expect(read('motd\n\nm:start\nout\n\nm:end:255\nlogout\n')).toEqual({ code: 255, stdout: 'out\n' });
  });

  it('goes to the last end, so that a copy of the marker in the output ends nothing', () => {
    expect(read('\nm:start\na\nm:end:0\nb\nm:end:1\n')).toEqual({ code: 1, stdout: 'a\nm:end:0\nb' });
  });

  it('is cut off when the end is missing or incomplete', () => {
    expect(read('\nm:start\nout')).toBe('cut-off');
    expect(read('\nm:start\nout\nm:end:')).toBe('cut-off');
    expect(read('\nm:start\nout\nm:end:1')).toBe('cut-off');
    expect(read('\nm:end:0\n\nm:start\n')).toBe('cut-off');
  });

  it('has not started when there is no start', () => {
    expect(read('Permission denied')).toBe('not-started');
    expect(read('m:start\nno line feed before')).toBe('not-started');
  });
});
