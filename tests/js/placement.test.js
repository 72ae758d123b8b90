import assert from 'node:assert/strict';
import { test } from 'node:test';

import { circleRadiusPx, discNumberPx, pushApart, spacingPx, spiral, strikeOffset } from '../../layers/plugin/draw/placement.js';
import { worldPoint } from '../../layers/plugin/layers/basemap.js';
import { boxesOverlap, circleCovers, placeLabels } from '../../layers/plugin/layers/map_labels.js';
import { labelCorner, placeSiteLabels } from '../../layers/plugin/layers/site_labels.js';
import { assertNear, readCases } from './cases.js';

const cases = readCases('placement');
const { table } = cases;

test('a dot stands on its spiral where Python puts it', () => {
  for (const { rank, shown, total, offset } of cases.spiral) {
    const spacing = spacingPx(shown, table, total);
    const offsets = spiral.upTo(shown);
    assertNear([spacing * offsets[2 * rank], spacing * offsets[2 * rank + 1]], offset);
  }
});

test('a site’s circle has its radius, a disc’s number its size', () => {
  for (const { records, total, radius } of cases.circles) assertNear(circleRadiusPx(records, table, total), radius);
  for (const { width, size } of cases.disc_numbers) assertNear(discNumberPx(width, table), size);
});

test('circles are pushed apart alike', () => {
  const { anchors, radii, centres } = cases.pushed_apart;
  assertNear(pushApart(anchors, radii, table), centres);
});

test('a site’s name stands on the same side', () => {
  const { centres, radii, totals, widths, sides } = cases.site_labels;
  assert.deepEqual(placeSiteLabels(centres, radii, totals, widths, table), sides);
  assert.ok(new Set(sides).size > 1, 'not a case where every label stands right');
});

test('a name stands beside its circle, under it or over it', () => {
  const high = table.label_height_px;
  const corners = ['right', 'left', 'below', 'above'].map((side) => labelCorner([100, 50], 20, side, 60, table));
  assert.deepEqual(corners, [[120, 50 - high / 2], [20, 50 - high / 2], [70, 70], [70, 30 - high]]);
});

test('labels are placed greedily, by priority, clear of obstacles', () => {
  const { labels, circle, box, frame, margin, placed } = cases.labels;
  const found = placeLabels(labels, [circle, box], frame, margin);
  assert.deepEqual(found.map(({ number, side, box: at }) => ({ number, side, box: at })), placed);
  assert.ok(placed.length > 0 && placed.length < labels.length);
});

test('boxes overlap within the margin, and a circle covers what it reaches', () => {
  assert.ok(!boxesOverlap([0, 0, 10, 10], [10, 0, 5, 5], 0));
  assert.ok(boxesOverlap([0, 0, 10, 10], [11, 0, 5, 5], 2));
  assert.ok(circleCovers({ x: 0, y: 0, radius: 5 }, [4, -1, 3, 2], 0));
  assert.ok(!circleCovers({ x: 0, y: 0, radius: 5 }, [6, -1, 3, 2], 0));
});

test('strikes at one point stand around it', () => {
  for (const { rank, shown, offset } of cases.strikes) assertNear(strikeOffset(rank, shown, table), offset);
});

test('a place is projected alike', () => {
  for (const { lonlat, point } of cases.world_points) assertNear(worldPoint(...lonlat), point);
});
