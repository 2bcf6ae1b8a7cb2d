/**
 * What stands for a blank or a quote inside something that is one word however it is written (`{{ ip }}`), so that
 * readers who split at blanks and take quotes off leave it whole. From the private use area, so no text has it by chance.
 */
const glues: ReadonlyMap<string, string> = new Map([
  [' ', '\ue0a0'],
  ['\t', '\ue0a0'],
  ['"', '\ue0a1'],
  ["'", '\ue0a2'],
]);
const meant: ReadonlyMap<string, string> = new Map(
  [...glues].map(([char, glue]) => [glue, char === '\t' ? ' ' : char]),
);

// Jinja, Go templates, ERB, EJS, functions of Terraform. What stands in angle brackets may be redirections of a shell, and is not glued there.
const templates =
  /\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|<%[^%\n]{0,200}%>|\$\{[a-z_][\w.]{0,60}\([^{}\n]{0,300}\}/g;
const inAngles = /<[A-Za-z][A-Za-z0-9_. -]{0,60}[A-Za-z0-9_.-]>/g;

function glued(text: string): string {
  return text.replace(/[ \t"']/g, (char) => glues.get(char) ?? char);
}

/** Makes one word of each placeholder in a text; every character keeps its place. */
export function gluePlaceholders(text: string, options: { readonly angles: boolean }): string {
  const whole =
    text.includes('{{') || text.includes('{%') || text.includes('<%') || text.includes('${')
      ? text.replace(templates, glued)
      : text;
  return options.angles && whole.includes('<') ? whole.replace(inAngles, glued) : whole;
}

/** Makes one word of each of these pieces of a text. */
export function glueAll(text: string, pieces: readonly string[]): string {
  return pieces
    .filter((piece) => /[ \t"']/.test(piece))
    .slice(0, 100)
    .reduce((whole, piece) => whole.replaceAll(piece, glued(piece)), text);
}

/** The text as it was written. */
export function unglued(text: string): string {
  return text.replace(/[\ue0a0-\ue0a2]/g, (glue) => meant.get(glue) ?? glue);
}

// What authors of guides and templates write where the reader is to put in a value of his own.
const placeholder =
  /\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|<%[^%\n]{0,200}%>|<[A-Za-z][A-Za-z0-9_. \ue0a0:-]{0,80}>|\$\{[A-Za-z_][^}\n]{0,360}\}|\$\([^)\n]*\ue0a0[^)\n]*\)|%\([A-Z]\w{0,60}\)s|__[A-Z][A-Z0-9_]{0,60}__|\bYOUR[_-][A-Za-z0-9_-]{1,60}|\b[xX]{1,3}(?:\.[xX]{1,3}){3}\b|\[REDACTED\]|\bCHANGE_?ME\b/g;

/** The placeholders in a word, as written; empty for a word that is what it says. */
export function placeholdersIn(word: string): readonly string[] {
  if (!/[{<$%_[.]|YOUR|CHANGE/.test(word)) return [];
  return (word.match(placeholder) ?? []).map(unglued);
}
