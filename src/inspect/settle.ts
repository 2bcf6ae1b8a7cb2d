import { isKnownComponent } from '../kernel/component.js';
import { minorOf } from '../kernel/version.js';
import type { InspectedComponent } from './effective-flag.js';
import { chooseCatalog, type VersionOptions } from './version.js';

export interface SettleOptions extends VersionOptions {
  /** Tell the settings that several flags make together, and the defaults. */
  readonly effective?: boolean;
}

/** The minor whose defaults count for a component: of its version, or the newest that fits its flags. */
async function minorOfComponent(component: InspectedComponent, options: VersionOptions): Promise<string> {
  if (component.versions !== undefined) return component.versions.to;
  if (component.version !== undefined) return minorOf(component.version);
  if (!isKnownComponent(component.component)) return '';
  return (await chooseCatalog(component.component, undefined, options)).catalog.minor;
}

/**
 * Adds to a component, of which all sources have been read and merged, what follows from its flags together: for now the
 * effective settings.
 */
export async function settleComponent(
  component: InspectedComponent,
  options: SettleOptions,
): Promise<InspectedComponent> {
  if (options.effective !== true) return component;
  const { effectiveSettings } = await import('./settings/all.js');
  return { ...component, settings: await effectiveSettings(component, await minorOfComponent(component, options)) };
}
