import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colour only for a person at a terminal who has not switched it off (https://no-color.org). */
function wantsColour(): boolean {
  // The cheapest question first: it is asked for every cell of every table.
  if (!process.stdout.isTTY || !process.stderr.isTTY) return false;
  return (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
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
