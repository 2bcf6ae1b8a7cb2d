import type { Problem } from '../kernel/problem.js';
import { redact } from '../kernel/redact.js';

/** `user:password@`, as in URLs and in destinations that look like one. */
const credentials = /([^\s:/@"'[\]{},]*):([^\s/@"']+)@/g;

/** Lines that may hold something secret: a field of such a name, or a piece of a key in base64. */
const suspicious = /(pass|secret|token|credential|private)[\w-]*["']?\s*[:=]|[A-Za-z\d+/]{60,}/i;

/** Masks what looks like a password or key in a text. */
export function concealed(text: string): string {
  return redact(text.replace(credentials, '$1:[secret]@'));
}

/** A problem that shows no password or key: texts are masked, an excerpt that may hold one is left out. */
export function concealProblem(problem: Problem): Problem {
  const { excerpt, ...place } = problem.where;
  const mayShow = excerpt === undefined || (!suspicious.test(excerpt) && concealed(excerpt) === excerpt);
  return {
    ...problem,
    where: mayShow ? problem.where : place,
    what: concealed(problem.what),
    ...(problem.expected === undefined ? {} : { expected: concealed(problem.expected) }),
    ...(problem.fix === undefined ? {} : { fix: concealed(problem.fix) }),
  };
}
