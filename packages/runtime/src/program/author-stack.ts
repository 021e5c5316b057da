import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Turns places in a bundle into places in the author's source. */
export interface BundleSources {
  /** `file:12:9` in the source for a place in the bundle, both counted from 1; undefined when the map does not know it. */
  locate(line: number, column: number): string | undefined;
}

/** The source map beside a bundle, `<bundle>.map`, read when it is first needed; undefined when there is none. */
export function bundleSources(bundle: string): BundleSources | undefined {
  let text: string;
  try {
    text = readFileSync(`${bundle}.map`, 'utf8');
  } catch {
    // Without its map a bundle works, and its stack traces speak of the bundle.
    return undefined;
  }
  const map = new SourceMap(JSON.parse(text) as ConstructorParameters<typeof SourceMap>[0]);
  return {
    locate(line, column) {
      const entry = map.findEntry(line - 1, column - 1);
      return 'originalSource' in entry
        ? // In a map, sources are URLs.
          `${decodeURIComponent(entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
        : undefined;
    },
  };
}

/**
 * The frames of a stack as the author should see them: places in the source, and nothing of the runner or, below it, of Node.
 *
 * @param frames as V8 prints a call site: `MyFlow.start (file:///x/3f2a.mjs:10:5)`
 * @param isOurs whether a place in the source belongs to the runner
 */
export function authorFrames(
  frames: readonly string[],
  bundle: string,
  sources: BundleSources,
  isOurs: (place: string) => boolean,
): string[] {
  const mapped = frames.map((frame) => mapFrame(frame, bundle, sources));
  const lastOfAuthor = mapped.findLastIndex((frame) => !isOurs(frame) && !isBuiltIn(frame));
  return mapped.slice(0, lastOfAuthor + 1).filter((frame) => !isOurs(frame));
}

/** Frames of Node and of JavaScript itself tell something only above a frame of the author. */
function isBuiltIn(frame: string): boolean {
  return (
    frame.includes('(node:') ||
    frame.startsWith('node:') ||
    frame.includes('(<anonymous>)') ||
    frame.includes('(index ')
  );
}

/** Whether a place that V8 names is in the bundle: a module's name is its URL. */
export function isBundle(place: string, bundle: string): boolean {
  return (place.startsWith('file://') ? fileURLToPath(place) : place).endsWith(bundle);
}

function mapFrame(frame: string, bundle: string, sources: BundleSources): string {
  const match = /^(?:([^/\\]*) \()?(.*):(\d+):(\d+)\)?$/.exec(frame);
  if (!match) return frame;
  const [, caller, file = '', line, column] = match;
  if (!isBundle(file, bundle)) return frame;
  const place = sources.locate(Number(line), Number(column));
  if (place === undefined) return frame;
  return caller === undefined ? place : `${caller} (${place})`;
}
