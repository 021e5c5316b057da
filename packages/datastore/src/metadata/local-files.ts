/** Directory of the metadata of a flow, run, step or task, inside that of its data. */
export const META = '_meta';
/** What an object says about itself. */
export const SELF = `${META}/_self.json`;

/** Name of a metadata file taken apart; undefined for any other file. */
export function parseSysmetaName(name: string): { field: string; milliseconds: number } | undefined {
  const match = /^sysmeta_(.+)_(\d+)\.json$/.exec(name);
  return match ? { field: match[1] as string, milliseconds: Number(match[2]) } : undefined;
}

/** Name of an artifact record's file taken apart; undefined for any other file. */
export function parseArtifactName(name: string): { attempt: number; name: string } | undefined {
  const match = /^(\d+)_artifact_(.+)\.json$/.exec(name);
  return match ? { attempt: Number(match[1]), name: match[2] as string } : undefined;
}
