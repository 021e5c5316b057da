/** A row of movies.json as it is published: titles that are numbers, dates in English, gaps everywhere. */
export interface RawFilm {
  Title: string | number | null;
  'Worldwide Gross': number | null;
  'Release Date': string;
  'Major Genre': string | null;
  Director: string | null;
  'IMDB Rating': number | null;
  'IMDB Votes': number | null;
}

export interface Film {
  title: string;
  year: number;
  genre: string | null;
  director: string | null;
  gross: number | null;
  rating: number;
  votes: number;
}

export interface GroupStats {
  group: string;
  films: number;
  /** Mean IMDB rating, weighted by votes. */
  rating: number;
  /** Median worldwide gross in dollars over the films that tell it; null when none does. */
  medianGross: number | null;
  best: string;
}

/** Films with a title, a rating and at least `minVotes` votes. */
export function clean(rows: readonly RawFilm[], minVotes: number): Film[] {
  return rows.flatMap((row) => {
    const rating = row['IMDB Rating'];
    const votes = row['IMDB Votes'];
    if (row.Title === null || rating === null || votes === null || votes < minVotes) return [];
    return [
      {
        title: String(row.Title),
        year: releaseYear(row['Release Date']),
        genre: row['Major Genre'],
        director: row.Director,
        gross: row['Worldwide Gross'],
        rating,
        votes,
      },
    ];
  });
}

/** The source kept two digits of each year, so its films of the twenties to the forties seem to come from the future. */
function releaseYear(date: string): number {
  const year = new Date(`${date} UTC`).getUTCFullYear();
  return year > 2011 ? year - 100 : year;
}

/** Statistics of each group of films, the largest group first. */
export function statsBy(films: readonly Film[], groupOf: (film: Film) => string): GroupStats[] {
  const groups = new Map<string, Film[]>();
  for (const film of films) {
    const group = groupOf(film);
    const members = groups.get(group);
    if (members) members.push(film);
    else groups.set(group, [film]);
  }
  return [...groups]
    .map(([group, members]) => {
      const votes = members.reduce((sum, film) => sum + film.votes, 0);
      const best = members.reduce((a, b) => (b.rating > a.rating ? b : a));
      return {
        group,
        films: members.length,
        rating: members.reduce((sum, film) => sum + film.rating * film.votes, 0) / votes,
        medianGross: median(members.flatMap((film) => film.gross ?? [])),
        best: best.title,
      };
    })
    .sort((a, b) => b.films - a.films || (a.group < b.group ? -1 : 1));
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A text table, one line a group. */
export function table(title: string, rows: readonly GroupStats[]): string {
  const line = (group: string, films: string, rating: string, gross: string, best: string) =>
    `${group.padEnd(20)} ${films.padStart(6)} ${rating.padStart(6)} ${gross.padStart(14)}  ${best}`;
  return [
    line(title, 'films', 'rating', 'median gross', 'best film'),
    ...rows.map((row) =>
      line(
        row.group,
        String(row.films),
        row.rating.toFixed(2),
        row.medianGross === null ? '-' : Math.round(row.medianGross).toLocaleString('en-US'),
        row.best,
      ),
    ),
  ].join('\n');
}
