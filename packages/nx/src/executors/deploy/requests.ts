import { refuseUnknownOptions } from '../unknown-target-option';
import { type DeployExecutorOptions, deployOptionNames } from './options';

/** The flows to deploy. @throws UnknownTargetOptionError */
export function deployFiles(options: DeployExecutorOptions): readonly string[] {
  refuseUnknownOptions(options, deployOptionNames);
  return options.files;
}
