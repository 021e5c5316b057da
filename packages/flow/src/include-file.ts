import { declareParameter } from './parameter-declaration';
import type { IncludeFileOptions } from './parameter-options';

/** What a field declared with these options holds in a step; null where no file has to be given. */
export type IncludedFileValue<O> =
  | (O extends { isText: infer IsText } ? (IsText extends false ? Uint8Array : string) : string)
  | (O extends { required: true }
      ? never
      : O extends { default: null | undefined }
        ? null
        : O extends { default: unknown }
          ? never
          : null);

/**
 * Declares a parameter whose value is the content of a file: Metaflow's `IncludeFile`. On the command line it takes a path. The file
 * is read and stored when the run starts (its default, when the flow is deployed); steps read it, wherever they run.
 *
 * ```ts
 * movies = includeFile({ default: './movies.csv', help: 'The films' });
 * logo = includeFile({ isText: false, required: true });
 * ```
 */
export function includeFile<const O extends IncludeFileOptions>(options: O): IncludedFileValue<O> {
  return declareParameter({ ...options, type: 'file' }) as IncludedFileValue<O>;
}
