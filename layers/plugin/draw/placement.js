/* Where a record's dot stands. The same formula as layers/cartography/placement.py and
   layers/cartography/site_labels.py; a test holds the two to each other. */

const GOLDEN_ANGLE_RAD = Math.PI * (3 - Math.sqrt(5));

/* Spiral constant for so many records: full until the bound, then shrinking. A site that is a disc
   in some window keeps to the disc's circle in every other, by its number in the whole record. */
export function spacingPx(shown, table, total = 0) {
  const bound = total > table.disc_from ? table.disc_radius_px : table.max_spiral_px;
  return Math.min(table.spacing_px, bound / Math.sqrt(Math.max(shown, 1)));
}

/* Unit offsets by rank, made once and grown as needed: x, y of rank k at 2k, 2k + 1. */
export const spiral = {
  offsets: new Float64Array(0),
  upTo(ranks) {
    if (this.offsets.length < 2 * ranks) {
      const longer = new Float64Array(2 * Math.max(ranks, 1024));
      for (let rank = 0; rank < longer.length / 2; rank++) {
        const radius = Math.sqrt(rank + 0.5);
        longer[2 * rank] = radius * Math.cos(rank * GOLDEN_ANGLE_RAD);
        longer[2 * rank + 1] = radius * Math.sin(rank * GOLDEN_ANGLE_RAD);
      }
      this.offsets = longer;
    }
    return this.offsets;
  },
};

/* Offset of a strike from its point: none for one alone there. */
export function strikeOffset(rank, shown, table) {
  if (shown === 1) return [0, 0];
  const radius = table.strike_spacing_px * Math.sqrt(rank + 0.5);
  return [radius * Math.cos(rank * GOLDEN_ANGLE_RAD), radius * Math.sin(rank * GOLDEN_ANGLE_RAD)];
}

/**
 * Radius of the circle that a site with so many records fills.
 * @param {number} records
 */
export function circleRadiusPx(records, table, total = 0) {
  if (records === 0) return table.site_radius_px;
  if (records > table.disc_from) return table.disc_radius_px + table.margin_px;
  return spacingPx(records, table, total) * Math.sqrt(records - 0.5) + table.margin_px;
}

/* Size of a disc's number, by its width in letters of the full size. */
export function discNumberPx(widthPx, table) {
  return Math.min(table.disc_number_px, (table.disc_number_px * table.disc_room_px) / widthPx);
}

/* Move circles apart until none overlap, staying as near to their points as that allows. */
export function pushApart(anchors, radii, table) {
  const centres = anchors.map(([x, y]) => [x, y]);
  const count = centres.length;
  const rounds = count <= 100 ? table.rounds : 24;
  for (let turn = 0; turn < rounds; turn++) {
    const pull = 0.12 * Math.max(0, 1 - (1.5 * turn) / rounds);
    for (let k = 0; k < count; k++) {
      centres[k][0] += pull * (anchors[k][0] - centres[k][0]);
      centres[k][1] += pull * (anchors[k][1] - centres[k][1]);
    }
    let moved = false;
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        moved = partPair(centres[i], centres[j], radii[i] + radii[j] + table.gap_px, j) || moved;
      }
    }
    if (!moved && pull === 0) break;
  }
  return centres;
}

function partPair(first, second, needPx, turn) {
  let dx = second[0] - first[0];
  let dy = second[1] - first[1];
  let distance = Math.sqrt(dx * dx + dy * dy);
  if (distance >= needPx) return false;
  let missing = (needPx - distance) / 2;
  if (distance < 1e-6) {
    // Two sites at one point: part them along the golden angle.
    dx = Math.cos(turn * GOLDEN_ANGLE_RAD);
    dy = Math.sin(turn * GOLDEN_ANGLE_RAD);
    distance = 1;
    missing = needPx / 2;
  }
  first[0] -= (dx / distance) * missing;
  first[1] -= (dy / distance) * missing;
  second[0] += (dx / distance) * missing;
  second[1] += (dy / distance) * missing;
  return true;
}
