export { extractFlow, type ExtractedFlow } from './extract/extract-flow';
export { bundleFlow, type Bundle, type BundleRequest, type BundleResult } from './bundle/bundle-flow';
export type { RunnerPart } from './bundle/runner-parts';
export { BundleNotWrittenError } from './bundle/bundle-not-written-error';
export { bundleFileName, writeBundle, type WrittenBundle } from './bundle/write-bundle';
export { stopBundler } from './bundle/esbuild-service';
export { describeBundles, type DescribedBundle, type DescribeOptions, type LoadFailure } from './load/describe-bundles';
export { compileFlow, compileFlows, type CompiledFlow, type CompileOptions } from './compile-flow';
