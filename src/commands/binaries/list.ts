import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { binariesListView } from '../../ui/views/binaries.js';

export class BinariesList extends BaseCommand {
  static override summary = 'List the binaries in the cache.';
  static override description =
    'Shows every etcd and Kubernetes binary that was verified and kept, with its version, size, digest and origin.';
  static override examples = ['<%= config.bin %> binaries list', '<%= config.bin %> binaries list --json'];

  protected override async execute(): Promise<Outcome<Results['binaries:list']>> {
    await this.input(BinariesList);
    const { binariesList } = await import('../../app/binaries-list.js');
    const list = await binariesList();
    return { value: list, text: () => binariesListView(list) };
  }
}
