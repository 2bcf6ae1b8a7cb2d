import { HardwayError, type ProblemDetails, problem } from '../kernel/problem.js';
import type { ProblemCode } from '../kernel/catalogue/index.js';

/** How far a request had come, which tells what a broken connection means. */
export type Stage = 'handshake' | 'request';

const untrusted: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'it is not signed by the expected authority',
  UNABLE_TO_GET_ISSUER_CERT: 'it is not signed by the expected authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'it is not signed by the expected authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends in an authority that is not the expected one',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself',
  CERT_SIGNATURE_FAILURE: 'its signature is not by the expected authority',
  CERT_HAS_EXPIRED: 'it, or its authority, has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet (is the clock of one side wrong?)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is not for this name or address',
};

/** Alerts by which a server says that it does not want us (RFC 8446 §6.2), as OpenSSL's error codes name them. */
const clientAlert =
  /ALERT_((?:NO_|BAD_|UNSUPPORTED_)?CERTIFICATE\w*|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE|DECRYPT_ERROR)$/;

/** Turns an error of the connection into a problem that says what it means for this endpoint. */
export function connectionProblem(at: { name: string; host: string }, error: unknown, stage: Stage): HardwayError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const why = untrusted[code];
  if (why !== undefined) {
    return one('endpoint-untrusted', at, {
      what: `the certificate of ${at.name} is refused: ${why}`,
      expected: 'a serving certificate from the authority in the store, for this address',
      fix: 'run `hardway pki verify`; if the store is right, something else answers on this port',
    });
  }
  const alert = clientAlert.exec(code)?.[1];
  if (alert !== undefined) {
    return one('endpoint-client-refused', at, {
      what: `${at.name} refused our client certificate, or the lack of one (TLS alert: ${alert.toLowerCase().replaceAll('_', ' ')})`,
      expected: 'a client certificate from the authority that the endpoint trusts, in its lifetime',
      fix: 'run `hardway pki verify`',
    });
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return one('endpoint-tls-failed', at, {
      what: `no TLS session with ${at.name} could be agreed on (${code.toLowerCase()})`,
      expected: 'a TLS 1.2 or 1.3 server',
    });
  }
  // A server that does not want our certificate may just hang up; over TLS 1.3 even after the handshake looked done.
  const where = stage === 'handshake' ? 'in the TLS handshake' : 'before it answered';
  return one('endpoint-connection-lost', at, {
    what: `${at.name} ended the connection ${where}; a server that refuses a client certificate may look like this`,
    expected: 'an answer',
    fix: 'look at the journal of the component on the host',
  });
}

export function timedOut(at: { name: string; host: string }, timeoutMs: number): HardwayError {
  return one('endpoint-timeout', at, {
    what: `${at.name} did not answer within ${timeoutMs / 1000} s`,
    expected: 'an answer',
    fix: 'look at the load and the journal of the host',
  });
}

export function answerInvalid(at: { name: string; host: string }, what: string): HardwayError {
  return one('endpoint-answer-invalid', at, { what: `${at.name} ${what}` });
}

function one(code: ProblemCode, at: { host: string }, details: ProblemDetails): HardwayError {
  return new HardwayError([problem(code, { where: { host: at.host }, ...details })]);
}
