import type { InspectedComponent } from '../effective-flag.js';
import { whatDiffers, whatIsDeprecated } from './differs.js';
import type { UpgradeFinding } from './finding.js';
import { whatStops } from './stops.js';
import type { UpgradeTarget } from './target.js';

function place({ provenance: [first] }: UpgradeFinding): readonly [string, number, number] {
  return [first?.source ?? '', first?.line ?? Number.POSITIVE_INFINITY, first?.column ?? 0];
}

/** As the lines stand in the source; what stands nowhere comes last. */
function byPlace(a: UpgradeFinding, b: UpgradeFinding): number {
  const [left, right] = [place(a), place(b)];
  if (left[1] === right[1] && left[2] === right[2]) return (a.flag ?? a.what) < (b.flag ?? b.what) ? -1 : 1;
  return left[1] === right[1] ? left[2] - right[2] : left[1] < right[1] ? -1 : 1;
}

/**
 * What an upgrade does to a component as it is configured: first what keeps it from starting, then what it does otherwise,
 * then what will go later; each in the order of the source.
 */
export function upgradeFindings(component: InspectedComponent, target: UpgradeTarget): readonly UpgradeFinding[] {
  return [whatStops(component, target), whatDiffers(component, target), whatIsDeprecated(component, target)].flatMap(
    (findings) => [...findings].sort(byPlace),
  );
}
