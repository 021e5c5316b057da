import type { CheckRequest } from '@mf/cli';
import type { CheckExecutorOptions } from './options';

export function checkRequests({ files, namesakes = [] }: CheckExecutorOptions): CheckRequest[] {
  return files.map((file) => ({ file, namesakes }));
}
