import { readDescribe } from '../../formats/describe-pod.js';
import { readContainers } from '../from-containers.js';
import type { Reading, ShapeContext } from './shape.js';

/** Reads what `kubectl describe` says of the containers of a pod or of a pod template. */
export function readDescribeText(text: string, context: ShapeContext): Promise<Reading> {
  return readContainers(readDescribe(text), context, 'describe');
}
