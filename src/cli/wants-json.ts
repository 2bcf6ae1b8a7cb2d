/** Whether a command line asks for JSON, also when the rest of it cannot be parsed. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  return words.some(
    (word, i) =>
      word === '--json' ||
      word === '-ojson' ||
      word === '-o=json' ||
      word === '--output=json' ||
      ((word === '-o' || word === '--output') && words[i + 1] === 'json'),
  );
}
