import { homedir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';

describe('cacheFolder', () => {
  it('is below XDG_CACHE_HOME, else in the home of the user', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/somewhere' })).toBe('/somewhere/mf-nx');
    expect(cacheFolder({})).toBe(join(homedir(), '.cache', 'mf-nx'));
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).toBe(join(homedir(), '.cache', 'mf-nx'));
  });
});
