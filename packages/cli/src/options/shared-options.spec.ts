import { configOptions, readingConfigOptions } from './shared-options';

it('a command about a deployed flow says that its configs are for reading the file alone', () => {
  const flags = (options: { readonly flags: string }[]) => options.map(({ flags: text }) => text);
  expect(flags(readingConfigOptions())).toEqual(flags(configOptions()));
  const says = /only to read its file: runs have the configs of the deployment/;
  for (const { description } of readingConfigOptions()) expect(description).toMatch(says);
  for (const { description } of configOptions()) expect(description).not.toMatch(says);
});
