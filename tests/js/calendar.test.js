import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dayWords, dtgOf, dtgOfWindow, periodWords, shiftMonth } from '../../layers/plugin/time/calendar.js';

test('what both days of a period share is said once', () => {
  const periods = [
    ['2023-10-17', '2023-10-17', '17 October 2023'],
    ['2023-10-17', '2023-10-23', '17 to 23 October 2023'],
    ['2023-10-17', '2023-11-30', '17 October to 30 November 2023'],
    ['2023-12-28', '2024-01-03', '28 December 2023 to 3 January 2024'],
  ];
  for (const [from, to, words] of periods) assert.equal(periodWords(from, to), words);
});

test('a day in words, and as a date-time group without an hour', () => {
  assert.equal(dayWords('2024-02-09'), '9 February 2024');
  assert.equal(dtgOf('2023-10-17'), '17 OCT 23');
  assert.equal(dtgOfWindow('2023-10-17', '2023-10-17'), '17 OCT 23');
  assert.equal(dtgOfWindow('2023-12-31', '2024-01-01'), '31 DEC 23 – 01 JAN 24');
});

test('some months on is the same day, cut to the month’s end, or the month’s last day', () => {
  assert.equal(shiftMonth('2024-01-31', 1, false), '2024-02-29');
  assert.equal(shiftMonth('2023-01-31', 1, false), '2023-02-28');
  assert.equal(shiftMonth('2023-11-30', 1, true), '2023-12-31');
  assert.equal(shiftMonth('2024-01-15', -1, false), '2023-12-15');
  assert.equal(shiftMonth('2023-11-15', 14, false), '2025-01-15');
});
