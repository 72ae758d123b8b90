/* Cases that Python's tests read too, so that one formula gives one result in both; see tests/cases. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export function readCases(name) {
  return JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8'));
}

/* Numbers alike to a billionth, in lists of lists as well. */
export function assertNear(found, wanted) {
  if (typeof wanted === 'number') {
    assert.ok(Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)), `${found} is not ${wanted}`);
    return;
  }
  assert.equal(found.length, wanted.length);
  wanted.forEach((part, k) => assertNear(found[k], part));
}
