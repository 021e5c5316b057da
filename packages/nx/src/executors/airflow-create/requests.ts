import { join } from 'node:path';
import type { AirflowCreateRequest } from '@mf/cli/airflow-create';
import { listedValues, typedValues } from '../mf-words';
import { outputFolder } from '../output-folder';
import { refuseUnknownOptions } from '../unknown-target-option';
import { NumericTagError } from './numeric-tag-error';
import { type AirflowCreateExecutorOptions, airflowCreateOptionNames } from './options';
import { SeveralFlowsOneNameError } from './several-flows-one-name-error';

/** @throws OutputOutsideWorkspaceError, SeveralFlowsOneNameError, NumericTagError, UnknownTargetOptionError */
export function airflowCreateRequests(
  options: AirflowCreateExecutorOptions,
  workspaceRoot: string,
): AirflowCreateRequest[] {
  refuseUnknownOptions(options, airflowCreateOptionNames);
  const {
    flows,
    output,
    name,
    compute = 'process',
    maxWorkers = 100,
    branch,
    production,
    namespace,
    workflowTimeout,
    authorize,
    newToken,
    generateNewToken,
    image,
    imageRepository,
    deferrable,
    kubernetesConnId,
    dockerNetwork,
    dockerConnId,
  } = options;
  const secretConnection = listedValues({ ...options }, 'secretConnection');
  if (name !== undefined && flows.length > 1) throw new SeveralFlowsOneNameError(name, flows.length);
  return flows.map((flow) => ({
    file: flow.file,
    output: join(outputFolder(workspaceRoot, output, flow.name), 'airflow'),
    ...(name !== undefined && { name }),
    ...(branch !== undefined && { branch }),
    ...(production !== undefined && { production }),
    ...(namespace !== undefined && { namespace }),
    ...(workflowTimeout !== undefined && { workflowTimeout }),
    ...(authorize !== undefined && { authorize }),
    ...(newToken !== undefined && { newToken }),
    ...(generateNewToken && { generateNewToken }),
    ...(image !== undefined && { image }),
    ...(imageRepository !== undefined && { imageRepository }),
    ...(deferrable !== undefined && { deferrable }),
    ...(kubernetesConnId !== undefined && { kubernetesConnId }),
    ...(dockerNetwork !== undefined && { dockerNetwork }),
    ...(dockerConnId !== undefined && { dockerConnId }),
    ...(secretConnection.length > 0 && { secretConnection }),
    compute,
    maxWorkers,
    with: listedValues({ ...options }, 'with'),
    tag: tags(options),
  }));
}

/** Nx keys its cache by what it has made of the command line: tags that are the same number to it would get each other's DAG. */
function tags(options: AirflowCreateExecutorOptions): string[] {
  const rewritten = typedValues(options, 'tag').find((text) => isReadAsNumber(text) && String(Number(text)) !== text);
  if (rewritten !== undefined) throw new NumericTagError(rewritten);
  return listedValues({ ...options }, 'tag');
}

/** The rule of yargs-parser, which Nx uses. */
function isReadAsNumber(text: string): boolean {
  if (/^0x[\da-f]+$/i.test(text)) return true;
  return (
    /^-?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/.test(text) &&
    !/^0[^.]/.test(text) &&
    Number.isSafeInteger(Math.floor(Number(text)))
  );
}
