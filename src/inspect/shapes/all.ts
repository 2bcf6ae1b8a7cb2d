import type { TextKind } from '../../kernel/source-kinds.js';
import {
  isArgsFile,
  isCmdline,
  isDockerText,
  isEnvFile,
  isFlagz,
  isGuide,
  isScript,
  isShownUnit,
  isStatusTree,
  isSupervisord,
  isUnit,
  runningLine,
} from './marks.js';
import type { Shape } from './shape.js';
import { structuredShapes } from './structured.js';

const manifestMarks = [
  /^[ \t]*(?:-[ \t]+)?["']?(?:command|args|containers|apiVersion|kind)["']?[ \t]*:/m,
  /^[ \t]*-[ \t]+(?:["']?--|\S*kube-|\S*etcd[ \t]*$)/m,
  /^\s*(?:\{|\[\s*(?:["'{[\]]|[^\]\n]{1,300},))/,
];

/** Every shape that is read, in the order of `textKinds`: the first that recognises a text reads it. */
export const shapes: readonly Shape[] = [
  {
    kind: 'proc',
    recognises: isCmdline,
    onlyWhenRecognised: true,
    losesBoundaries: true,
    reader: async () => (await import('./proc.js')).readProcText,
  },
  {
    kind: 'guide',
    recognises: isGuide,
    onlyWhenRecognised: true,
    reader: async () => (await import('./guide.js')).readGuide,
  },
  {
    kind: 'flagz',
    recognises: isFlagz,
    onlyWhenRecognised: true,
    reader: async () => (await import('./flagz.js')).readFlagzText,
  },
  {
    kind: 'log',
    recognises: (text) => text.includes('FLAG: --') && !isStatusTree(text),
    onlyWhenRecognised: true,
    reader: async () => (await import('./log.js')).readLog,
  },
  {
    kind: 'running-line',
    recognises: (text) => runningLine.test(text),
    losesBoundaries: true,
    onlyWhenRecognised: true,
    reader: async () => (await import('./running-line.js')).readRunningLines,
  },
  ...structuredShapes,
  {
    kind: 'systemctl-show',
    recognises: isShownUnit,
    losesBoundaries: true,
    onlyWhenRecognised: true,
    reader: async () => (await import('./systemctl-show.js')).readSystemctlShow,
  },
  {
    kind: 'docker',
    recognises: isDockerText,
    losesBoundaries: true,
    onlyWhenRecognised: true,
    reader: async () => (await import('./docker.js')).readDocker,
  },
  {
    kind: 'script',
    recognises: isScript,
    losesBoundaries: true,
    onlyWhenRecognised: true,
    reader: async () => (await import('./script.js')).readScript,
  },
  {
    kind: 'unit',
    recognises: isUnit,
    losesBoundaries: true,
    reader: async () => (await import('./unit.js')).readUnits,
  },
  {
    kind: 'args-file',
    recognises: isArgsFile,
    onlyWhenRecognised: true,
    reader: async () => (await import('./args-file.js')).readArgsFile,
  },
  {
    kind: 'supervisord',
    recognises: isSupervisord,
    onlyWhenRecognised: true,
    reader: async () => (await import('./supervisord.js')).readSupervisord,
  },
  {
    kind: 'env-file',
    recognises: isEnvFile,
    onlyWhenRecognised: true,
    reader: async () => (await import('./env-file.js')).readEnvFile,
  },
  {
    kind: 'manifest',
    recognises: (text) => manifestMarks.some((mark) => mark.test(text)),
    reader: async () => (await import('../from-manifest.js')).readManifest,
  },
  {
    kind: 'ps',
    recognises: (text) => /(?:^|[\s/─-])(?:kube-[a-z-]{1,30}|kubelet|etcd|hyperkube)(?:,\d+)?(?:\s|$)/m.test(text),
    losesBoundaries: true,
    reader: async () => {
      const { readProcessList } = await import('../from-ps.js');
      return (text, context) => ({ found: readProcessList(text, context, context.lookup), problems: [] });
    },
  },
];

/** An object of an API begins with what it is, behind comments at most. */
const yamlObject = /^(?:(?:[ \t]*(?:#[^\n]*)?|---[^\n]*)\r?\n){0,50}(?:apiVersion|kind):[ \t]/;
const jsonObject = /^\s*\{\s*"(?:apiVersion|kind)"\s*:/;

/** What an object may be; units and scripts in it are texts that it holds. Thousands of objects are read in one run. */
const shapesOfObjects = shapes.filter(({ kind }) => ['flagz', 'distro-config', 'manifest'].includes(kind));

/** What kind of text this most likely is; null when it has the marks of none. Then each kind may still be tried. */
export function recognise(text: string): TextKind | null {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const candidates = yamlObject.test(plain) || jsonObject.test(plain) ? shapesOfObjects : shapes;
  return candidates.find((shape) => shape.recognises(plain))?.kind ?? null;
}
