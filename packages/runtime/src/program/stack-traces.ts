import { authorFrames, bundleSources, type BundleSources, isBundle } from './author-stack';
import { runnerFileName } from './runner-file-names';

/** Our packages that a bundle contains: their frames are of no use to an author. */
const ownPackages = ['flow', 'ir', 'datastore', 'runtime'];

/** What is known of a bundle whose stacks are shown. */
export interface TracedBundle {
  readonly path: string;
  /** Name of the flow's class. */
  readonly flow: string;
}

/**
 * From here on the stacks of all errors of this process name the author's lines. The map is read when the first stack is asked
 * for: a task that goes well does not pay for it.
 */
export function traceAuthorLines({ path: bundle, flow }: TracedBundle): void {
  const [here, , entry] = callSites();
  let sources: BundleSources | undefined;
  let isOurs: (place: string) => boolean = () => false;
  let isLoaded = false;
  Error.prepareStackTrace = (error, sites) => {
    if (!isLoaded) {
      isLoaded = true;
      sources = bundleSources(bundle);
      isOurs = ownPlaces(locate(sources, bundle, here), locate(sources, bundle, entry));
    }
    const frames = sites.map(String);
    const shown = sources ? authorFrames(frames, bundle, sources, isOurs) : frames;
    const lines = shown.map((frame) => `    at ${asWritten(frame, flow)}`);
    return [headline(error), ...lines].join('\n');
  };
}

/** The bundler calls a class that names itself `_MyFlow`. */
function asWritten(frame: string, flow: string): string {
  return frame.replace(new RegExp(`(^|\\s)_(?=${flow}\\b)`), '$1');
}

/** Where this function was called, and the functions around that. */
function callSites(): readonly NodeJS.CallSite[] {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_error, sites) => sites;
  const [, ...callers] = new Error().stack as unknown as NodeJS.CallSite[];
  Error.prepareStackTrace = prepareStackTrace;
  return callers;
}

function locate(
  sources: BundleSources | undefined,
  bundle: string,
  site: NodeJS.CallSite | undefined,
): string | undefined {
  if (!site || !isBundle(site.getFileName() ?? '', bundle)) return undefined;
  return sources?.locate(site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1);
}

/**
 * Tells places that are no author's: the runner lies beside the bundle, or is in it, and then our packages stand beside the one of this module,
 * wherever that is; and the bundle's entry is a module that no author wrote.
 */
function ownPlaces(here: string | undefined, entry: string | undefined): (frame: string) => boolean {
  const end = here?.lastIndexOf('/runtime/') ?? -1;
  const prefixes = here === undefined || end < 0 ? [] : ownPackages.map((name) => `${here.slice(0, end)}/${name}/`);
  const entryFile = entry?.replace(/:\d+:\d+$/, ':');
  const all = entryFile === undefined ? prefixes : [...prefixes, entryFile];
  return (frame) =>
    runnerFileName.test(frame) || all.some((prefix) => frame.includes(`(${prefix}`) || frame.startsWith(prefix));
}

function headline(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    // An error whose name or message throws is still an error.
    return 'Error';
  }
}
