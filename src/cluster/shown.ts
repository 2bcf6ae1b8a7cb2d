/** Foreign text for a message: in quotes, cut, with everything beyond printable ASCII as an escape. */
export function shown(text: string): string {
  const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const escaped = Array.from(cut).map((character) =>
    /^[\u0020-\u007e…]$/.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return `"${escaped.join('')}"`;
}
