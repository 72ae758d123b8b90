/* window.timeMap, the part that people script against: see the README. */

import { tellPeriod } from './data/figures.js';
import { FLAG } from './data/flags.js';
/** @import { TimeMap } from './time_map.js' */

/** @param {TimeMap} timeMap */
export function makeApi(timeMap) {
  return {
    ready: timeMap.ready,
    setWindow: (from, to) => {
      const { records, bar } = timeMap;
      const days = [records.dayOf(from), records.dayOf(to)];
      if (days.some(Number.isNaN) || days[1] < days[0]) {
        return Promise.reject(new RangeError(`setWindow(${from}, ${to}): give two ISO days, the first not after the last`));
      }
      bar.put(days[0], days[1]);
      timeMap.settleSoon();
      return timeMap.requestPaint();
    },
    setMode: (mode) => {
      const { bar } = timeMap;
      bar.put(bar.from, bar.to, mode === 'cumulative' ? 'cumulative' : 'window');
      timeMap.settleSoon();
      return timeMap.requestPaint();
    },
    getState: () => readState(timeMap),
  };
}

/** @param {TimeMap} timeMap */
function readState(timeMap) {
  const { records, bar, map, layers } = timeMap;
  const countsByBase = {};
  let visible = 0;
  const [first, last] = layers.has('attacks') ? records.range(...bar.shownDays) : [0, 0];
  for (let record = first; record < last; record++) {
    if (!records.passes(record) || !records.is(record, FLAG.placed)) continue;
    const site = records.sites[records.site[record]];
    const id = site ? site.id : '';
    countsByBase[id] = (countsByBase[id] || 0) + 1;
    visible += 1;
  }
  return {
    from: records.isoOf(bar.from), to: records.isoOf(bar.to), mode: bar.mode, visible,
    total: records.total, bounds: timeMap.extent.edges, zoom: map.getZoom(), countsByBase,
    figures: tellPeriod(records, bar.time).figures,
  };
}
