/* The density of the shown attacks. A canvas of one pixel a cell, stretched by the browser, so that a
   frame costs next to nothing. */

import { FLAG } from '../data/flags.js';
import { densityBandwidth, densityGrid, densityOpacity } from '../draw/density_grid.js';
import { theme } from '../draw/theme.js';
import { CanvasLayer } from './canvas_layer.js';
/** @import { Records } from '../data/records.js' */
/** @import { SiteLayout } from './sites.js' */

export class DensityLayer extends CanvasLayer {
  /**
   * @param {Records} records
   * @param {SiteLayout} layout
   */
  constructor(records, tables, layout) {
    super('2d', { padding: 0.2, pane: 'bw-density' });
    this.records = records;
    this.tables = tables;
    this.layout = layout;
    this.table = tables.density;
    this.window = [0, -1];
    this.counted = new Uint32Array(records.sites.length);
  }

  recordsChanged() {
    this.counted = new Uint32Array(this.records.sites.length);
    if (this._map) this._update();
  }

  redraw(size) {
    const cell = this.table.cell_px;
    const [columns, rows] = [Math.ceil(size.x / cell), Math.ceil(size.y / cell)];
    Object.assign(this._container, { width: columns, height: rows });
    this._container.style.width = `${columns * cell}px`;
    this._container.style.height = `${rows * cell}px`;
    this.image = this.context.createImageData(columns, rows);
    this.size = size;
    this.sigma = densityBandwidth(this._map, this.table).px;
    const zoom = this._map.getZoom();
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    this.anchors = this.layout.anchors(zoom).map((anchor) => anchor && [anchor[0] - origin.x, anchor[1] - origin.y]);
    this.points = this.records.projectPlaces(zoom, origin);
    this.paint();
  }

  paintDays(days) {
    this.window = days;
    this.paint();
  }

  /* Counted records of the window under the mask, by place: what is held out has no part in it. */
  places() {
    const { records, counted, points } = this;
    const here = new Uint32Array(points.length / 2);
    const [first, last] = records.range(...this.window);
    const wanted = FLAG.placed | FLAG.counted;
    const counts = (record) => records.passes(record) && (records.flags[record] & wanted) === wanted;
    counted.fill(0);
    for (let record = first; record < last; record++) {
      if (!counts(record)) continue;
      if (records.hasPlace(record)) here[records.place[record]] += 1;
      else counted[records.site[record]] += 1;
    }
    const places = [];
    counted.forEach((number, site) => {
      if (number > 0) places.push([...this.anchors[site], number]);
    });
    here.forEach((number, place) => {
      if (number > 0) places.push([points[2 * place], points[2 * place + 1], number]);
    });
    return places;
  }

  paint() {
    if (!this.image) return;
    const places = this.places();
    this.present = places.length > 0;
    const { values } = densityGrid(places, this.size.x, this.size.y, this.sigma, this.table);
    const pixels = new Uint32Array(this.image.data.buffer);
    const [red, green, blue] = channelsOf(theme.of(this.table.colours));
    const colour = (blue << 16) | (green << 8) | red;
    for (let k = 0; k < values.length; k++) {
      const alpha = values[k] > this.table.from_attacks ? Math.round(255 * densityOpacity(values[k], this.table)) : 0;
      pixels[k] = ((alpha << 24) | colour) >>> 0;
    }
    this.context.putImageData(this.image, 0, 0);
  }
}

function channelsOf(colour) {
  return [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16));
}
