/**
 * The name under which a component looks a flag up. Kubernetes components replace underscores by dashes
 * (component-base, WordSepNormalizeFunc), so that `--anonymous_auth` is `--anonymous-auth`; etcd takes names literally.
 */
export function canonicalName(component: string, name: string): string {
  return component === 'etcd' ? name : name.replaceAll('_', '-');
}
