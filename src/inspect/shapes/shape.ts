import type { FlagLookup } from '../../formats/argv.js';
import type { KnownComponent } from '../../kernel/component.js';
import type { Problem } from '../../kernel/problem.js';
import type { TextKind } from '../../kernel/source-kinds.js';
import type { ComponentArgv, ReadingContext } from '../component-argv.js';
import type { UnitReadingOptions } from '../from-unit.js';

/** What a shape finds in a text: command lines, and what is wrong with the text itself. */
export interface Reading {
  readonly found: readonly ComponentArgv[];
  readonly problems: readonly Problem[];
}

/** What a shape gets besides the text. */
export interface ShapeContext extends ReadingContext, UnitReadingOptions {
  /** The flags of a component, of the version that is most likely; empty for shapes that keep word boundaries. */
  readonly lookup: (component: KnownComponent) => FlagLookup;
  /** Reads a text that this one wraps (a unit inside cloud-init), by the kind it is of; nothing below three levels. */
  readonly within: (text: string, options?: WithinOptions) => Promise<Reading>;
}

/** What is known of a text that another one wraps. */
export interface WithinOptions extends UnitReadingOptions {
  readonly as?: TextKind;
  /** The line of the outer text on which it begins, where it stands there as it is. */
  readonly firstLine?: number;
  /** How provenance names it, where its lines are its own. */
  readonly label?: string;
}

export type ShapeReader = (text: string, context: ShapeContext) => Reading | Promise<Reading>;

/** One way in which flags of components are found written down. */
export interface Shape {
  readonly kind: TextKind;
  /** Judged by marks that other kinds do not have; cheap, linear in the text, never throws. */
  readonly recognises: (text: string) => boolean;
  /** It loses the boundaries of words or lines and needs to know what a flag looks like; the catalogues cost time. */
  readonly losesBoundaries?: boolean;
  /** Not tried on a text that no shape recognises. */
  readonly onlyWhenRecognised?: boolean;
  /** Loaded when it is needed: most runs need one shape. */
  readonly reader: () => Promise<ShapeReader>;
}
