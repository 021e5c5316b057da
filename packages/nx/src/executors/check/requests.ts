import type { CheckOptions, CheckRequest } from '@mf/cli/check';
import { refuseUnknownOptions } from '../unknown-target-option';
import { type CheckExecutorOptions, checkOptionNames } from './options';

/** @throws UnknownTargetOptionError */
export function checkRequests(options: CheckExecutorOptions): CheckRequest[] {
  refuseUnknownOptions(options, checkOptionNames);
  const { files, namesakes = [] } = options;
  return files.map((file) => ({ file, namesakes }));
}

/** Where the flows are to be deployed. */
export function checkTarget({ on, compute }: CheckExecutorOptions): Pick<CheckOptions, 'target' | 'compute'> {
  return { ...(on && { target: on }), ...(compute && { compute }) };
}
