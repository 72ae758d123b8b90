import assert from 'node:assert/strict';
import { test } from 'node:test';

import { coveredShare, tellPeriod } from '../../layers/plugin/data/figures.js';
import { FLAG } from '../../layers/plugin/data/flags.js';
import { worldPoint } from '../../layers/plugin/layers/basemap.js';
import { TimeWindow } from '../../layers/plugin/time/time_window.js';
import { assertNear } from './cases.js';
import { makeRecords, maskOf } from './payload.js';

const ROWS = [
  { id: 'a', date: '2023-10-18', usConfirmed: true, killed: 0, wounded: 2, outcome: 'impact' },
  { id: 'b', date: '2023-10-18', counted: false },
  { id: 'c', date: '2023-10-20', placed: false, site: 'none', outcome: 'intercepted' },
  { id: 'd', date: '2023-10-20', counted: false, placed: false, addedBy: 'user' },
  { id: 'e', date: '2023-10-25', site: 'hemo', usConfirmed: true, killed: 3, outcome: 'intercepted', own: [41, 36] },
];

test('days, cells and flags are read from the payload', () => {
  const records = makeRecords(ROWS);
  assert.deepEqual(ROWS.map((_, record) => records.isoOf(records.day(record))), ROWS.map(({ date }) => date));
  assert.deepEqual(records.range(1, 3), [0, 4]);
  assert.deepEqual(records.range(4, 2), [0, 0]);
  assert.deepEqual(records.range(-9, 999), [0, 5]);
  assert.equal(records.text('outcome', 4), 'intercepted');
  assert.equal(records.text('attack_id', 2), 'c');
  assert.ok(records.is(0, FLAG.usConfirmed) && !records.is(1, FLAG.counted) && !records.is(2, FLAG.placed));
  assert.ok(records.hasPlace(4) && !records.hasPlace(0));
});

test('only an ISO day that exists is a day', () => {
  const records = makeRecords(ROWS);
  assert.equal(records.dayOf('2023-10-17'), 0);
  assert.equal(records.dayOf('2023-10-16'), -1);
  for (const text of ['2023-02-30', '2023-10-7', '17.10.2023', '']) assert.ok(Number.isNaN(records.dayOf(text)), text);
});

test('a record is found by its id, and text that comes by the chunk is found once it is there', () => {
  const whole = makeRecords(ROWS);
  assert.deepEqual(['a', 'e', 'x'].map((id) => whole.find(id)), [0, 4, -1]);
  const large = makeRecords(ROWS, { withTexts: false });
  assert.equal(large.find('c'), -1);
  assert.equal(large.text('attack_id', 2), '');
  const chunk = { number: 1, columns: { attack_id: ['c', 'd'] }, positions: [null, null] };
  assert.ok(!large.takeTexts({ stamp: 'of others', chunks: [chunk] }));
  assert.ok(large.takeTexts({ stamp: large.stamp, chunks: [chunk] }));
  assert.equal(large.find('d'), 3);
  assert.ok(large.hasText(3) && !large.hasText(4));
});

test('several is read out only where no weapon is named beside it', () => {
  const records = makeRecords([1, 2, 7, 4].map((weapon, k) => ({ id: `r${k}`, date: '2023-10-18', weapon })));
  assert.deepEqual([0, 1, 2, 3].map((record) => records.weaponText(record)), ['rocket', 'mortar', 'rocket and mortar', 'several']);
});

test('day totals count by kind, at most the mask’s records, and beyond the slider nothing', () => {
  const records = makeRecords(ROWS);
  const { dayTotals } = records;
  const kinds = ['counted', 'confirmed', 'unplaced', 'unplacedHeldOut', 'drawn', 'added', 'killed', 'wounded', 'killedStated', 'woundedStated', 'intercepted', 'outcomeKnown'];
  assert.deepEqual(kinds.map((kind) => dayTotals.whole(kind)), [3, 2, 2, 1, 3, 1, 3, 2, 2, 1, 2, 3]);
  assert.deepEqual(kinds.map((kind) => dayTotals.count(kind, 3, 3)), [1, 0, 2, 1, 0, 1, 0, 0, 0, 0, 1, 1]);
  assert.equal(dayTotals.count('counted', -50, -1), 0);
  assert.equal(dayTotals.count('counted', 9, 999), 0);
  assert.deepEqual([...records.perDay()].slice(0, 9), [0, 1, 0, 1, 0, 0, 0, 0, 1]);
  records.setMask(maskOf([false, true, true, true, true]));
  assert.deepEqual(['counted', 'drawn'].map((kind) => records.dayTotals.whole(kind)), [2, 2]);
});

test('day totals know the sites hit, and who stands at a site’s point', () => {
  const records = makeRecords(ROWS);
  const { dayTotals } = records;
  assert.equal(dayTotals.sitesHit(0, 30), 2);
  assert.deepEqual([dayTotals.sitesHit(0, 7), dayTotals.sitesHit(0, 8), dayTotals.sitesHit(8, 8)], [1, 2, 1]);
  assert.equal(dayTotals.atSites.count(0, 0, 5), 2);
  assert.equal(dayTotals.heldOutAtSites.count(0, 0, 5), 1);
  assert.equal(dayTotals.atSites.count(1, 0, 5), 0);
});

test('a period is covered as a whole, in part, not at all, or nothing is stated', () => {
  assert.equal(coveredShare(null, 0, 5), 'not stated');
  assert.equal(coveredShare([1, 3], 1, 3), 'whole');
  assert.equal(coveredShare([1, 3], 0, 1), 'part');
  assert.equal(coveredShare([1, 3], 3, 5), 'part');
  assert.equal(coveredShare([1, 3], 4, 6), 'none');
});

test('figures are of the shown days; the change is none where either period is not covered', () => {
  const records = makeRecords(ROWS, { covers: [1, 9] });
  const time = new TimeWindow(records, () => {});
  time.set(3, 4);
  const told = tellPeriod(records, time);
  assert.deepEqual([told.share, told.figures.selected, told.figures.change], ['whole', 1, 0]);
  time.set(1, 2);
  assert.equal(tellPeriod(records, time).figures.change, null);
  time.set(20, 30);
  assert.deepEqual(new Set(Object.values(tellPeriod(records, time).figures)), new Set([null]));
});

test('places of records’ own are projected as the basemap is, from an origin', () => {
  const records = makeRecords([...ROWS, { id: 'f', date: '2023-10-26', own: [-100.5, -20.25] }]);
  const wanted = [[41, 36], [-100.5, -20.25]].flatMap((lonlat) => worldPoint(...lonlat).map((at, axis) => at * 2 ** 6 - [1000, 50][axis]));
  assertNear([...records.projectPlaces(6, { x: 1000, y: 50 })], wanted);
});
