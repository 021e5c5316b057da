import type { CheckOptions, CheckRequest } from '@mf/cli/check';
import type { CheckExecutorOptions } from './options';

export function checkRequests({ files, namesakes = [] }: CheckExecutorOptions): CheckRequest[] {
  return files.map((file) => ({ file, namesakes }));
}

/** Where the flows are to be deployed. */
export function checkTarget({ on, compute }: CheckExecutorOptions): Pick<CheckOptions, 'target' | 'compute'> {
  return { ...(on && { target: on }), ...(compute && { compute }) };
}
