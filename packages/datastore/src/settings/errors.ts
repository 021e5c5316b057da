/** A configuration file of Metaflow cannot be read. */
export class ConfigurationFileError extends Error {
  override readonly name = 'ConfigurationFileError';
  readonly code = 'MF4007';
  readonly advice = 'It must be a JSON object: {"METAFLOW_DEFAULT_DATASTORE": "s3"}. Correct it, or remove it.';

  constructor(file: string, problem: string) {
    super(`Cannot read Metaflow's configuration ${file}: ${problem}`);
  }
}

/** METAFLOW_PROFILE names a profile that has no file. */
export class ProfileNotFoundError extends Error {
  override readonly name = 'ProfileNotFoundError';
  readonly code = 'MF4008';
  readonly advice = 'Correct METAFLOW_PROFILE or METAFLOW_HOME, or unset them.';

  constructor(profile: string, home: string) {
    super(`There is no config_${profile}.json in ${home}, the profile that METAFLOW_PROFILE names`);
  }
}
