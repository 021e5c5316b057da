import { type Command, Option } from 'commander';
import type { MetadataPullOptions } from '../commands/metadata-pull';

export interface MetadataActions {
  metadataPull(file: string, runs: string[], options: MetadataPullOptions): Promise<number>;
}

/** `metadata pull`. */
export function addMetadataCommands(program: Command, actions: MetadataActions, done: (code: number) => void): void {
  const metadata = program
    .command('metadata')
    .summary('bring what is known of runs to this machine')
    .helpCommand(false);
  metadata
    .command('pull')
    .summary('rebuild what .metaflow knows of runs from their data')
    .description(
      'Rebuilds in .metaflow what is known of runs that Airflow or Kubernetes ran without a metadata service, from what their tasks have left beside their data. Other commands do it by themselves; this one is for those that read .metaflow only, like Metaflow’s own client.',
    )
    .argument('<file>', 'the flow')
    .argument('<runs...>', 'the runs, by their ids here or in Airflow')
    .addOption(new Option('--datastore <kind>', 'where their data is; METAFLOW_DEFAULT_DATASTORE when not given'))
    .addOption(new Option('--dag-id <id>', 'DAG of the runs, where the ids are Airflow’s'))
    .action(async (file: string, runs: string[], options: MetadataPullOptions) =>
      done(await actions.metadataPull(file, runs, options)),
    );
}
