/* Where the map looks: an extent that is asked for, the extent of all sites, and the one that it shows. */

/** @import { Edges } from '../protocol.js' */
/** @import { Records } from '../data/records.js' */
/** @import { SiteLabels, SiteLayout } from '../layers/sites.js' */

export class MapExtent {
  /**
   * @param {L.Map} map
   * @param {Records} records
   * @param {SiteLayout} layout
   * @param {SiteLabels} labels
   */
  constructor(map, records, layout, labels) {
    this.map = map;
    this.records = records;
    this.layout = layout;
    this.labels = labels;
  }

  /* The extent from a link or a settled view, [west, south, east, north]; else all sites. */
  show(extent) {
    if (!extent) {
      this.fitSites();
      return;
    }
    const size = this.map.getSize();
    const [west, south, east, north] = extent;
    const zoom = Math.log2((size.x * 360) / (256 * (east - west)));
    const box = L.bounds(this.map.project([north, west], zoom), this.map.project([south, east], zoom));
    const fit = Math.min(0, Math.log2(size.y / box.getSize().y));
    const centre = this.map.unproject(box.getCenter(), zoom);
    this.map.setView(centre, zoom + (fit < -0.02 ? fit : 0), { animate: false });
  }

  /* The closest zoom at which every site with records, its label too, stands clear of the legend. */
  fitSites() {
    const { map, layout, records } = this;
    const size = map.getSize();
    const room = { left: 48, right: size.x > 560 ? 202 : 16, top: 16, bottom: 34 };
    const wanted = layout.placed.filter((number) => records.sites[number].total > 0);
    const numbers = wanted.length ? wanted : layout.placed;
    if (numbers.length === 0) return;
    const free = L.point((room.left + size.x - room.right) / 2, (room.top + size.y - room.bottom) / 2);
    const wide = size.x - room.left - room.right;
    const high = size.y - room.top - room.bottom;
    let best = { lack: Infinity };
    for (let zoom = 9; zoom >= 5 && best.lack > 0; zoom -= 0.25) {
      const box = this.labels.boxOf(numbers, zoom);
      const needs = box.getSize();
      const lack = Math.max(0, needs.x - wide) + Math.max(0, needs.y - high);
      if (lack < best.lack) best = { lack, zoom, middle: box.getCenter() };
    }
    const centre = best.middle.subtract(free).add(size.divideBy(2));
    map.setView(map.unproject(centre, best.zoom), best.zoom, { animate: false });
  }

  /** @returns {Edges} Of what is in view, within the world, to four decimals. */
  get edges() {
    const bounds = this.map.getBounds();
    const round = (degrees) => Math.round(degrees * 1e4) / 1e4;
    return [
      round(Math.max(-180, bounds.getWest())), round(bounds.getSouth()),
      round(Math.min(180, bounds.getEast())), round(bounds.getNorth()),
    ];
  }
}
