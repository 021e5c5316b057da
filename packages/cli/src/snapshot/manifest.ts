import { canonicalJson, type FlowIR } from '@mf/ir';
import { sha256, sha256Of } from './digest';
import type { OutputFile } from './write-files';

/** What a command wrote for a flow: the only thing that a deployment has to read. Names every file with its digest. */
export interface Manifest {
  readonly manifestVersion: 1;
  readonly flow: string;
  /** The flow's source, relative to the workspace root. */
  readonly source: string;
  /** SHA-256 of the FlowIR as canonical JSON. */
  readonly irHash: string;
  /** SHA-256 of each file by its path, relative to the manifest. */
  readonly files: Readonly<Record<string, string>>;
  readonly airflow?: AirflowDeployment;
}

export interface AirflowDeployment {
  readonly dagId: string;
  readonly dag: string;
  /** Of what runs beside the DAG. */
  readonly bundle?: string;
  /** Of what runs in pods, by its digest. */
  readonly image?: string;
  readonly compute: string;
}

export function irText(ir: FlowIR): string {
  return `${canonicalJson(ir, 2)}\n`;
}

export function manifestText(ir: FlowIR, files: readonly OutputFile[], airflow?: AirflowDeployment): string {
  const manifest: Manifest = {
    manifestVersion: 1,
    flow: ir.name,
    source: ir.at.file,
    irHash: irHash(ir),
    files: Object.fromEntries(files.map((file) => [file.path, sha256Of(file)])),
    ...(airflow ? { airflow } : {}),
  };
  return `${canonicalJson(manifest, 2)}\n`;
}

/** SHA-256 of a flow's IR as canonical JSON. */
export function irHash(ir: FlowIR): string {
  return sha256(canonicalJson(ir));
}
