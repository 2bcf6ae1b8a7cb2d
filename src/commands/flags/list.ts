import * as Flags from '@oclif/core/flags';
import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { catalogueVersionFlag, knownComponentFlag } from '../../cli/catalogue-flags.js';
import { flagGroups } from '../../kernel/flag-group.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { flagsListView } from '../../ui/views/flags-list.js';

export class FlagsList extends BaseCommand {
  static override summary = 'List the flags that a version of a component has.';
  static override description = `Shows type, default and what each flag does; which are required, deprecated or without
effect; since when and until when the component has them. Read from the code of every version, hidden flags included.`;
  static override examples = [
    '<%= config.bin %> flags list --kubernetes-version 1.34 --group audit',
    '<%= config.bin %> flags list --component kubelet --json',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage];
  static override flags = {
    component: knownComponentFlag({ default: 'kube-apiserver' }),
    'kubernetes-version': catalogueVersionFlag,
    group: Flags.option({ summary: 'only flags of this group', helpValue: 'GROUP', options: flagGroups })(),
  };

  protected override async execute(): Promise<Outcome<Results['flags:list']>> {
    const { flags } = await this.input(FlagsList);
    const { flagsList } = await import('../../app/flags-list.js');
    const version = flags['kubernetes-version'];
    const list = await flagsList({
      component: flags.component,
      ...(version === undefined ? {} : { version }),
      ...(flags.group === undefined ? {} : { group: flags.group }),
    });
    return { value: list, text: () => flagsListView(list) };
  }
}
