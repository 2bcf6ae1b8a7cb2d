import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colour only for a person at a terminal who has not switched it off (https://no-color.org). */
function wantsColour(): boolean {
  if (process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '') return false;
  if (process.env.TERM === 'dumb') return false;
  return process.stderr.isTTY && process.stdout.isTTY;
}

const style = (name: Style) => (text: string) => (wantsColour() ? styleText(name, text) : text);

export const paint = {
  red: style('red'),
  green: style('green'),
  yellow: style('yellow'),
  cyan: style('cyan'),
  bold: style('bold'),
  dim: style('dim'),
};
