/* The time of the play over the map, in letters that the back row can read. */

import { element } from '../draw/dom.js';
import { boxOverlap } from '../layers/site_labels.js';
import { MONTHS, dtgOf } from './calendar.js';
/** @import { Records } from '../data/records.js' */
/** @import { SiteLabels, SiteLayout } from '../layers/sites.js' */
/** @import { TimeWindow } from './time_window.js' */

const LINGER_MS = 1800;
const EDGE_PX = 8;
const GRID_PX = 6;

export class PlaybackDate {
  /**
   * @param {L.Map} map
   * @param {SiteLayout} layout
   * @param {SiteLabels} labels
   */
  constructor(map, layout, labels) {
    this.map = map;
    this.layout = layout;
    this.labels = labels;
    this.timer = null;
    this.lines = [element('span'), element('span')];
    // The bar names the period for screen readers; this is the same for eyes far away.
    this.root = element('div', { className: 'bw-play-date', 'aria-hidden': 'true', hidden: true }, this.lines);
    map.getContainer().append(this.root);
    map.on('moveend resize', () => {
      if (!this.root.hidden) this.place();
    });
  }

  start() {
    clearTimeout(this.timer);
    this.root.classList.remove('bw-leaving');
    this.root.hidden = false;
    this.place();
  }

  /* The play has stopped: stay a moment. */
  stop() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.root.classList.add('bw-leaving');
      this.timer = setTimeout(() => { this.root.hidden = true; }, 400);
    }, LINGER_MS);
  }

  /**
   * @param {Records} records
   * @param {TimeWindow} time
   */
  show(records, time) {
    playLines(records, time).forEach((text, k) => {
      if (this.lines[k].textContent !== text) this.lines[k].textContent = text;
    });
  }

  /* In two lines or one, where it covers least of the sites, their names and the panels; of such places
     the one nearest to a corner. It stands still for as long as the view does. */
  place() {
    const { style, classList } = this.root;
    const size = this.map.getSize();
    const taken = this.boxesTaken();
    const places = [false, true].map((oneLine) => {
      classList.toggle('bw-one-line', oneLine);
      return { oneLine, ...leastCovering([this.root.offsetWidth, this.root.offsetHeight], size, taken) };
    });
    const best = places[1].cost < places[0].cost ? places[1] : places[0];
    classList.toggle('bw-one-line', best.oneLine);
    // Held at its middle: a month with wider letters grows to both sides.
    Object.assign(style, { left: `${best.left + best.width / 2}px`, top: `${best.top}px` });
  }

  /* What should stay in sight, in the map's pixels: sites with their dots and their names, which weigh
     the more the more records they hold, the map's own corners, and panels, which weigh most. */
  boxesTaken() {
    const { map, layout, labels } = this;
    const zoom = map.getZoom();
    const origin = map.getPixelBounds().min;
    const centres = layout.centres(zoom);
    const strips = labels.stripsAt(zoom);
    const most = Math.max(1, ...layout.placed.map((number) => layout.records.sites[number].total));
    const sites = layout.placed.flatMap((number) => {
      const [x, y] = centres[number];
      const reach = Math.min(layout.radius(number), 40);
      const weight = 0.1 + layout.records.sites[number].total / most;
      return [[x - reach, y - reach, x + reach, y + reach], strips[number]].map(([left, top, right, bottom]) =>
        ({ weight, box: [left - origin.x, top - origin.y, right - origin.x, bottom - origin.y] }));
    });
    const home = map.getContainer().getBoundingClientRect();
    const panels = [...map.getContainer().querySelectorAll('.bw-card, .bw-legend, .leaflet-control')].map((panel) => {
      const box = panel.getBoundingClientRect();
      return { weight: panel.classList.contains('leaflet-control') ? 1 : 20, box: [box.left - home.left, box.top - home.top, box.right - home.left, box.bottom - home.top] };
    });
    return [...sites, ...panels];
  }
}

/* The place for a box of a size within a frame: {cost, left, top, width}. */
export function leastCovering([width, height], frame, taken) {
  const [right, bottom] = [frame.x - width - EDGE_PX, frame.y - height - EDGE_PX];
  let best = { cost: Infinity, left: EDGE_PX, top: EDGE_PX, width };
  for (let top = EDGE_PX; top <= bottom; top += GRID_PX) {
    for (let left = EDGE_PX; left <= right; left += GRID_PX) {
      const box = [left, top, left + width, top + height];
      const covered = taken.reduce((sum, { weight, box: other }) => sum + weight * boxOverlap(box, other), 0);
      const cost = covered + (Math.min(top, bottom - top) + Math.min(left, right - left)) / 1000;
      if (cost < best.cost) best = { cost, left, top, width };
    }
  }
  return best;
}

/**
 * The window in at most two short lines.
 * @param {Records} records
 * @param {TimeWindow} time
 */
export function playLines(records, time) {
  const [shownFrom, to] = time.shownDays;
  const [from, last] = [records.isoOf(shownFrom), dtgOf(records.isoOf(to))];
  if (time.mode === 'cumulative') return ['UP TO\u2009', last];
  if (time.days === 1) return ['', last];
  if (time.days === 7) return ['WEEK OF\u2009', dtgOf(from)];
  if (time.isOfWholeMonths && time.days <= 31) return ['', `${MONTHS[Number(from.slice(5, 7)) - 1]} ${from.slice(0, 4)}`];
  const first = dtgOf(from);
  // A year that both days share is said once.
  return [`${first.slice(-2) === last.slice(-2) ? first.slice(0, -3) : first}\u2009–`, last];
}
