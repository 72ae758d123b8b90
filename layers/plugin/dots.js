/* The drawing layer: the window's records as dots, one frame in a few milliseconds.
   Count, place, raster into one ImageData from sprites made once. */

const DotLayer = CanvasLayer.extend({
  contextKind: '2d',
  options: { padding: 0.2, pane: 'bw-dots' },

  initialize(records, table, layout, layers) {
    L.Renderer.prototype.initialize.call(this);
    this.layers = layers;
    this.records = records;
    this.table = table;
    this.layout = layout;
    this.window = [0, -1];
    this.drawn = { count: 0, record: new Uint32Array(0), x: new Float32Array(0), y: new Float32Array(0) };
    this.recordsChanged();
  },

  recordsChanged() {
    const { records } = this;
    this.shown = new Uint32Array(records.sites.length);
    this.heldOut = new Uint32Array(records.sites.length);
    this.rank = new Uint32Array(records.sites.length);
    this.drawn.count = 0;
    if (!this.image) return;
    this.sprites = makeSprites(records.dots, this.table, this.ratio);
    this.place(this._map.getZoom());
  },

  themeChanged() {
    if (this.image) this.sprites = makeSprites(this.records.dots, this.table, this.ratio);
  },

  redraw(size, ratio) {
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (!this.image || this.image.width !== width || this.image.height !== height || this.ratio !== ratio) {
      this.ratio = ratio;
      this.resize(size, ratio);
      this.image = this._context.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.sprites = makeSprites(this.records.dots, this.table, ratio);
    }
    this.place(this._map.getZoom());
    this.paint();
  },

  /* Lay the sites out for a zoom, in this canvas' CSS pixels. */
  place(zoom) {
    const centres = this.layout.centres(zoom);
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    this.centres = centres.map((centre) => centre && [centre[0] - origin.x, centre[1] - origin.y]);
    this.ownCentres = new Map();
    for (const [record, [lon, lat]] of this.records.ownPlace) {
      const point = this._map.project([lat, lon], zoom).subtract(origin);
      this.ownCentres.set(record, [point.x, point.y]);
    }
    this.layers.strikes.lay(zoom, origin, this.ratio);
  },

  setWindow(from, to) {
    this.window = [from, to];
  },

  /* Count what is drawn at each site and in all: placed records of the window under the mask. */
  count() {
    const { records, shown, heldOut } = this;
    const [first, last] = records.range(this.window[0], this.window[1]);
    shown.fill(0);
    heldOut.fill(0);
    let drawn = 0;
    for (let record = first; record < last; record++) {
      if (!records.passes(record) || !(records.flags[record] & FLAG.placed)) continue;
      drawn += 1;
      if (records.ownPlace.has(record)) continue;
      shown[records.site[record]] += 1;
      if (!(records.flags[record] & FLAG.counted)) heldOut[records.site[record]] += 1;
    }
    return [first, last, drawn];
  },

  paint() {
    if (!this.image) return;
    const [first, last, count] = this.count();
    this.pixels.fill(0);
    if (this.layers.has('attacks')) this.paintAttacks(first, last, count);
    else this.reserve(0);
    if (this.layers.has('strikes')) this.layers.strikes.draw(this, this.window);
    else this.layers.strikes.clear();
    this._context.putImageData(this.image, 0, 0);
    if (this.layers.has('attacks')) this.paintDiscs();
  },

  paintAttacks(first, last, count) {
    const { records, shown, rank, table } = this;
    const out = this.reserve(count);
    const offsets = spiral.upTo(shown.reduce((most, here) => Math.max(most, here), 0));
    rank.fill(0);
    for (let record = first; record < last; record++) {
      if (!records.passes(record) || !(records.flags[record] & FLAG.placed)) continue;
      const site = records.site[record];
      const own = this.ownCentres.get(record);
      let [x, y] = own || this.centres[site];
      if (!own) {
        const k = rank[site]++;
        if (shown[site] > table.disc_from) continue;
        const spacing = spacingPx(shown[site], table);
        x += spacing * offsets[2 * k];
        y += spacing * offsets[2 * k + 1];
      }
      this.blit(records.dot[record], x, y);
      out.record[out.count] = record;
      out.x[out.count] = x;
      out.y[out.count] = y;
      out.count += 1;
    }
  },

  reserve(count) {
    const out = this.drawn;
    if (out.record.length < count) {
      out.record = new Uint32Array(count);
      out.x = new Float32Array(count);
      out.y = new Float32Array(count);
    }
    out.count = 0;
    return out;
  },

  /* Copy a sprite into the image, its edge blended over what stands there. */
  blit(dot, x, y, sprites = this.sprites) {
    const { side } = sprites;
    const sprite = sprites.pixels[dot];
    const { width, height } = this.image;
    const left = Math.round(x * this.ratio - side / 2);
    const top = Math.round(y * this.ratio - side / 2);
    if (left < 0 || top < 0 || left + side > width || top + side > height) return;
    for (let row = 0; row < side; row++) {
      let to = (top + row) * width + left;
      for (let from = row * side; from < (row + 1) * side; from++, to++) {
        const above = sprite[from];
        const alpha = above >>> 24;
        if (alpha === 0) continue;
        const below = this.pixels[to];
        this.pixels[to] = alpha === 255 || below === 0 ? above : blendOver(above, below);
      }
    }
  },

  /* A site with more records than a spiral can show is a disc with its number. */
  paintDiscs() {
    const context = this._context;
    this.shown.forEach((shown, site) => {
      if (shown <= this.table.disc_from) return;
      const [x, y] = this.centres[site];
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.beginPath();
      context.arc(x, y, this.table.disc_radius_px, 0, 2 * Math.PI);
      context.fillStyle = '#7c2d12';
      context.fill();
      context.fillStyle = '#ffffff';
      context.font = 'bold 16px "DejaVu Sans", sans-serif';
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(shown.toLocaleString('en'), x, y);
      context.setTransform(1, 0, 0, 1, 0, 0);
    });
  },

  /* The numbers of the symbols that stand in a part of this canvas, in rising order. */
  kindsIn(view) {
    const { drawn, records } = this;
    const seen = new Uint8Array(records.dots.length);
    for (let k = 0; k < drawn.count; k++) {
      const [x, y] = [drawn.x[k], drawn.y[k]];
      if (x >= view.min.x && x <= view.max.x && y >= view.min.y && y <= view.max.y) seen[records.dot[drawn.record[k]]] = 1;
    }
    return records.dots.map((_, number) => number).filter((number) => seen[number]);
  },

  /* A point of the map's container in this canvas. */
  inside(point) {
    return this._map.containerPointToLayerPoint(point).subtract(this._bounds.min);
  },

  /* The drawn record nearest to a point of the map's container within reach; -1 where none is. */
  hit(point, reachPx = 8) {
    const at = this.inside(point);
    const { drawn } = this;
    let best = -1;
    let nearest = reachPx * reachPx;
    for (let k = 0; k < drawn.count; k++) {
      const dx = drawn.x[k] - at.x;
      const dy = drawn.y[k] - at.y;
      const distance = dx * dx + dy * dy;
      if (distance <= nearest) {
        nearest = distance;
        best = drawn.record[k];
      }
    }
    return best;
  },

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
  },
});

/* "Over" for two colours as ImageData holds them: alpha not multiplied in, bytes A B G R. */
function blendOver(above, below) {
  const a = (above >>> 24) / 255;
  const b = ((below >>> 24) / 255) * (1 - a);
  const alpha = a + b;
  const mix = (shift) =>
    Math.round((((above >>> shift) & 255) * a + ((below >>> shift) & 255) * b) / alpha) << shift;
  return ((Math.round(alpha * 255) << 24) | mix(16) | mix(8) | mix(0)) >>> 0;
}
