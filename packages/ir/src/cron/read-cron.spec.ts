import { readCron } from './read-cron';

describe('readCron', () => {
  describe('takes five fields as they are', () => {
    it.each([
      ['0 10 * * *', '0 10 * * *'],
      ['  */15   8-18  * *  MON-FRI ', '*/15 8-18 * * MON-FRI'],
      ['0 0 1,15 jan,jul *', '0 0 1,15 JAN,JUL *'],
      ['0 0 ? * 1', '0 0 * * 1'],
      ['0 0 1 * ?', '0 0 1 * *'],
      ['0 0 L * *', '0 0 L * *'],
      ['0 0 1,L * MON', '0 0 1,L * MON'],
      ['0 0 * * 7', '0 0 * * 7'],
      ['0 0 * * MON#2', '0 0 * * MON#2'],
      ['0 0 * * 7#1', '0 0 * * 0#1'],
      ['01 02 * * *', '1 2 * * *'],
      ['0 0 29 2 *', '0 0 29 2 *'],
      ['0 0 30 2 MON', '0 0 30 2 MON'],
      ['0 0 30 1/1 *', '0 0 30 1/1 *'],
    ])('%s', (given, cron) => expect(readCron(given)).toEqual({ ok: true, cron }));
  });

  describe('says plainly what croniter would read in a way of its own', () => {
    it.each([
      ['5-5 * * * *', '5 * * * *'],
      ['0 0 * * FRI-MON', '0 0 * * 5,6,0,1'],
      ['0 22-2/2 * * *', '0 22,0,2 * * *'],
      ['0 0 * * 5/1', '0 0 * * 5-6/1'],
      ['0 0 * * 7-2', '0 0 * * 0,1,2'],
      ['0 0 28-2 * *', '0 0 28,29,30,31,1,2 * *'],
    ])('%s', (given, cron) => expect(readCron(given)).toEqual({ ok: true, cron }));
  });

  describe('turns the six fields of AWS into five', () => {
    it.each([
      ['0 10 * * ? *', '0 10 * * *'],
      ['0 10 ? * * *', '0 10 * * *'],
      ['15 12 ? * 1 *', '15 12 * * 0'],
      ['15 12 ? * 7 *', '15 12 * * 6'],
      ['0 8 ? * 2-6 *', '0 8 * * 1-5'],
      ['0 8 ? * 1,3,7 *', '0 8 * * 0,2,6'],
      ['0 8 ? * MON-FRI *', '0 8 * * MON-FRI'],
      ['0 8 ? * mon,5 *', '0 8 * * MON,4'],
      ['0 8 ? * 7-2 *', '0 8 * * 6,0,1'],
      ['0 8 ? * 2/2 *', '0 8 * * 1-6/2'],
      ['0 8 ? * MON/2 *', '0 8 * * MON-6/2'],
      ['0 8 ? * 2-6/2 *', '0 8 * * 1-5/2'],
      ['0 8 ? * */2 *', '0 8 * * */2'],
      ['0 0 ? * 2#1 *', '0 0 * * 1#1'],
      ['0 0 ? * 1#5,7#2 *', '0 0 * * 0#5,6#2'],
      ['0 0 ? * MON#2 *', '0 0 * * MON#2'],
      ['0 0 L * ? *', '0 0 L * *'],
      ['0/5 8-17 ? * MON-FRI *', '0/5 8-17 * * MON-FRI'],
      ['0 18 1/5 JAN-JUN/2 ? *', '0 18 1/5 JAN-JUN/2 *'],
    ])('%s', (given, cron) => expect(readCron(given)).toEqual({ ok: true, cron }));
  });

  describe('knows the usual presets', () => {
    it.each([
      ['@hourly', '0 * * * *'],
      ['@Weekly', '0 0 * * 0'],
    ])('%s', (given, cron) => expect(readCron(given)).toEqual({ ok: true, cron }));
  });

  describe('refuses', () => {
    it.each([
      ['0 10 * * * *', 'the sixth field for seconds'],
      ['0 0 10 * * MON', 'the sixth field for seconds'],
      ['0 10 * * MON 2026', 'the sixth field for seconds'],
      ['0 0 10 * * ?', 'as Quartz writes it'],
      ['0 10 ? * ? *', 'both days are ?'],
      ['0 10 * * ? 2026', 'the year 2026'],
      ['0 0 15W * ? *', 'no "15W"'],
      ['0 0 LW * ? *', 'no "LW"'],
      ['0 0 L-3 * *', 'no "L-3"'],
      ['0 0 ? * 6L *', 'with L ("6L")'],
      ['0 0 ? * L *', 'with L ("L")'],
      ['0 0 ? * MON#2,FRI *', '"FRI" is no weekday with its place'],
      ['0 0 ? * MON#6 *', '"MON#6" is no weekday with its place'],
      ['0 0 1 * MON#2', 'a day that is both'],
      ['0 0 ? * 0 *', '0 is no day of week'],
      ['0 0 ? * 8 *', '8 is no day of week'],
      ['60 * * * *', '60 is no minute'],
      ['* 24 * * *', '24 is no hour'],
      ['* * 0 * *', '0 is no day of month'],
      ['* * * 13 *', '13 is no month'],
      ['*/0 * * * *', 'the step of "*/0" is 0'],
      ['0 0 31 2 *', 'no month in it has a day 31'],
      ['0 0 31 4,6,9,11 *', 'no month in it has a day 31'],
      ['1,,2 * * * *', '"" cannot be read as minute'],
      ['H * * * *', '"H" cannot be read as minute'],
      ['* * * MON *', '"MON" cannot be read as month'],
      ['? * * * *', '"?" cannot be read as minute'],
      ['', 'it is empty'],
      ['every day', 'it has 2 fields'],
      ['0 0 10 * * ? *', 'it has 7 fields'],
      ['@reboot', 'there is no @reboot'],
    ])('%s', (given, reason) => {
      const reading = readCron(given);
      expect(reading).toMatchObject({
        ok: false,
        reason: expect.stringContaining(reason) as string,
        advice: expect.stringMatching(/\.$/) as string,
      });
    });
  });
});
