import type { Shape } from './shape.js';

/** Texts in a shell script or a unit are that script's or unit's. */
const isScript = (text: string): boolean => text.startsWith('#!') || /<<-?[ \t]*["']?[A-Z]/.test(text);

// Searched first, because most texts have none of these and looking for a word is quick.
const argumentsHint = /-arg|xtraArgs|xtra_args|Arguments/;
const extraArgs =
  /(?:^|[{,])[ \t]*(?:-[ \t]+)?["']?(?:(?:kube-[a-z-]{1,30}|etcd|kubelet)-arg\+?|extraArgs|extra_args(?:_array)?|kubeletExtraArgs|kubeletArguments|apiServerArguments|controllerArguments|schedulerArguments|extendedArguments)["']?[ \t]*:/m;
const distroKind =
  /^[ \t]*["']?kind["']?[ \t]*:[ \t]*["']?(?:ClusterConfiguration|InitConfiguration|JoinConfiguration|KubeadmControlPlane(?:Template)?|KubeadmConfig(?:Template)?|KubeAPIServerConfig|KubeControllerManagerConfig|MasterConfig)\b/m;
const kopsSpec = /^[ \t{,]*["']?apiVersion["']?[ \t]*:[ \t]*["']?kops(?:\.k8s\.io)?\/v1alpha/m;

const describedCommand =
  /^[ \t]*Command:[ \t]*\r?\n[ \t]+(?:\/(?:\S{0,200}\/)?)?(?:kube-[a-z-]{1,30}|hyperkube|kubelet|etcd)[ \t]*\r?$/m;

/** The shapes that are written in YAML or JSON with a meaning of their own, and what kubectl prints. */
export const structuredShapes: readonly Shape[] = [
  {
    kind: 'cloud-config',
    recognises: (text) => {
      const isCloudConfig =
        /^(?:#[^\n]*\r?\n){0,5}#cloud-config\b/.test(text) || /^(?:write_files|coreos):/m.test(text);
      const isIgnition = /^\s*\{/.test(text) && /"ignition"\s*:\s*\{/.test(text);
      return (
        (isCloudConfig && !text.startsWith('#!')) ||
        isIgnition ||
        /^variant:[ \t]*(?:flatcar|fcos|openshift|r4e)\b/m.test(text)
      );
    },
    onlyWhenRecognised: true,
    reader: async () => (await import('./cloud-config.js')).readCloudConfig,
  },
  {
    kind: 'distro-config',
    recognises: (text) =>
      (argumentsHint.test(text) && extraArgs.test(text) && !isScript(text)) ||
      distroKind.test(text) ||
      kopsSpec.test(text),
    onlyWhenRecognised: true,
    reader: async () => (await import('./distro-config.js')).readDistroConfig,
  },
  {
    kind: 'container',
    recognises: (text) =>
      (/^\s*[[{]/.test(text) && /"(?:Path|Entrypoint|Cmd|runtimeSpec|ociVersion)"\s*:/.test(text)) ||
      /^[ \t]+runtimeSpec:/m.test(text),
    onlyWhenRecognised: true,
    reader: async () => (await import('./container.js')).readContainerText,
  },
  {
    kind: 'describe',
    recognises: (text) =>
      (/^[ \t]*Containers:[ \t]*\r?$/m.test(text) && /^[ \t]+(?:Command|Args):[ \t]*\r?$/m.test(text)) ||
      describedCommand.test(text),
    onlyWhenRecognised: true,
    reader: async () => (await import('./describe.js')).readDescribeText,
  },
  {
    kind: 'etcd-config',
    recognises: (text) =>
      /^["']?(?:listen-(?:client|peer)-urls|initial-(?:cluster|advertise-peer-urls)|advertise-client-urls|(?:client|peer)-transport-security)["']?[ \t]*:/m.test(
        text,
      ),
    onlyWhenRecognised: true,
    reader: async () => (await import('./etcd-config.js')).readEtcdConfig,
  },
];
