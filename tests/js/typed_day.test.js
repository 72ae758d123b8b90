import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readTypedDay } from '../../layers/plugin/time/typed_day.js';

const READ = {
  '2023-11-05': '2023-11-05',
  '20231105': '2023-11-05',
  '2023-11-5': '2023-11-05',
  '2023/11/05': '2023-11-05',
  '3 Nov 2023': '2023-11-03',
  '3nov2023': '2023-11-03',
  '03-NOV-23': '2023-11-03',
  '17 OCT 23': '2023-10-17',
  '17 September 2024': '2024-09-17',
  '17 Sept. 2024': '2024-09-17',
  'Nov 3, 2023': '2023-11-03',
  ' 29  feb ': '2024-02-29',  // the slider holds one
  '3 feb': '2024-02-03',
  '2031-01-01': '2031-01-01',
  '1 may': '2024-05-01',
  '31 may': '2024-05-31',
};
const REFUSED = {
  '3nov': '3nov has no year, and the record holds it in 2023 and 2024: type one, such as 3 Nov 2023.',
  '1/2/24': '1/2/24 can be 1 Feb 2024 or 2 Jan 2024: type it like that.',
  '01.02.2024': '01.02.2024 can be 1 Feb 2024 or 2 Jan 2024: type it like that.',
  '13/2/24': '13/2/24: type the month as a word, such as 13 Feb 2024.',
  '2/2/24': '2/2/24: type the month as a word, such as 2 Feb 2024.',
  '31/31/2024': '31/31/2024 is not a day: type it as 2023-10-17 or 17 OCT 23.',
  '2023-02-30': '2023-02-30 is not a day: February 2023 has 28 days.',
  '2023-13-01': '2023-13-01 is not a day: there is no month 13; type it as 2023-10-17 or 17 OCT 23.',
  '31 nov 2023': '31 nov 2023 is not a day: November 2023 has 30 days.',
  '31 nov': '31 nov is not a day: November 2024 has 30 days.',
  'Nov 23': 'Nov 23 is not a day: type it as 2023-10-17 or 17 OCT 23.',
  '17102023': '17102023 is not a day: there is no month 20; type it as 2023-10-17 or 17 OCT 23.',
  '12 xyz 23': '12 xyz 23 is not a day: type it as 2023-10-17 or 17 OCT 23.',
  '<b>1</b>': '<b>1</b> is not a day: type it as 2023-10-17 or 17 OCT 23.',
  '0 may': '0 may is not a day: May 2024 has 31 days.',
  '1 nov': '1 nov has no year, and the record holds it in 2023 and 2024: type one, such as 1 Nov 2023.',
  ' ': 'No day: type it as 2023-10-17 or 17 OCT 23.',
};

const read = (text) => readTypedDay(text, '2023-10-17', '2024-12-03');

test('what can be read in one way is read', () => {
  for (const [text, iso] of Object.entries(READ)) assert.deepEqual(read(text), { iso }, text);
});

test('what can be read in two ways, or in none, says what to type', () => {
  for (const [text, error] of Object.entries(REFUSED)) assert.deepEqual(read(text), { error }, text);
});
