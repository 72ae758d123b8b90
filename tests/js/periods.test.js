import assert from 'node:assert/strict';
import { test } from 'node:test';

import { periodsOf } from '../../layers/plugin/time/period_menu.js';
import { leastCovering, playLines } from '../../layers/plugin/time/playback_date.js';
import { nextRecord } from '../../layers/plugin/time/record_stepper.js';
import { axisMarks } from '../../layers/plugin/time/time_axis.js';
import { TimeWindow } from '../../layers/plugin/time/time_window.js';
import { makeRecords, maskOf } from './payload.js';

const SHIPPED = [{ id: 'a', date: '2023-10-18' }, { id: 'b', date: '2024-12-01' }];

function offered(rows, options) {
  const records = makeRecords(rows, options);
  return periodsOf(records, records.span - 1).map(({ text, from, to }) => [text, records.isoOf(from), records.isoOf(to)]);
}

test('a record is offered the periods that it has days of', () => {
  assert.deepEqual(offered(SHIPPED, { span: 414 }), [
    ['Last 7 days of record', '2024-11-25', '2024-12-01'],
    ['Last 30 days of record', '2024-11-02', '2024-12-01'],
    ['Oct 2023 – Feb 2024', '2023-10-17', '2024-02-29'],
    ['Jul – Aug 2024', '2024-07-01', '2024-08-31'],
    ['All', '2023-10-17', '2024-12-03'],
  ]);
  const own = [{ id: 'a', date: '2021-03-02' }, { id: 'b', date: '2021-03-20' }];
  assert.deepEqual(offered(own, { first: '2021-03-01', span: 22 }), [
    ['Last 7 days of record', '2021-03-14', '2021-03-20'], ['All', '2021-03-01', '2021-03-22'],
  ]);
  const one = [{ id: 'a', date: '2023-10-18' }];
  assert.deepEqual(offered(one, { span: 3 }).map(([text]) => text), ['Oct 2023 – Feb 2024', 'All']);
});

test('the time of a play in at most two short lines', () => {
  const records = makeRecords(SHIPPED, { span: 414 });
  const time = new TimeWindow(records, () => {});
  const cases = [
    ['2023-10-23', '2023-10-23', 'window', '23 OCT 23'],
    ['2023-10-23', '2023-10-29', 'window', 'WEEK OF 23 OCT 23'],
    ['2024-02-01', '2024-02-29', 'window', 'FEB 2024'],
    ['2023-10-17', '2023-11-30', 'window', '17 OCT – 30 NOV 23'],
    ['2023-12-17', '2024-01-30', 'window', '17 DEC 23 – 30 JAN 24'],
    ['2023-12-17', '2024-01-30', 'cumulative', 'UP TO 30 JAN 24'],
  ];
  for (const [from, to, mode, text] of cases) {
    time.set(records.dayOf(from), records.dayOf(to), mode);
    assert.equal(playLines(records, time).join(' ').trim().replace(/\s+/g, ' '), text);
  }
});

test('a box is put where it covers least, and of such places nearest to a corner', () => {
  const frame = { x: 400, y: 300 };
  const free = leastCovering([100, 40], frame, []);
  assert.ok(Math.min(free.left, 400 - 100 - free.left) <= 16 && Math.min(free.top, 300 - 40 - free.top) <= 16);
  const corner = { weight: 20, box: [0, 0, 200, 100] };
  const found = leastCovering([100, 40], frame, [corner]);
  assert.ok(found.cost < 1);
  assert.ok(found.left >= 200 || found.top >= 100);
  assert.equal(leastCovering([500, 40], frame, [corner]).cost, Infinity);
});

test('from the window, the next attack is after its last day and the previous before its first', () => {
  const records = makeRecords(['18', '20', '20', '25'].map((day, k) => ({ id: `r${k}`, date: `2023-10-${day}` })));
  const time = new TimeWindow(records, () => {});
  time.set(2, 4);
  assert.equal(nextRecord(records, time, -1, 1), 3);
  assert.equal(nextRecord(records, time, -1, -1), 0);
  time.set(3, 5, 'cumulative');
  assert.equal(nextRecord(records, time, -1, -1), 2);
  time.set(8, 9, 'window');
  assert.equal(nextRecord(records, time, -1, 1), -1);
});

test('from an open record, the next is the next that passes', () => {
  const records = makeRecords(['18', '20', '20', '25'].map((day, k) => ({ id: `r${k}`, date: `2023-10-${day}` })));
  const time = new TimeWindow(records, () => {});
  records.setMask(maskOf([true, false, true, true]));
  assert.equal(nextRecord(records, time, 0, 1), 2);
  assert.equal(nextRecord(records, time, 2, -1), 0);
  assert.equal(nextRecord(records, time, 0, -1), -1);
  assert.equal(nextRecord(records, time, 3, 1), -1);
});

test('the first name of the axis has its year, and so has each January', () => {
  const texts = (first, span, width) => axisMarks(makeRecords([{ id: 'a', date: first }], { first, span }), width).map(({ day, text }) => [day, text]);
  assert.deepEqual(texts('2023-12-29', 6, 600), [[0, '29 Dec 2023'], [1, '30 Dec'], [2, '31 Dec'], [3, '1 Jan'], [4, '2 Jan'], [5, '3 Jan']]);
  assert.deepEqual(texts('2023-11-01', 120, 600), [[0, 'Nov 2023'], [30, 'Dec'], [61, 'Jan 2024'], [92, 'Feb']]);
  assert.equal(texts('2014-10-18', 3652, 200).at(-1)[1], '2022');
});

test('the axis names days, months or years, as many as there is room for', () => {
  const day = /^\d+ [A-Z][a-z]{2}( \d{4})?$/;
  const month = /^[A-Z][a-z]{2}( \d{4})?$/;
  const wanted = new Map([[10, day], [30, day], [45, day], [60, month], [413, month], [1200, /^([A-Z][a-z]{2}( \d{4})?|\d{4})$/], [3652, /^([A-Z][a-z]{2} \d{4}|\d{4})$/]]);
  for (const [span, pattern] of wanted) {
    for (const width of [500, 753, 870]) {
      const marks = axisMarks(makeRecords([{ id: 'a', date: '2014-10-20' }], { first: '2014-10-18', span }), width);
      assert.ok(marks.length >= 2, `${span} days on ${width} px`);
      for (const { text } of marks) assert.match(text, pattern);
      assert.deepEqual(marks, marks.toSorted((a, b) => a.day - b.day));
    }
  }
});
