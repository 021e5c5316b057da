import { deepEqual, equal, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runFlow } from '@mf/cli/testing';
import { clean, type GroupStats, statsBy } from './films.js';

const raw = {
  Title: 2012,
  'Worldwide Gross': null,
  'Release Date': 'Nov 13 2009',
  'Major Genre': 'Action',
  Director: null,
  'IMDB Rating': 6.2,
  'IMDB Votes': 65_000,
};

test('cleaning makes text of titles, keeps gaps, mends years and leaves out what few voted on', () => {
  const rows = [raw, { ...raw, 'Release Date': 'Mar 10 2046' }, { ...raw, 'IMDB Votes': 10 }, { ...raw, Title: null }];

  deepEqual(
    clean(rows, 1000).map(({ title, year, gross }) => ({ title, year, gross })),
    [
      { title: '2012', year: 2009, gross: null },
      { title: '2012', year: 1946, gross: null },
    ],
  );
});

test('a group weights ratings by votes and takes the median of what is known', () => {
  const film = { title: 'a', year: 2000, genre: null, director: null, gross: 10, rating: 5, votes: 1 };
  const films = [film, { ...film, title: 'b', rating: 8, votes: 2, gross: null }, { ...film, gross: 30 }];

  deepEqual(
    statsBy(films, () => 'all'),
    [{ group: 'all', films: 3, rating: 6.5, medianGross: 20, best: 'b' }],
  );
});

test('the flow joins both views of the real films', async () => {
  const run = await runFlow(join(import.meta.dirname, 'movie-stats.flow.ts'), { parameters: { minVotes: 50_000 } });
  const data = await run.data;
  const genres = data?.['genres'] as GroupStats[];
  const decades = data?.['decades'] as GroupStats[];

  equal(await run.successful, true);
  const total = (stats: readonly GroupStats[]) => stats.reduce((sum, { films }) => sum + films, 0);
  equal(total(genres), total(decades));
  ok(total(genres) > 300);
  ok(String(data?.['report']).includes('Drama'));
});
