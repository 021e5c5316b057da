/** The text of a module that another one imports. */
export interface ImportedText {
  /** Relative to the workspace root, with `/`. */
  readonly file: string;
  readonly text: string;
}

/**
 * Finds what an import names, as bundling will; undefined when that is no source file.
 *
 * @param specifier as written in the import
 * @param importer the importing file, relative to the workspace root
 */
export type ImportModule = (specifier: string, importer: string) => Promise<ImportedText | undefined>;
