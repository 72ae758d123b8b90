/* The period on the map in numbers. What each one counts is defined in geo/query/totals.py and
   geo/statistics/previous_period.py; a test holds the two to each other. */

/** @import { Records } from './records.js' */
/** @import { TimeWindow } from '../time/time_window.js' */

/* How much of the days first..last a record covers, as geo/model/coverage.py says it. */
export function coveredShare(covers, first, last) {
  if (!covers) return 'not stated';
  if (last < covers[0] || first > covers[1]) return 'none';
  return first >= covers[0] && last <= covers[1] ? 'whole' : 'part';
}

/**
 * What the page says of the period: `figures` are null where it is not covered.
 * @param {Records} records
 * @param {TimeWindow} time
 */
export function tellPeriod(records, time) {
  const { dayTotals, covers } = records;
  const [first, last] = time.shownDays;
  const share = coveredShare(covers, first, last);
  const count = (kind) => dayTotals.count(kind, first, last);
  const selected = count('counted');
  const before = selectedBefore(records, time);
  const figures = {
    selected, inFilters: dayTotals.whole('counted'), usConfirmed: count('confirmed'), otherReported: selected - count('confirmed'),
    sitesHit: dayTotals.sitesHit(first, last), killed: count('killed'), wounded: count('wounded'),
    killedStated: count('killedStated'), woundedStated: count('woundedStated'),
    intercepted: count('intercepted'), outcomeKnown: count('outcomeKnown'),
    change: before === null ? null : selected - before,
  };
  if (share === 'none') for (const name of Object.keys(figures)) figures[name] = null;
  return {
    from: records.isoOf(first), to: records.isoOf(last), days: time.days, mode: time.mode, share, figures,
    covers: covers && covers.map((day) => records.isoOf(day)),
    counted: records.total, sites: records.sites.length, added: count('added'),
  };
}

/**
 * How many the days just before the window hold, as many days as it has; null where there is nothing to
 * compare: in cumulative mode, and where either is not covered as a whole.
 * @param {Records} records
 * @param {TimeWindow} time
 */
function selectedBefore(records, time) {
  const [begin, end] = records.covers ?? [records.recordFirst, records.recordLast];
  const first = time.from - time.days;
  if (time.mode === 'cumulative' || first < begin || time.to > end) return null;
  return records.dayTotals.count('counted', first, time.from - 1);
}
