import { readFileSync, writeFileSync } from 'node:fs';

interface Style {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly colour: string;
}

const plain: Style = { bold: false, dim: false, colour: '#d6deeb' };
const colours: Readonly<Record<number, string>> = { 31: '#ff6b6b', 32: '#7fdb8f', 33: '#f4c365', 36: '#74c7ec' };
const size = { font: 13, width: 7.83, line: 18, margin: 16 };

function restyle(style: Style, codes: string): Style {
  return codes.split(';').reduce((current, code) => {
    const n = Number(code);
    if (n === 0) return plain;
    if (n === 1) return { ...current, bold: true };
    if (n === 2) return { ...current, dim: true };
    if (n === 22) return { ...current, bold: false, dim: false };
    if (n === 39) return { ...current, colour: plain.colour };
    return { ...current, colour: colours[n] ?? current.colour };
  }, style);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** One line of terminal output as SVG; styles carry over from the line before. */
function lineSvg(line: string, row: number, before: Style): { readonly svg: string; readonly after: Style } {
  let style = before;
  let column = 0;
  const y = size.margin * 2 + row * size.line;
  const parts = line.split(/\u001b\[([\d;]*)m/).map((piece, i) => {
    if (i % 2 === 1) {
      style = restyle(style, piece);
      return '';
    }
    if (piece === '') return '';
    const x = size.margin + column * size.width;
    column += Array.from(piece).length;
    const look = `fill="${style.colour}"${style.bold ? ' font-weight="bold"' : ''}${style.dim ? ' opacity="0.6"' : ''}`;
    return `<text x="${x.toFixed(1)}" y="${y}" ${look} xml:space="preserve">${escapeXml(piece)}</text>`;
  });
  return { svg: parts.join(''), after: style };
}

/** Terminal output (SGR colours only) as an SVG picture of a terminal. */
export function terminalSvg(text: string): string {
  const lines = text.replaceAll('\r', '').replace(/\n+$/, '').split('\n');
  let style = plain;
  const body = lines.map((line, row) => {
    const { svg, after } = lineSvg(line, row, style);
    style = after;
    return svg;
  });
  const longest = Math.max(...lines.map((line) => Array.from(line.replace(/\u001b\[[\d;]*m/g, '')).length));
  const width = Math.ceil(longest * size.width + 2 * size.margin);
  const height = lines.length * size.line + 2 * size.margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<rect width="100%" height="100%" rx="8" fill="#111827"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${size.font}">`,
    ...body.filter((svg) => svg !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** `node tools/run.mjs tools/picture.ts INPUT OUTPUT`: draws recorded terminal output. */
export function main(args: readonly string[]): void {
  const [input = '/dev/stdin', output = 'docs/demo.svg'] = args;
  writeFileSync(output, terminalSvg(readFileSync(input, 'utf8')));
}
