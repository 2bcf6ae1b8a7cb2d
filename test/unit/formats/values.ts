import fc from '../../support/properties.js';

const nasty = fc.constantFrom(
  ...[
    ' ',
    '%',
    '$',
    '"',
    "'",
    '\\',
    '#',
    ';',
    ':',
    ',',
    '=',
    '-',
    '{',
    '}',
    '[',
    ']',
    '&',
    '*',
    '!',
    '|',
    '>',
    '@',
    '`',
  ],
  ...[
    '\t',
    '\r',
    '~',
    '%n',
    '%%',
    '$$',
    '$HOME',
    '${X}',
    ': ',
    ' #',
    '\\\\',
    '\\x41',
    '{{',
    'yes',
    'null',
    '0o17',
    '1e3',
  ],
  ...['é', '界', '🙂', '\u00a0', '\u2028', '\u0085', '\ufeff', '---', '...', '<<', '\u0001', '\u007f'],
);
const anything = fc.string({ unit: 'binary' });

/** Every value a command line can carry in one line: any text without a line feed, a NUL or half a character. */
export const argvValue = fc
  .oneof(
    anything,
    fc.array(fc.oneof(nasty, fc.string({ maxLength: 4 }))).map((parts) => parts.join('')),
  )
  .filter((value) => !/[\0\n]|\p{Surrogate}/u.test(value));
