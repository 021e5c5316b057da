import { FlowSpec, type Inputs, parameter, step } from '@mf/flow';
import { clean, type Film, type GroupStats, type RawFilm, statsBy, table } from './films.js';

/** What 3,201 films tell about genres and decades. */
export class MovieStatsFlow extends FlowSpec {
  minVotes = parameter({ default: 1000, help: 'Leave out films with fewer votes on IMDB' });
  films!: Film[];
  genres!: GroupStats[];
  decades!: GroupStats[];
  report!: string;

  /** Load the films and keep those that enough people have voted on. */
  @step async start() {
    const { default: rows } = await import('vega-datasets/data/movies.json', { with: { type: 'json' } });
    this.films = clean(rows as RawFilm[], this.minVotes);
    console.log(`${this.films.length} of ${rows.length} films have at least ${this.minVotes} votes`);
    this.next(this.byGenre, this.byDecade);
  }

  @step byGenre() {
    this.genres = statsBy(this.films, (film) => film.genre ?? '(no genre)');
    this.next(this.join);
  }

  @step byDecade() {
    this.decades = statsBy(this.films, (film) => `${Math.floor(film.year / 10) * 10}s`);
    this.next(this.join);
  }

  /** Combine both views into one table. */
  @step join(inputs: Inputs<MovieStatsFlow, 'byGenre' | 'byDecade'>) {
    this.genres = inputs.byGenre.genres;
    this.decades = inputs.byDecade.decades;
    this.report = `${table('genre', this.genres)}\n\n${table('decade', this.decades)}`;
    this.next(this.end);
  }

  @step end() {
    console.log(this.report);
  }
}
