import assert from 'node:assert/strict';
import { test } from 'node:test';

import { TimeWindow } from '../../layers/plugin/time/time_window.js';
import { makeRecords } from './payload.js';

/* A slider of 2023-10-17 to 2024-12-03, with a record on the first day but one. */
function makeTime(from, to, mode) {
  const records = makeRecords([{ id: 'a', date: '2023-10-18' }, { id: 'b', date: '2024-12-01' }], { span: 414 });
  let changes = 0;
  const time = new TimeWindow(records, () => { changes += 1; });
  if (from) time.set(records.dayOf(from), records.dayOf(to), mode);
  return { time, records, days: () => [records.isoOf(time.from), records.isoOf(time.to)], count: () => changes };
}

test('a new window is the whole slider', () => {
  const { time, days } = makeTime();
  assert.deepEqual(days(), ['2023-10-17', '2024-12-03']);
  assert.ok(time.isWhole);
  assert.equal(time.days, 414);
});

test('set keeps to the slider, put goes beyond it, and each says that something changed', () => {
  const { time, days, count } = makeTime();
  time.set(-5, 9999);
  assert.deepEqual(days(), ['2023-10-17', '2024-12-03']);
  time.put(-30, -1);
  assert.deepEqual(days(), ['2023-09-17', '2023-10-16']);
  time.put(-99999, 99999);
  assert.equal(time.to - time.from + 1, 3653 + 414 + 3653);
  assert.equal(count(), 3);
});

test('the last day is never before the first', () => {
  const { time } = makeTime();
  time.set(20, 10);
  assert.deepEqual([time.from, time.to], [20, 20]);
  time.moveEnd(1, 5);
  assert.deepEqual([time.from, time.to], [20, 20]);
  time.moveEnd(0, 25);
  assert.deepEqual([time.from, time.to], [20, 20]);
});

test('a move keeps the length, and stops at either end', () => {
  const { time, days } = makeTime('2023-10-20', '2023-10-26');
  time.step('day', 1);
  assert.deepEqual(days(), ['2023-10-21', '2023-10-27']);
  time.step('week', -1);
  assert.deepEqual(days(), ['2023-10-17', '2023-10-23']);
  time.moveTo(time.last);
  assert.deepEqual(days(), ['2024-11-27', '2024-12-03']);
  time.centreOn(100);
  assert.deepEqual([time.from, time.to], [97, 103]);
});

test('whole months step to whole months, others by the day of the month', () => {
  const { time, days } = makeTime('2023-11-01', '2023-11-30');
  time.step('month', 1);
  assert.deepEqual(days(), ['2023-12-01', '2023-12-31']);
  time.step('month', 1);
  time.step('month', 1);
  assert.deepEqual(days(), ['2024-02-01', '2024-02-29']);
  assert.ok(time.isOfWholeMonths);
  time.step('week', -1);
  assert.deepEqual(days(), ['2024-01-25', '2024-02-22']);
  time.step('month', 1);
  assert.deepEqual(days(), ['2024-02-25', '2024-03-22']);
});

test('a step by months that would leave the slider ends at its edge', () => {
  const { time, days } = makeTime('2023-10-20', '2023-11-19');
  time.step('month', -1);
  assert.deepEqual(days(), ['2023-10-17', '2023-11-16']);
});

test('a length keeps the last day, where there is room before it', () => {
  const { time, days } = makeTime('2023-10-17', '2023-11-30');
  time.setLength(7);
  assert.deepEqual(days(), ['2023-11-24', '2023-11-30']);
  time.setLength(30);
  assert.deepEqual(days(), ['2023-11-01', '2023-11-30']);
  time.set(0, 2);
  time.setLength(7);
  assert.deepEqual(days(), ['2023-10-17', '2023-10-23']);
});

test('cumulative shows the days from the first record on, once that has come', () => {
  const { time, records } = makeTime('2024-01-01', '2024-01-31', 'cumulative');
  assert.deepEqual(time.shownDays.map((day) => records.isoOf(day)), ['2023-10-18', '2024-01-31']);
  time.set(0, 0);
  assert.deepEqual(time.shownDays, [0, 0]);
});

test('a growing window keeps its first day; by months its last day keeps to the month’s end', () => {
  const { time, days } = makeTime('2023-11-01', '2023-11-30');
  time.grow('month');
  assert.deepEqual(days(), ['2023-11-01', '2023-12-31']);
  time.grow('week');
  assert.deepEqual(days(), ['2023-11-01', '2024-01-07']);
});
