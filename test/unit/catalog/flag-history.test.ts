import { describe, expect, it } from 'vitest';
import { changesOfFlag } from '../../../src/catalog/flag-changes.js';
import { flagFacts } from '../../../src/catalog/flag-facts.js';
import { flagHistory, flagLife } from '../../../src/catalog/flag-history.js';
import type { FlagNote } from '../../../src/catalog/flag-note.js';
import type { RecordedRange } from '../../../src/catalog/recorded-flags.js';

const minors = ['1.8', '1.9', '1.10', '1.11', '1.12', '1.13'];
const text = { type: 'string', default: '' } as const;

/** Came with 1.9, changed its default with 1.10, was deprecated with 1.11, went with 1.12, came back with 1.13. */
const eventful: readonly RecordedRange[] = [
  { from: '1.9', to: '1.9', type: 'int', default: '0' },
  { from: '1.10', to: '1.10', type: 'int', default: '5' },
  { from: '1.11', to: '1.11', type: 'int', default: '5', deprecated: 'use another' },
  { from: '1.13', type: 'int', default: '7' },
];

describe('flagHistory', () => {
  it('tells everything that became of a flag, minors in their order and not in that of letters', () => {
    expect(flagHistory(eventful, minors)).toEqual([
      { minor: '1.9', kind: 'added', now: '0' },
      { minor: '1.10', kind: 'default', was: '0', now: '5' },
      { minor: '1.11', kind: 'deprecated', now: 'use another' },
      { minor: '1.12', kind: 'removed' },
      { minor: '1.13', kind: 'added', now: '7' },
    ]);
  });

  it('takes what the oldest minor has for no event', () => {
    expect(flagHistory([{ ...text, from: '1.8', deprecated: 'old' }], minors)).toEqual([]);
  });

  it('sees a flag that is deprecated from its first day', () => {
    expect(flagHistory([{ ...text, from: '1.10', deprecated: 'already' }], minors)).toEqual([
      { minor: '1.10', kind: 'added', now: '' },
      { minor: '1.10', kind: 'deprecated', now: 'already' },
    ]);
  });

  it('does not take an empty list for another default when only the type was changed', () => {
    const ranges: RecordedRange[] = [
      { from: '1.8', to: '1.9', type: 'stringSlice', default: '[]' },
      { from: '1.10', ...text },
    ];
    expect(flagHistory(ranges, minors)).toEqual([{ minor: '1.10', kind: 'type', was: 'stringSlice', now: 'string' }]);
  });

  it('adds what is written by hand, while the component has the flag', () => {
    const note: FlagNote = {
      group: 'serving',
      about: 'Something.',
      required: { since: '1.10' },
      inert: { since: '1.12', why: 'nothing reads it' },
    };
    expect(flagHistory([{ ...text, from: '1.8', to: '1.11' }], minors, note)).toEqual([
      { minor: '1.10', kind: 'required' },
      { minor: '1.12', kind: 'removed' },
    ]);
  });
});

describe('flagLife', () => {
  it.each([
    ['1.10', { since: '1.9', until: '1.11' }],
    ['1.13', { since: '1.13', until: null }],
    ['1.12', { since: null, until: null }],
  ])('ends at gaps, seen from %s', (minor, expected) => {
    expect(flagLife(eventful, minors, minor)).toEqual(expected);
  });

  it('is open where the records end', () => {
    expect(flagLife([{ ...text, from: '1.8' }], minors, '1.10')).toEqual({ since: null, until: null });
  });
});

describe('flagFacts', () => {
  const note: FlagNote = {
    group: 'serving',
    about: 'Something.',
    required: { since: '1.10' },
    inert: { since: '1.12', why: 'Nothing reads it.' },
  };
  const facts = (minor: string) => flagFacts({ name: 'x', ...text }, [{ ...text, from: '1.8' }], minors, minor, note);

  it('counts required and inert from their minor on', () => {
    expect(facts('1.9')).toMatchObject({ required: false, inert: null });
    expect(facts('1.11')).toMatchObject({ required: true, inert: null });
    expect(facts('1.12')).toMatchObject({ required: true, inert: { since: '1.12', why: 'Nothing reads it.' } });
  });

  it('says null of a flag that nobody wrote about', () => {
    expect(flagFacts({ name: 'x', ...text }, [{ ...text, from: '1.8' }], minors, '1.9', undefined)).toEqual({
      name: 'x',
      type: 'string',
      default: '',
      deprecated: null,
      hidden: false,
      inert: null,
      required: false,
      since: null,
      until: null,
      replacedBy: null,
      group: null,
      about: null,
    });
  });
});

describe('changesOfFlag', () => {
  const changes = (from: string, to: string, note?: FlagNote, ranges = eventful) =>
    changesOfFlag('x', ranges, { from, to, minors }, note).map(({ kind, since, was, now }) => [kind, since, was, now]);

  it('compares the two ends, and says since when it is so', () => {
    expect(changes('1.8', '1.9')).toEqual([['added', '1.9', null, '0']]);
    expect(changes('1.9', '1.11')).toEqual([
      ['default-changed', '1.10', '0', '5'],
      ['deprecated', '1.11', null, null],
    ]);
    expect(changes('1.9', '1.12')).toEqual([['removed', '1.12', '0', null]]);
    expect(changes('1.8', '1.12')).toEqual([]);
    expect(changes('1.10', '1.10')).toEqual([]);
  });

  it('takes a flag that went and came back for one that stayed', () => {
    expect(changes('1.9', '1.13')).toEqual([['default-changed', '1.13', '0', '7']]);
  });

  it('tells what to use instead of a flag that went', () => {
    const note: FlagNote = {
      group: 'serving',
      about: 'Something.',
      replacedBy: 'y',
      gone: { since: '1.12', note: 'Use y.' },
    };
    const [change] = changesOfFlag('x', eventful, { from: '1.11', to: '1.12', minors }, note);
    expect(change).toMatchObject({ kind: 'removed', replacedBy: 'y', note: 'Use y.' });
  });

  it('does not take a default that is only no longer printed for a change', () => {
    const note: FlagNote = { group: 'serving', about: 'Something.', unset: 'a,b' };
    const ranges: RecordedRange[] = [
      { from: '1.8', to: '1.9', type: 'stringSlice', default: '[a,b]' },
      { from: '1.10', type: 'stringSlice', default: '[]' },
    ];
    expect(changes('1.9', '1.10', note, ranges)).toEqual([]);
    expect(changes('1.9', '1.10', { ...note, unset: 'a' }, ranges)).toEqual([
      ['default-changed', '1.10', '[a,b]', '[]'],
    ]);
    expect(changes('1.9', '1.10', undefined, ranges)).toHaveLength(1);
  });

  it('counts what is written by hand inside the stretch only', () => {
    const note: FlagNote = { group: 'serving', about: 'Something.', required: { since: '1.10' } };
    const always: RecordedRange[] = [{ ...text, from: '1.8' }];
    expect(changes('1.9', '1.10', note, always)).toEqual([['required', '1.10', null, null]]);
    expect(changes('1.10', '1.11', note, always)).toEqual([]);
  });
});
