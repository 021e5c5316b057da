import { authorFrames, bundleSources, type BundleSources } from './author-stack';

/** Our packages that a bundle contains: their frames are of no use to an author. */
const ownPackages = ['flow', 'ir', 'datastore', 'runtime'];

/**
 * From here on the stacks of all errors of this process name the author's lines. The map is read when the first stack is asked
 * for: a task that goes well does not pay for it.
 *
 * @param bundle path of the bundle that runs
 */
export function traceAuthorLines(bundle: string): void {
  const here = callSite();
  let sources: BundleSources | undefined;
  let isOurs: (place: string) => boolean = () => false;
  let isLoaded = false;
  Error.prepareStackTrace = (error, callSites) => {
    if (!isLoaded) {
      isLoaded = true;
      sources = bundleSources(bundle);
      isOurs = ownPlaces(sources?.locate(here?.getLineNumber() ?? 1, here?.getColumnNumber() ?? 1));
    }
    const frames = callSites.map(String);
    const shown = sources ? authorFrames(frames, bundle, sources, isOurs) : frames;
    return [headline(error), ...shown.map((frame) => `    at ${frame}`)].join('\n');
  };
}

/** Where this function was called. */
function callSite(): NodeJS.CallSite | undefined {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_error, callSites) => callSites;
  const callSites = new Error().stack as unknown as NodeJS.CallSite[];
  Error.prepareStackTrace = prepareStackTrace;
  return callSites[0];
}

/** Tells places in our own packages by where this very module stands among the sources. */
function ownPlaces(here: string | undefined): (frame: string) => boolean {
  const end = here?.lastIndexOf('/runtime/') ?? -1;
  if (here === undefined || end < 0) return () => false;
  const prefixes = ownPackages.map((name) => `${here.slice(0, end)}/${name}/`);
  return (frame) => prefixes.some((prefix) => frame.includes(`(${prefix}`) || frame.startsWith(prefix));
}

function headline(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    // An error whose name or message throws is still an error.
    return 'Error';
  }
}
