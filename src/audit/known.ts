/** An answer, or why there is none. */
export type Known<T> = { readonly known: true; readonly value: T } | Unknown;

export interface Unknown {
  readonly known: false;
  /** Half a sentence, for the reason of an undetermined finding. */
  readonly why: readonly string[];
}

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(why: string): Unknown {
  return { known: false, why: [why] };
}

/** True as soon as one answer is, false when all are; unknown otherwise. */
export function anyOf(answers: readonly Known<boolean>[]): Known<boolean> {
  if (answers.some((answer) => answer.known && answer.value)) return known(true);
  const open = answers.filter((answer): answer is Unknown => !answer.known);
  return open.length === 0 ? known(false) : { known: false, why: [...new Set(open.flatMap(({ why }) => why))] };
}

export function not(answer: Known<boolean>): Known<boolean> {
  return answer.known ? known(!answer.value) : answer;
}

/** False as soon as one answer is, true when all are; unknown otherwise. */
export function allOf(answers: readonly Known<boolean>[]): Known<boolean> {
  return not(anyOf(answers.map(not)));
}

/** An answer made out of another one. */
export function mapKnown<A, B>(answer: Known<A>, make: (value: A) => B): Known<B> {
  return answer.known ? known(make(answer.value)) : answer;
}
