/* What passes the mask, summed up from the first day on: a window of any length costs two look-ups. There
   is a row for each day that has a record, so that memory follows the records, whatever the years. */

import { FLAG } from './flags.js';
/** @import { Records } from './records.js' */

const DAY_KINDS = [
  'counted', 'confirmed', 'unplaced', 'unplacedHeldOut', 'drawn', 'added',
  'killed', 'wounded', 'killedStated', 'woundedStated', 'intercepted', 'outcomeKnown',
];
const NAMES_SITE = 1;
const AT_SITE = 2;
const HELD_OUT_AT_SITE = 4;

export class DayTotals {
  /** @param {Records} records */
  constructor(records) {
    this.records = records;
    this.wide = DAY_KINDS.length;
    const { dayStart, site, span, sites } = records;
    // The number of each day's row, and of how many rows stand before a day.
    this.rows = new Uint32Array(span + 1);
    for (let day = 0; day < span; day++) this.rows[day + 1] = this.rows[day] + (dayStart[day + 1] > dayStart[day] ? 1 : 0);
    this.sums = new Float64Array((this.rows[span] + 1) * this.wide);
    const standing = this.sumUp();
    // Counted records by the site that they name; those that stand at its point; of these, the held-out ones.
    const runs = (bit) => new SiteRuns(sites.length, site, standing, bit);
    this.naming = runs(NAMES_SITE);
    this.atSites = runs(AT_SITE);
    this.heldOutAtSites = runs(HELD_OUT_AT_SITE);
  }

  /* Fill the sums; gives what each record is to its site, as bits. */
  sumUp() {
    const { sums, wide, rows, records } = this;
    const { dayStart, site, place, flags, dot, toll, span, count } = records;
    const killed = records.tolls.map(([number]) => number);
    const wounded = records.tolls.map(([, number]) => number);
    const outcomes = records.dots.map(({ outcome }) => (outcome === 'intercepted' ? 2 : outcome === 'unknown' ? 0 : 1));
    const added = records.dots.map((look) => (look.added_by === '' ? 0 : 1));
    const standing = new Uint8Array(count);
    for (let day = 0; day < span; day++) {
      if (rows[day + 1] === rows[day]) continue;
      const at = rows[day + 1] * wide;
      sums.copyWithin(at, at - wide, at);
      for (let record = dayStart[day]; record < dayStart[day + 1]; record++) {
        if (!records.passes(record)) continue;
        const flag = flags[record];
        sums[at + 5] += added[dot[record]];
        if (flag & FLAG.counted) {
          sums[at] += 1;
          if (flag & FLAG.usConfirmed) sums[at + 1] += 1;
          const stated = toll[record];
          if (killed[stated] !== null) {
            sums[at + 6] += killed[stated];
            sums[at + 8] += 1;
          }
          if (wounded[stated] !== null) {
            sums[at + 7] += wounded[stated];
            sums[at + 9] += 1;
          }
          const outcome = outcomes[dot[record]];
          if (outcome > 0) sums[at + 11] += 1;
          if (outcome > 1) sums[at + 10] += 1;
          if (site[record] >= 0) standing[record] = NAMES_SITE;
        }
        const heldOut = flag & FLAG.counted ? 0 : 1;
        if (!(flag & FLAG.placed)) {
          sums[at + 2] += 1;
          sums[at + 3] += heldOut;
          continue;
        }
        sums[at + 4] += 1;
        if (place[record] < 0) standing[record] |= heldOut ? AT_SITE | HELD_OUT_AT_SITE : AT_SITE;
      }
    }
    return standing;
  }

  /* How many of a kind the days from..to hold, both counted; of casualties their sum. */
  count(kind, from, to) {
    const { sums, wide, rows } = this;
    const last = Math.min(to + 1, rows.length - 1);
    const first = Math.min(Math.max(from, 0), last);
    const column = DAY_KINDS.indexOf(kind);
    return last <= 0 ? 0 : sums[rows[last] * wide + column] - sums[rows[first] * wide + column];
  }

  /* How many of all days. */
  whole(kind) {
    return this.count(kind, 0, this.rows.length - 2);
  }

  /* How many sites a counted record of the days from..to names. */
  sitesHit(from, to) {
    return this.naming.countSites(...this.records.range(from, to));
  }
}

/* The records of one kind by their site, each site's in their order: how many of a run of records are a
   site's costs two searches, and memory is one number a record, whatever the sites and days. */
class SiteRuns {
  constructor(sites, site, kinds, bit) {
    this.starts = new Uint32Array(sites + 1);
    const { starts } = this;
    for (let record = 0; record < kinds.length; record++) {
      if (kinds[record] & bit) starts[site[record] + 1] += 1;
    }
    for (let number = 0; number < sites; number++) starts[number + 1] += starts[number];
    this.list = new Uint32Array(starts[sites]);
    const next = starts.slice(0, sites);
    for (let record = 0; record < kinds.length; record++) {
      if (kinds[record] & bit) this.list[next[site[record]]++] = record;
    }
  }

  /* How many of the records first..last, the last not counted, are a site's. */
  count(site, first, last) {
    return this.find(site, last) - this.find(site, first);
  }

  countSites(first, last) {
    const { starts, list } = this;
    let found = 0;
    for (let site = 0; site + 1 < starts.length; site++) {
      const at = this.find(site, first);
      if (at < starts[site + 1] && list[at] < last) found += 1;
    }
    return found;
  }

  /* Where in the list a site's first record from a number on stands. */
  find(site, record) {
    const { starts, list } = this;
    let low = starts[site];
    let high = starts[site + 1];
    if (low === high || list[low] >= record) return low;
    if (list[high - 1] < record) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] < record) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
