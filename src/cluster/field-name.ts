import type { YamlPath } from '../formats/yaml.js';

/** A path as it is written in messages: `spec.hosts[1].address`. */
export function fieldName(path: YamlPath): string {
  return path
    .map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${segment}`))
    .join('')
    .replace(/^\./, '');
}
