import assert from 'node:assert/strict';
import { test } from 'node:test';

import { densityBandwidth, densityGrid, densityOpacity, densityTicks } from '../../layers/plugin/draw/density_grid.js';
import { graticuleStep, listDegrees, nameDegree } from '../../layers/plugin/layers/graticule.js';
import { assertNear, readCases } from './cases.js';

const cases = readCases('density');

test('the density of some attacks is the same grid, also of those outside of it', () => {
  const { places, width, height, sigma, columns, rows, values } = cases.grid;
  const grid = densityGrid(places, width, height, sigma, cases.table);
  assert.deepEqual([grid.columns, grid.rows], [columns, rows]);
  assertNear([...grid.values], values);
});

test('density has its opacity and the ramp its marks', () => {
  for (const { attacks, opacity } of cases.opacities) assertNear(densityOpacity(attacks, cases.table), opacity);
  assertNear(densityTicks(cases.ticks.sigma_m, cases.table), cases.ticks.ticks);
});

test('the kernel is as wide on the ground', () => {
  for (const { lat, zoom, px, metres } of cases.bandwidths) {
    const found = densityBandwidth({ getCenter: () => ({ lat }), getZoom: () => zoom }, cases.table);
    assertNear([found.px, found.metres], [px, metres]);
  }
});

test('the graticule has the same lines and names', () => {
  const { table, steps, degrees, names } = readCases('graticule');
  for (const { zoom, step } of steps) assert.equal(graticuleStep(zoom, table), step);
  for (const { low, high, step, degrees: wanted } of degrees) assertNear(listDegrees(low, high, step), wanted);
  for (const { degree, name } of names) assert.equal(nameDegree(degree, 'E', 'W'), name);
});
