import { type DerValue, malformed, tag } from './read-der.js';

/**
 * A time of a certificate. RFC 5280 allows two forms only, both in whole seconds and in UTC: `YYMMDDHHMMSSZ`, where YY
 * from 50 on means the twentieth century, and `YYYYMMDDHHMMSSZ`. Anything else, a leap second too, is refused.
 */
export function readTime(value: DerValue | undefined): Date {
  const short = value?.tagClass === 'universal' && value.tag === tag.utcTime;
  const long = value?.tagClass === 'universal' && value.tag === tag.generalizedTime;
  if (value === undefined || (!short && !long)) malformed('there is no time where one belongs');
  const text = value.contents.toString('latin1');
  const match = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const year = match?.[1] ?? '';
  if (match === null || year.length !== (short ? 2 : 4)) malformed('a time is not written as RFC 5280 wants it');
  const century = Number(year) >= 50 ? '19' : '20';
  const [month, day, hour, minute, second] = match.slice(2);
  const iso = `${short ? century : ''}${year}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}.000Z`;
  const date = new Date(iso);
  // Date rolls 31 February over; a time that does not come back the same never existed.
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso) malformed('a time does not exist in the calendar');
  return date;
}
