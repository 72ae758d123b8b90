/* The density of the shown attacks: a Gaussian kernel on a coarse grid in screen space. The same
   formula as layers/density.py, which explains it; a test holds the two to each other. A canvas
   of one pixel a cell, stretched by the browser, so that a frame costs next to nothing. */

/* places: [[x, y, attacks], …]; gives {columns, rows, values}. */
function densityGrid(places, width, height, sigma, table) {
  const cell = table.cell_px;
  const reach = Math.ceil((table.reach * sigma) / cell);
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  const [wide, high] = [columns + 2 * reach, rows + 2 * reach];
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-0.5 * (((k - reach) * cell) / sigma) ** 2));
  const shares = new Float64Array(wide * high);
  for (const [x, y, number] of places) {
    const [u, v] = [x / cell - 0.5 + reach, y / cell - 0.5 + reach];
    const [column, row] = [Math.floor(u), Math.floor(v)];
    if (column < 0 || row < 0 || column >= wide - 1 || row >= high - 1) continue;
    const [right, below] = [u - column, v - row];
    const at = row * wide + column;
    shares[at] += number * (1 - below) * (1 - right);
    shares[at + 1] += number * (1 - below) * right;
    shares[at + wide] += number * below * (1 - right);
    shares[at + wide + 1] += number * below * right;
  }
  const values = new Float64Array(columns * rows);
  const along = new Float64Array(columns);
  for (let row = 0; row < high; row++) {
    if (!spreadRow(shares, row * wide, wide, along, kernel, reach)) continue;
    const last = Math.min(rows - 1, row);
    for (let to = Math.max(0, row - 2 * reach); to <= last; to++) {
      const share = kernel[row - to];
      for (let column = 0; column < columns; column++) values[to * columns + column] += share * along[column];
    }
  }
  return { columns, rows, values };
}

/* Spread one row along itself; false where nothing stands in it. */
function spreadRow(shares, start, wide, along, kernel, reach) {
  let found = false;
  for (let from = 0; from < wide; from++) {
    const number = shares[start + from];
    if (number === 0) continue;
    if (!found) along.fill(0);
    found = true;
    const last = Math.min(along.length - 1, from);
    for (let column = Math.max(0, from - 2 * reach); column <= last; column++) along[column] += number * kernel[from - column];
  }
  return found;
}

function densityOpacity(attacks, table) {
  const share = Math.log(Math.max(attacks, 1e-9) / table.from_attacks) / Math.log(table.to_attacks / table.from_attacks);
  return table.most_opaque * Math.min(1, Math.max(0, share));
}

/* The kernel's standard deviation at the map's middle, in pixels and in metres. */
function densityBandwidth(map, table) {
  const lat = (map.getCenter().lat * Math.PI) / 180;
  const metresPerPx = (table.earth_m * Math.cos(lat)) / (256 * 2 ** map.getZoom());
  const px = Math.max(table.bandwidth_px, table.least_bandwidth_m / metresPerPx);
  return { px, metres: px * metresPerPx };
}

/* Powers of ten of attacks per so many square kilometres, each with its place on the ramp. */
function densityTicks(sigmaM, table) {
  const one = (table.per_km2 * 1e6) / (2 * Math.PI * sigmaM ** 2);
  const [lowest, highest] = [table.from_attacks * one, table.to_attacks * one];
  const ticks = [];
  for (let power = Math.ceil(Math.log10(lowest)); power <= Math.floor(Math.log10(highest)); power++) {
    ticks.push([10 ** power, Math.log(10 ** power / lowest) / Math.log(highest / lowest)]);
  }
  return ticks;
}

const DensityLayer = CanvasLayer.extend({
  contextKind: '2d',
  options: { padding: 0.2, pane: 'bw-density' },

  initialize(records, tables, layout) {
    L.Renderer.prototype.initialize.call(this);
    Object.assign(this, { records, tables, layout, table: tables.density, window: [0, -1] });
    this.counted = new Uint32Array(records.sites.length);
  },

  recordsChanged() {
    this.counted = new Uint32Array(this.records.sites.length);
    if (this._map) this._update();
  },

  redraw(size) {
    const cell = this.table.cell_px;
    const [columns, rows] = [Math.ceil(size.x / cell), Math.ceil(size.y / cell)];
    Object.assign(this._container, { width: columns, height: rows });
    this._container.style.width = `${columns * cell}px`;
    this._container.style.height = `${rows * cell}px`;
    this.image = this._context.createImageData(columns, rows);
    this.size = size;
    this.sigma = densityBandwidth(this._map, this.table).px;
    const zoom = this._map.getZoom();
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    this.anchors = this.layout.anchors(zoom).map((anchor) => anchor && [anchor[0] - origin.x, anchor[1] - origin.y]);
    this.points = this.records.projectPlaces(zoom, origin);
    this.paint();
  },

  paintDays(days) {
    this.window = days;
    this.paint();
  },

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
  },

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
    this._context.putImageData(this.image, 0, 0);
  },
});

function channelsOf(colour) {
  return [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16));
}
