import { addresses } from './addresses.js';
import { dnsNames } from './dns-names.js';
import { duplicates } from './duplicates.js';
import { endpoint } from './endpoint.js';
import { flags } from './flags.js';
import { names } from './names.js';
import { addressFamilies, networks } from './networks.js';
import { quorum } from './quorum.js';
import type { Rule } from './rule.js';
import { ssh } from './ssh.js';
import { texts } from './texts.js';
import { validity } from './validity.js';
import { versions } from './versions.js';

/** Every rule; their order does not matter, problems are sorted by place. */
export const allRules: readonly Rule[] = [
  texts,
  names,
  versions,
  quorum,
  addresses,
  duplicates,
  networks,
  addressFamilies,
  endpoint,
  dnsNames,
  ssh,
  validity,
  flags,
];
