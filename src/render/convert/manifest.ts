import { writeManifest } from '../../formats/write-manifest.js';
import { type FlagSet, valueOf } from '../flag-set.js';
import { staticPod } from '../static-pod/manifest.js';
import { fileMount, flagMounts, type Mount, rootsFor, withoutNested } from '../static-pod/mounts.js';

const manifestDirectory = '/etc/kubernetes/manifests';

/** Where a kubelet on the host reaches the component, as its flags tell. */
function addressOf(flagSet: FlagSet): string {
  const bound = valueOf(flagSet, 'bind-address');
  const everywhere = bound === undefined || bound === '0.0.0.0' || bound === '::';
  return valueOf(flagSet, 'advertise-address') ?? (everywhere ? '127.0.0.1' : bound);
}

/** Every path that the flags name, mounted where it is, and the public roots. */
export function convertedMounts(flagSet: FlagSet): readonly Mount[] {
  return withoutNested([
    ...flagMounts(flagSet, (file) => fileMount(file, manifestDirectory)),
    ...rootsFor(flagSet.component),
  ]);
}

/** A static pod that runs a component with exactly these flags. */
export function convertedManifest(flagSet: FlagSet): string {
  const mounts = convertedMounts(flagSet);
  return writeManifest(staticPod(flagSet, addressOf(flagSet), mounts));
}
