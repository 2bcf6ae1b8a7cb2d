/** A text in lines of at most this width, broken at blanks; a word that is longer stands alone. */
export function paragraph(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The same with blanks before every line; `width` counts them. */
export function indented(text: string, indent: number, width: number): readonly string[] {
  return paragraph(text, width - indent).map((line) => `${' '.repeat(indent)}${line}`);
}
