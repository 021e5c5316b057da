/** A tag that Nx takes for a number and spells in its own way. */
export class NumericTagError extends Error {
  readonly code = 'MF7008';
  readonly advice: string;

  constructor(text: string) {
    super(`--tag=${text} is the number ${Number(text)} to Nx, whose cache cannot tell the two apart`);
    this.name = 'NumericTagError';
    this.advice = `Write --tag=${Number(text)}, or set the tag as text in the options of the target: "tag": ["${text}"].`;
  }
}
