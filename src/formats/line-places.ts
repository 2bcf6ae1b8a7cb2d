/** Index of the last of `starts`, which grow from 0, that is not above the offset. */
export function startBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Turns offsets in a text into lines and columns, both from 1, by binary search. */
export function linePlaces(text: string, firstLine = 1): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    const row = startBefore(starts, offset);
    return { line: firstLine + row, column: offset - (starts[row] ?? 0) + 1 };
  };
}
