/** A length of time: the parts are added together. */
export interface TimeSpan {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
}

export function inSeconds({ days = 0, hours = 0, minutes = 0, seconds = 0 }: TimeSpan): number {
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
