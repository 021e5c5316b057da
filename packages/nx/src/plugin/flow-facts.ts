import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openContentCache } from '../content-cache';
import { mayComputeDefault } from './computed-default';
import { fileReferences } from './file-references';
import { flowClassName } from './flow-name';
import { mayBelongToProject } from './project-branch';

/** What inference has to know of the content of a flow's file. */
export interface FlowFacts {
  readonly className?: string;
  /** The DAG is a pure function of what Nx hashes: it may come from a cache. */
  readonly dagIsPure: boolean;
  /** See `fileReferences`. */
  readonly references: readonly string[];
}

/** Raised when other facts are read from the same text. */
const version = 2;

/** Reads the facts of flows from their text, or from the cache where that text was read before. */
export function readFlowFacts(workspaceRoot: string, files: readonly string[]): ReadonlyMap<string, FlowFacts> {
  const cache = openContentCache<FlowFacts>(workspaceRoot, 'mf-flows', version);
  const facts = new Map<string, FlowFacts>();
  for (const file of files) {
    const source = readSource(join(workspaceRoot, file));
    if (source === undefined) {
      facts.set(file, { dagIsPure: false, references: [] });
      continue;
    }
    const hash = createHash('sha1').update(source).digest('base64');
    facts.set(file, cache.get(hash) ?? cache.set(hash, factsOf(source)));
  }
  cache.save();
  return facts;
}

function factsOf(source: string): FlowFacts {
  const className = flowClassName(source);
  return {
    ...(className !== undefined && { className }),
    dagIsPure: !mayComputeDefault(source) && !mayBelongToProject(source),
    references: fileReferences(source),
  };
}

/** Undefined for a file that was deleted since Nx listed it, or is unreadable: the command that compiles it will say so. */
export function readSource(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
