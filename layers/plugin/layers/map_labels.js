/* Greedy label placement, the same rule as export/maps/label_placement.py, which explains it; a test holds the two
   to each other. Boxes are [left, top, width, height], circles {x, y, radius}, pixels, y down. */

const CORNER = {
  right: (x, y, w, h, gap) => [x + gap, y - h / 2],
  left: (x, y, w, h, gap) => [x - gap - w, y - h / 2],
  above: (x, y, w, h, gap) => [x - w / 2, y - gap - h],
  below: (x, y, w, h, gap) => [x - w / 2, y + gap],
  centre: (x, y, w, h) => [x - w / 2, y - h / 2],
};

/* labels: {anchors, width, height, priority, sides, gap, symbol}; gives [{number, box, anchor, side}]. */
export function placeLabels(labels, obstacles, frame, margin) {
  const placed = [];
  const taken = [];
  const clear = (box) => !taken.some((other) => boxesOverlap(other, box, margin));
  const free = (box, symbol) =>
    (!frame || liesIn(box, frame))
    && !obstacles.some((thing) => (Array.isArray(thing) ? boxesOverlap(thing, box, margin) : circleCovers(thing, box, margin)))
    && (symbol[2] === 0 || clear(symbol)) && clear(box);
  const turns = labels.map((_, number) => number)
    .sort((a, b) => labels[a].priority - labels[b].priority || a - b);
  for (const number of turns) {
    const { anchors, sides, width, height, gap, symbol: side_px } = labels[number];
    tried: for (const anchor of anchors) {
      const symbol = [anchor[0] - side_px / 2, anchor[1] - side_px / 2, side_px, side_px];
      for (const side of sides) {
        const box = [...CORNER[side](anchor[0], anchor[1], width, height, gap), width, height];
        if (free(box, symbol)) {
          placed.push({ number, box, anchor, side });
          taken.push(box);
          if (side_px > 0) taken.push(symbol);
          break tried;
        }
      }
    }
  }
  return placed;
}

export function boxesOverlap(one, other, margin) {
  return one[0] < other[0] + other[2] + margin && other[0] - margin < one[0] + one[2]
    && one[1] < other[1] + other[3] + margin && other[1] - margin < one[1] + one[3];
}

export function liesIn(box, frame) {
  return box[0] >= frame[0] && box[1] >= frame[1]
    && box[0] + box[2] <= frame[0] + frame[2] && box[1] + box[3] <= frame[1] + frame[3];
}

export function circleCovers({ x, y, radius }, box, margin) {
  const dx = x - Math.min(Math.max(x, box[0]), box[0] + box[2]);
  const dy = y - Math.min(Math.max(y, box[1]), box[1] + box[3]);
  const reach = radius + margin;
  return dx * dx + dy * dy < reach * reach;
}
