/* The drawing layer: the window's records as dots, one frame in a few milliseconds.
   Count, place, raster into one ImageData from sprites made once. Where more records are visible
   than dots can be told apart, one stands for each small cell of the screen, the newest. */

import { FLAG } from '../data/flags.js';
import { writeCount } from '../draw/dom.js';
import { discNumberPx, spacingPx, spiral } from '../draw/placement.js';
import { makeSprites } from '../draw/symbols.js';
import { CanvasLayer } from './canvas_layer.js';
/** @import { MapLayers } from '../controls/map_layers.js' */
/** @import { Records } from '../data/records.js' */
/** @import { SiteLayout } from './sites.js' */

const CROWDED = 20000;
const PACKED = 200000;

export class DotLayer extends CanvasLayer {
  /**
   * @param {Records} records
   * @param {SiteLayout} layout
   * @param {MapLayers} layers
   */
  constructor(records, table, layout, layers) {
    super('2d', { padding: 0.2, pane: 'bw-dots' });
    this.layers = layers;
    this.records = records;
    this.table = table;
    this.layout = layout;
    this.window = [0, -1];
    this.drawn = { count: 0, record: new Uint32Array(0), x: new Float32Array(0), y: new Float32Array(0) };
    this.recordsChanged();
  }

  recordsChanged() {
    const { records } = this;
    this.shown = new Uint32Array(records.sites.length);
    this.heldOut = new Uint32Array(records.sites.length);
    this.left = new Uint32Array(records.sites.length);
    this.spacing = new Float64Array(records.sites.length);
    this.drawn.count = 0;
    if (!this.image) return;
    this.sprites = makeSprites(records.dots, this.table, this.ratio);
    this.place(this._map.getZoom());
  }

  themeChanged() {
    if (this.image) this.sprites = makeSprites(this.records.dots, this.table, this.ratio);
  }

  redraw(size, ratio) {
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (!this.image || this.image.width !== width || this.image.height !== height || this.ratio !== ratio) {
      this.ratio = ratio;
      this.resize(size, ratio);
      this.image = this.context.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.sprites = makeSprites(this.records.dots, this.table, ratio);
    }
    this.place(this._map.getZoom());
    this.paint();
  }

  /* Lay the sites out for a zoom, in this canvas' CSS pixels. */
  place(zoom) {
    const centres = this.layout.centres(zoom);
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    this.centres = centres.map((centre) => centre && [centre[0] - origin.x, centre[1] - origin.y]);
    this.points = this.records.projectPlaces(zoom, origin);
    this.layers.strikes.lay(zoom, origin, this.ratio);
  }

  setWindow(from, to) {
    this.window = [from, to];
  }

  /* Count what is drawn at each site and in all: placed records of the window under the mask. */
  count() {
    const { records, shown, heldOut, window: [from, to] } = this;
    const [first, last] = records.range(from, to);
    const { dayTotals } = records;
    for (let site = 0; site < shown.length; site++) {
      shown[site] = dayTotals.atSites.count(site, first, last);
      heldOut[site] = dayTotals.heldOutAtSites.count(site, first, last);
    }
    return [first, last, first < last ? dayTotals.count('drawn', from, to) : 0];
  }

  paint() {
    if (!this.image) return;
    const [first, last, count] = this.count();
    this.pixels.fill(0);
    if (this.layers.has('attacks')) this.paintAttacks(first, last, count);
    else this.reserve(0);
    if (this.layers.has('strikes')) this.layers.strikes.draw(this, this.window);
    else this.layers.strikes.clear();
    this.context.putImageData(this.image, 0, 0);
    if (this.layers.has('attacks')) this.paintDiscs();
  }

  paintAttacks(first, last, count) {
    const crowded = count > CROWDED;
    this.arrange(first, last, count, crowded ? this.clearCells(count) : null);
    const { records, drawn } = this;
    for (let k = drawn.count - 1; k >= 0; k--) {
      this.blit(records.dot[drawn.record[k]], drawn.x[k], drawn.y[k], this.sprites, !crowded);
    }
  }

  /* Find the place of each record, newest first; in cells, where there are any, the first that comes. */
  arrange(first, last, count, cells) {
    const { records, shown, left, spacing, table, centres, points } = this;
    const { mask, flags, place, site, sites } = records;
    const out = this.reserve(count);
    left.set(shown);
    shown.forEach((here, number) => {
      spacing[number] = here > table.disc_from ? 0 : spacingPx(here, table, sites[number].total);
    });
    const offsets = spiral.upTo(Math.min(table.disc_from, shown.reduce((most, here) => Math.max(most, here), 0)));
    for (let record = last - 1; record >= first; record--) {
      if (!((mask[record >> 3] >> (record & 7)) & 1) || !(flags[record] & FLAG.placed)) continue;
      const own = place[record];
      let x;
      let y;
      if (own >= 0) {  // a read before an array's start would slow every other one
        x = points[2 * own];
        y = points[2 * own + 1];
      } else {
        const at = site[record];
        const apart = spacing[at];
        if (apart === 0) continue;
        const k = --left[at];
        x = centres[at][0] + apart * offsets[2 * k];
        y = centres[at][1] + apart * offsets[2 * k + 1];
      }
      if (cells) {
        if (x < 0 || y < 0 || x >= cells.width || y >= cells.height) continue;
        const cell = ((y * cells.finer) | 0) * cells.columns + ((x * cells.finer) | 0);
        if (cells.taken[cell]) continue;
        cells.taken[cell] = 1;
      }
      out.record[out.count] = record;
      out.x[out.count] = x;
      out.y[out.count] = y;
      out.count += 1;
    }
  }

  /* Cells of 2 × 2 CSS pixels, or of 4 × 4 where even these are too many; none of them taken. */
  clearCells(count) {
    const finer = count > PACKED ? 1 / 4 : 1 / 2;
    const [width, height] = [this.image.width / this.ratio, this.image.height / this.ratio];
    const columns = Math.ceil(width * finer) + 1;
    const needed = columns * (Math.ceil(height * finer) + 1);
    if (!this.taken || this.taken.length < needed) this.taken = new Uint8Array(needed);
    else this.taken.fill(0);
    return { finer, width, height, columns, taken: this.taken };
  }

  reserve(count) {
    const out = this.drawn;
    if (out.record.length < count) {
      out.record = new Uint32Array(count);
      out.x = new Float32Array(count);
      out.y = new Float32Array(count);
    }
    out.count = 0;
    return out;
  }

  /* Copy a sprite into the image, its edge blended over what stands there; blending is what takes
     time, and where it is left out the edge's nearer half is solid and the other is not there. */
  blit(dot, x, y, sprites = this.sprites, blended = true) {
    const { side } = sprites;
    const { width, height } = this.image;
    const left = Math.round(x * this.ratio - side / 2);
    const top = Math.round(y * this.ratio - side / 2);
    if (left < 0 || top < 0 || left + side > width || top + side > height) return;
    if (sprites.width !== width) layOut(sprites, width);
    const { pixels } = this;
    const start = top * width + left;
    const solid = blended ? sprites.solid[dot] : sprites.hard[dot];
    for (let k = 0; k < solid.colour.length; k++) pixels[start + solid.offset[k]] = solid.colour[k];
    if (!blended) return;
    const edge = sprites.edge[dot];
    for (let k = 0; k < edge.colour.length; k++) {
      const to = start + edge.offset[k];
      const above = edge.colour[k];
      pixels[to] = pixels[to] === 0 ? above : blendOver(above, pixels[to]);
    }
  }

  /* A site with more records than a spiral can show is a disc with its number. */
  paintDiscs() {
    const { context, table } = this;
    this.shown.forEach((shown, site) => {
      if (shown <= table.disc_from) return;
      const number = writeCount(shown);
      const [x, y] = this.centres[site];
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.beginPath();
      context.arc(x, y, table.disc_radius_px, 0, 2 * Math.PI);
      context.fillStyle = '#7c2d12';
      context.fill();
      context.fillStyle = '#ffffff';
      const font = (size) => `bold ${size}px "DejaVu Sans", sans-serif`;
      context.font = font(table.disc_number_px);
      context.font = font(discNumberPx(context.measureText(number).width, table));
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(number, x, y);
      context.setTransform(1, 0, 0, 1, 0, 0);
    });
  }

  /* The numbers of the symbols that stand in a part of this canvas, in rising order. */
  kindsIn(view) {
    const { drawn, records } = this;
    const seen = new Uint8Array(records.dots.length);
    for (let k = 0; k < drawn.count; k++) {
      const [x, y] = [drawn.x[k], drawn.y[k]];
      if (x >= view.min.x && x <= view.max.x && y >= view.min.y && y <= view.max.y) seen[records.dot[drawn.record[k]]] = 1;
    }
    return records.dots.map((_, number) => number).filter((number) => seen[number]);
  }

  /* A point of the map's container in this canvas. */
  inside(point) {
    return this._map.containerPointToLayerPoint(point).subtract(this._bounds.min);
  }

  /* The drawn record nearest to a point of the map's container within reach; -1 where none is. */
  hit(point, reachPx = 8) {
    const at = this.inside(point);
    const { drawn } = this;
    let best = -1;
    let nearest = reachPx * reachPx + 1e-9;
    for (let k = 0; k < drawn.count; k++) {
      const dx = drawn.x[k] - at.x;
      const dy = drawn.y[k] - at.y;
      const distance = dx * dx + dy * dy;
      if (distance < nearest) {  // of those at one point the newest, which comes first
        nearest = distance;
        best = drawn.record[k];
      }
    }
    return best;
  }

  /* Where a drawn record stands, as a point of the map's container; null where it is not drawn. */
  placeOf(record) {
    const { drawn } = this;
    for (let k = 0; k < drawn.count; k++) {
      if (drawn.record[k] === record) {
        return this._map.layerPointToContainerPoint(
          L.point(drawn.x[k], drawn.y[k]).add(this._bounds.min),
        );
      }
    }
    return null;
  }
}

/* Find where the pixels of each sprite lie in an image of that width. */
function layOut(sprites, width) {
  const { side } = sprites;
  for (const part of [...sprites.solid, ...sprites.edge, ...sprites.hard]) {
    part.offset = part.at.map((place) => Math.floor(place / side) * width + (place % side));
  }
  sprites.width = width;
}

/* "Over" for two colours as ImageData holds them: alpha not multiplied in, bytes A B G R. Most of
   what lies below is opaque, and whole numbers do. */
function blendOver(above, below) {
  const a = above >>> 24;
  if (below >>> 24 !== 255) return blendThin(above, below);
  const b = 255 - a;
  const blue = (((above >>> 16) & 255) * a + ((below >>> 16) & 255) * b + 127) / 255;
  const green = (((above >>> 8) & 255) * a + ((below >>> 8) & 255) * b + 127) / 255;
  const red = ((above & 255) * a + (below & 255) * b + 127) / 255;
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

function blendThin(above, below) {
  const a = (above >>> 24) / 255;
  const b = ((below >>> 24) / 255) * (1 - a);
  const alpha = a + b;
  const mix = (shift) =>
    Math.round((((above >>> shift) & 255) * a + ((below >>> shift) & 255) * b) / alpha) << shift;
  return ((Math.round(alpha * 255) << 24) | mix(16) | mix(8) | mix(0)) >>> 0;
}
