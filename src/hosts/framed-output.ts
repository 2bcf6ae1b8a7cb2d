/** What came back of a run, cut out of everything else that was printed around it. */
export type Framed =
  | { readonly state: 'done'; readonly code: number; readonly stdout: Buffer }
  /** The script began, its end was not seen. */
  | { readonly state: 'cut-off' }
  /** The script never began; what was printed instead. */
  | { readonly state: 'not-started'; readonly noise: Buffer };

/**
 * Finds the output of a script between its start and end line. Whatever a profile prints before is skipped. The last end
 * line counts, so that a script which got hold of the marker could still not make its output end early.
 */
export function readFrame(output: Buffer, marker: string): Framed {
  const startLine = `\n${marker}:start\n`;
  const start = output.indexOf(startLine);
  if (start === -1) return { state: 'not-started', noise: output };
  const begin = start + startLine.length;
  const endMark = `\n${marker}:end:`;
  const end = output.lastIndexOf(endMark);
  if (end < begin) return { state: 'cut-off' };
  const status = /^(\d{1,3})\n/.exec(
    output.subarray(end + endMark.length, end + endMark.length + 4).toString('latin1'),
  );
  if (status === null) return { state: 'cut-off' };
  return { state: 'done', code: Number(status[1]), stdout: output.subarray(begin, end) };
}
