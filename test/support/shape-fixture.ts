import { readFileSync } from 'node:fs';
import { loadFlagCatalog } from '../../src/catalog/load.js';
import type { InspectedComponent } from '../../src/inspect/effective-flag.js';
import { inspectText, type TextOptions } from '../../src/inspect/inspect-text.js';

/** Inspects a text the way the command does. */
export function inspectShape(text: string, options: Partial<TextOptions> = {}) {
  return inspectText(text, { source: 'x', catalogs: loadFlagCatalog, ...options });
}

/** A fixture of `test/fixtures/inspect/shapes`, by `<kind>/<name>`. */
export function shapeFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/inspect/shapes/${name}`, import.meta.url), 'utf8');
}

/** A fixture read under its own name. */
export function inspectFixture(name: string) {
  return inspectShape(shapeFixture(name), { source: name });
}

/** Every component with its flags: `name=value`, with `?` for a value that is not known, and the line it stands on. */
export function placedFlags(components: readonly InspectedComponent[]): Record<string, string[]> {
  return Object.fromEntries(
    components.map((component, i) => [
      `${i} ${component.component} ${component.version ?? '-'}${component.incomplete === true ? ' incomplete' : ''}`,
      Object.values(component.flags).map(({ name, value, origin, provenance }) => {
        const lines = provenance.map(({ line }) => line ?? '-').join('+');
        return `${name}=${value ?? '?'} @${lines}${origin === 'set' ? '' : ` ${origin}`}`;
      }),
    ]),
  );
}

/** The values of the flags, by name. */
export function valuesOf(component: InspectedComponent | undefined): Record<string, string | null> {
  return Object.fromEntries(Object.values(component?.flags ?? {}).map(({ name, value }) => [name, value]));
}

/** All components that a fixture holds, each with its values. */
export async function componentsIn(name: string, options: Partial<TextOptions> = {}) {
  const { components } = await inspectShape(shapeFixture(name), { source: name, ...options });
  return components.map((component) => [component.component, valuesOf(component)] as const);
}

/** The codes of all problems, each once. */
export function codesOf(component: InspectedComponent | undefined): string[] {
  return [...new Set((component?.problems ?? []).map(({ code }) => code))].sort();
}

/** The names of flags that are known as well as that. */
export function withConfidence(component: InspectedComponent | undefined, confidence: string): string[] {
  return Object.values(component?.flags ?? {})
    .filter((flag) => flag.confidence === confidence)
    .map(({ name }) => name);
}
