export { extractFlow, type ExtractedFlow } from './extract/extract-flow';
export { bundleFlow, type Bundle, type BundleRequest, type BundleResult } from './bundle/bundle-flow';
export { BundleNotWrittenError, bundleFileName, writeBundle } from './bundle/write-bundle';
export { stopBundler } from './bundle/esbuild-service';
export { describeBundles, type DescribedBundle, type DescribeOptions, type LoadFailure } from './load/describe-bundles';
export { compileFlow, compileFlows, type CompiledFlow, type CompileOptions, type WrittenBundle } from './compile-flow';
