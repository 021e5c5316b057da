// Written by scripts/write-option-types.mjs from schema.json.

/** Registers the plugin in nx.json, ignores what runs and compilations write, and adds the packages. Safe to run again. */
export interface InitGeneratorOptions {
  /** Do not format the changed files. */
  readonly skipFormat?: boolean;
  /** Do not add packages to package.json. */
  readonly skipPackageJson?: boolean;
}
