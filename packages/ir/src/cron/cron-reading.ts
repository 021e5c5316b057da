/** A cron expression as Airflow takes it (five fields), or why it cannot be said that way. */
export type CronReading =
  | { readonly ok: true; readonly cron: string }
  | {
      readonly ok: false;
      /** Half a sentence: what is wrong. */
      readonly reason: string;
      readonly advice: string;
    };

/** Thrown while an expression is taken apart; `readCron` turns it into a `CronReading`. */
export class UnreadableCron extends Error {
  constructor(
    readonly reason: string,
    readonly advice: string,
  ) {
    super(reason);
    this.name = 'UnreadableCron';
  }
}
