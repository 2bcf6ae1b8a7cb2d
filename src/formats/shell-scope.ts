import type { ShellScope } from './shell-expansion.js';
import { afterBranches, type ShellPiece, type ShellPlace, type ShellValue } from './shell-values.js';

/** One variable that a command gets in its environment; the value is null when the script does not tell it. */
export interface ShellVariable {
  readonly name: string;
  readonly value: string | null;
  readonly file?: string;
  readonly line?: number;
}

export interface ScopeStart {
  readonly variables: Readonly<Record<string, string>>;
  readonly positional: readonly (readonly ShellPiece[])[] | undefined;
  readonly closed: boolean;
}

// Deeper branches than any script has are read as if they always ran, so that a look-up takes bounded time.
const deepest = 60;

// Every command is told what is exported to it; a script that exports more than this only wants to fill the memory.
const mostExported = 500;

// Characters that expansions may add up to in all, so that a few lines cannot make a text that fills the memory.
const mostExpanded = 4_000_000;

/**
 * The variables of a script while it is read from top to bottom. A branch writes into a layer of its own; when it
 * ends, what it changed is known only as far as it does not depend on whether the branch ran.
 */
export class ScriptScope implements ShellScope {
  positional: readonly (readonly ShellPiece[])[] | undefined;
  readonly closed: boolean;
  private readonly exported = new Set<string>();
  private exports: readonly ShellVariable[] | null = null;
  private readonly layers: Map<string, ShellValue>[];

  constructor(
    start: ScopeStart,
    public placeOf: (offset: number) => ShellPlace,
    private readonly left = { amount: mostExpanded },
  ) {
    this.positional = start.positional;
    this.closed = start.closed;
    const place = { line: 1, column: 1 };
    const given = Object.entries(start.variables).map(([name, text]): [string, ShellValue] => [
      name,
      { pieces: text === '' ? [] : [{ ...place, text, unresolved: false }] },
    ]);
    this.layers = [new Map(given)];
    for (const [name] of given) this.export(name);
  }

  readonly get = (name: string): ShellValue | undefined => {
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const value = this.layers[i]?.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  };

  readonly set = (name: string, value: ShellValue): void => {
    this.layers.at(-1)?.set(name, value);
    this.exports = null;
  };

  readonly spend = (amount: number): boolean => {
    this.left.amount -= amount;
    return this.left.amount >= 0;
  };

  /** Begins a branch; false when it is too deep to be told apart. */
  enter(): boolean {
    if (this.layers.length > deepest) return false;
    this.layers.push(new Map());
    return true;
  }

  /** Ends a branch and hands over what it changed. */
  leave(): ReadonlyMap<string, ShellValue> {
    this.exports = null;
    return this.layers.pop() ?? new Map<string, ShellValue>();
  }

  /** Takes over what branches changed, any of which may have run or not. */
  merge(branches: readonly ReadonlyMap<string, ShellValue>[]): void {
    const names = new Set(branches.flatMap((branch) => [...branch.keys()]));
    const merged = [...names].map((name) => {
      const insides = branches.flatMap((branch) => branch.get(name) ?? []);
      return [name, afterBranches(name, this.get(name), insides)] as const;
    });
    for (const [name, value] of merged) this.set(name, value);
  }

  /** After something that may have set any variable, such as a file that is read in and not at hand. */
  forgetAll(place: ShellPlace): void {
    const names = new Set(this.layers.flatMap((layer) => [...layer.keys()]));
    for (const name of names) this.set(name, { pieces: [{ ...place, text: `$${name}`, unresolved: true }] });
  }

  /** A variable that a script gets from the one that starts it. */
  give({ name, value, file, line = 1 }: ShellVariable): void {
    const place = { line, column: 1, ...(file === undefined ? {} : { file }) };
    const piece = value === null ? { text: `$${name}`, unresolved: true } : { text: value, unresolved: false };
    this.set(name, { pieces: piece.text === '' ? [] : [{ ...place, ...piece }] });
    this.export(name);
  }

  /** Every variable that the script set or was given. */
  all(): readonly ShellVariable[] {
    const names = new Set(this.layers.flatMap((layer) => [...layer.keys()]));
    return [...names].flatMap((name) => {
      const value = this.get(name);
      return value === undefined || value.unset === true ? [] : [variableOf(name, value.pieces)];
    });
  }

  /** The scope of a script inside this one. */
  inner(positional: ScopeStart['positional'], placeOf: (offset: number) => ShellPlace): ScriptScope {
    return new ScriptScope({ variables: {}, positional, closed: this.closed }, placeOf, this.left);
  }

  /** What a command gets in its environment. */
  environment(): readonly ShellVariable[] {
    this.exports ??= [...this.exported].slice(0, mostExported).flatMap((name) => {
      const value = this.get(name);
      return value === undefined || value.unset === true ? [] : [variableOf(name, value.pieces)];
    });
    return this.exports;
  }

  export(name: string): void {
    this.exported.add(name);
    this.exports = null;
  }
}

/** A variable as a program sees it. */
export function variableOf(name: string, pieces: readonly ShellPiece[]): ShellVariable {
  const [first] = pieces;
  const known = pieces.every(({ unresolved }) => !unresolved);
  return {
    name,
    value: known ? pieces.map(({ text }) => text).join('') : null,
    ...(first?.file === undefined ? {} : { file: first.file }),
    ...(first === undefined ? {} : { line: first.line }),
  };
}
