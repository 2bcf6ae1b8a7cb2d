import type { FlagLookup, ParsedArgv } from './argv.js';
import type { ArgvRefusal } from './argv-verdict.js';

/** Longer values are told as far as this: nobody looks for the end of a certificate in a message. */
const maxShown = 80;

/** As Go's `%q` writes a text. */
function quoted(text: string): string {
  return JSON.stringify(text.length > maxShown ? `${text.slice(0, maxShown)}…` : text);
}

function valueOf({ name, word }: ArgvRefusal, parsed: ParsedArgv): string {
  return parsed.flags.find((flag) => flag.name === name && flag.words[0] === word)?.value ?? '';
}

/** The flag package of Go, which etcd uses. */
function ofGo(refusal: ArgvRefusal, parsed: ParsedArgv, lookup: FlagLookup): string {
  const { kind, name } = refusal;
  switch (kind) {
    case 'unknown-flag':
      return `flag provided but not defined: -${name}`;
    case 'invalid-value': {
      const value = quoted(valueOf(refusal, parsed));
      return lookup.get(name)?.type === 'bool'
        ? `invalid boolean value ${value} for -${name}`
        : `invalid value ${value} for flag -${name}`;
    }
    default:
      return `${quoted(name)} is not a valid flag`;
  }
}

/** pflag and cobra, which all components of Kubernetes use. */
function ofKubernetes(refusal: ArgvRefusal, parsed: ParsedArgv, lookup: FlagLookup, component: string): string {
  const { kind, name } = refusal;
  switch (kind) {
    case 'unknown-flag':
      return `unknown flag: --${name}`;
    case 'unknown-shorthand':
      return `unknown shorthand flag: ${name}`;
    case 'invalid-value': {
      const { shorthand } = lookup.get(name) ?? {};
      const flag = shorthand === undefined ? `--${name}` : `-${shorthand}, --${name}`;
      return `invalid argument ${quoted(valueOf(refusal, parsed))} for "${flag}" flag`;
    }
    default: {
      if (component === 'kubelet') return `unknown command ${name}`;
      const got = parsed.positionals.slice(0, 5).map(({ text }) => quoted(text));
      const more = parsed.positionals.length > got.length ? ' …' : '';
      return `"${component}" does not take any arguments, got [${got.join(' ')}${more}]`;
    }
  }
}

/**
 * What a component prints when it gives up for this reason, in its own words as kube-apiserver 1.37.1, kubelet 1.37.1
 * and etcd 3.6.16 print them; without the cause that follows a value, which is Go's (`strconv.ParseBool: …`).
 */
export function refusalWords(refusal: ArgvRefusal, parsed: ParsedArgv, lookup: FlagLookup, component: string): string {
  switch (refusal.kind) {
    case 'help':
      return 'it prints its help and ends';
    case 'bad-syntax':
      return `bad flag syntax: ${refusal.name}`;
    case 'no-argument':
      return `flag needs an argument: ${refusal.name}`;
    default:
      return component === 'etcd' ? ofGo(refusal, parsed, lookup) : ofKubernetes(refusal, parsed, lookup, component);
  }
}
