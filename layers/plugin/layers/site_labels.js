/* On which side of its circle a site's name stands. The same formula as layers/cartography/site_labels.py,
   which explains it; a test holds the two to each other. */

const SIDES = ['right', 'left', 'below', 'above'];

/* Top left corner of a label on one side of a circle. */
export function labelCorner([x, y], reach, side, width, table) {
  const height = table.label_height_px;
  if (side === 'right') return [x + reach, y - height / 2];
  if (side === 'left') return [x - reach - width, y - height / 2];
  if (side === 'below') return [x - width / 2, y + reach];
  return [x - width / 2, y - reach - height];
}

/* Lists of equal length, in file order: centres [x, y], radii, totals, widths; sides out. */
export function placeSiteLabels(centres, radii, totals, widths, table) {
  const sides = centres.map(() => 'right');
  const taken = [];
  const turns = centres.map((_, k) => k).sort((a, b) => totals[b] - totals[a] || a - b);
  for (const k of turns) {
    let least = Infinity;
    let chosen = null;
    for (const side of SIDES) {
      const strip = labelStrip(centres[k], radii[k], side, widths[k], table);
      let overlap = taken.reduce((sum, box) => sum + boxOverlap(strip, box), 0);
      centres.forEach((centre, j) => {
        if (j !== k) overlap += circleOverlap(strip, centre, radii[j]);
      });
      if (overlap < least) {
        least = overlap;
        chosen = strip;
        sides[k] = side;
      }
      if (overlap === 0) break;
    }
    if (chosen) taken.push(chosen);
  }
  return sides;
}

/* The box that a label sweeps as its site grows from nothing to its full circle. */
export function labelStrip(centre, radius, side, width, table) {
  const near = labelCorner(centre, table.site_radius_px, side, width, table);
  const far = labelCorner(centre, radius, side, width, table);
  return [
    Math.min(near[0], far[0]), Math.min(near[1], far[1]),
    Math.max(near[0], far[0]) + width, Math.max(near[1], far[1]) + table.label_height_px,
  ];
}

export function boxOverlap(first, second) {
  const width = Math.min(first[2], second[2]) - Math.max(first[0], second[0]);
  const height = Math.min(first[3], second[3]) - Math.max(first[1], second[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

function circleOverlap(box, [x, y], radius) {
  const dx = x - Math.min(Math.max(x, box[0]), box[2]);
  const dy = y - Math.min(Math.max(y, box[1]), box[3]);
  if (dx * dx + dy * dy >= radius * radius) return 0;
  return boxOverlap(box, [x - radius, y - radius, x + radius, y + radius]);
}
