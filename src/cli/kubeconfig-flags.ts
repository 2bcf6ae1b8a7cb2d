import * as Flags from '@oclif/core/flags';

/** The flags of commands that read a running cluster through its apiserver. `KUBECONFIG` is not taken: say it. */
export const kubeconfigFlags = {
  kubeconfig: Flags.string({
    summary: 'read the masters through their apiserver; beside hosts, ask their apiservers with it',
    helpValue: 'FILE',
  }),
  context: Flags.string({
    summary: 'context of the kubeconfig, in place of its current one',
    helpValue: 'NAME',
    dependsOn: ['kubeconfig'],
  }),
};

/** What those flags say, as a part of a request; nothing without a kubeconfig. */
export function kubeconfigSource(flags: {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
}): {
  readonly kubeconfig?: { readonly file: string; readonly context?: string };
} {
  if (flags.kubeconfig === undefined) return {};
  const context = flags.context === undefined ? {} : { context: flags.context };
  return { kubeconfig: { file: flags.kubeconfig, ...context } };
}
