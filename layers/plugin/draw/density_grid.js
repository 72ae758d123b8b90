/* The density of attacks: a Gaussian kernel on a coarse grid in screen space. The same formula as
   layers/cartography/density.py, which explains it; a test holds the two to each other. */

/* places: [[x, y, attacks], …]; gives {columns, rows, values}. */
export function densityGrid(places, width, height, sigma, table) {
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

export function densityOpacity(attacks, table) {
  const share = Math.log(Math.max(attacks, 1e-9) / table.from_attacks) / Math.log(table.to_attacks / table.from_attacks);
  return table.most_opaque * Math.min(1, Math.max(0, share));
}

/**
 * The kernel's standard deviation at the map's middle, in pixels and in metres.
 * @param {L.Map} map
 */
export function densityBandwidth(map, table) {
  const lat = (map.getCenter().lat * Math.PI) / 180;
  const metresPerPx = (table.earth_m * Math.cos(lat)) / (256 * 2 ** map.getZoom());
  const px = Math.max(table.bandwidth_px, table.least_bandwidth_m / metresPerPx);
  return { px, metres: px * metresPerPx };
}

/* Powers of ten of attacks per so many square kilometres, each with its place on the ramp. */
export function densityTicks(sigmaM, table) {
  const one = (table.per_km2 * 1e6) / (2 * Math.PI * sigmaM ** 2);
  const [lowest, highest] = [table.from_attacks * one, table.to_attacks * one];
  const ticks = [];
  for (let power = Math.ceil(Math.log10(lowest)); power <= Math.floor(Math.log10(highest)); power++) {
    ticks.push([10 ** power, Math.log(10 ** power / lowest) / Math.log(highest / lowest)]);
  }
  return ticks;
}
