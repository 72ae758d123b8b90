/* The graticule, part of the base canvas: it costs nothing but at a move. The same rule for
   spacing and names as layers/cartography/graticule.py; a test holds the two to each other. */

import { boxesOverlap, liesIn } from './map_labels.js';

export function graticuleStep(zoom, table) {
  const pxPerDeg = (256 * 2 ** zoom) / 360;
  return table.steps_deg.find((step) => step * pxPerDeg >= table.least_px) ?? table.steps_deg.at(-1);
}

export function listDegrees(low, high, step) {
  const degrees = [];
  for (let number = Math.ceil(low / step - 1e-9); number <= Math.floor(high / step + 1e-9); number++) {
    degrees.push(Math.round(number * step * 10) / 10);
  }
  return degrees;
}

export function nameDegree(degree, positive, negative) {
  const side = degree > 0 ? positive : degree < 0 ? negative : '';
  return `${Math.abs(degree)}°${side}`;
}

/**
 * Meridians and parallels of a canvas of that size whose corner is origin, in world pixels.
 * @param {L.Map} map
 */
export function graticuleLines(map, origin, size, table) {
  const zoom = map.getZoom();
  const step = graticuleStep(zoom, table);
  const northWest = map.unproject(origin, zoom);
  const southEast = map.unproject(origin.add(size), zoom);
  return {
    meridians: listDegrees(Math.max(-180, northWest.lng), Math.min(180, southEast.lng), step)
      .map((lon) => ({ at: map.project([0, lon], zoom).x - origin.x, name: nameDegree(lon, 'E', 'W') })),
    parallels: listDegrees(Math.max(-85, southEast.lat), Math.min(85, northWest.lat), step)
      .map((lat) => ({ at: map.project([lat, 0], zoom).y - origin.y, name: nameDegree(lat, 'N', 'S') })),
  };
}

/** @param {OffscreenCanvasRenderingContext2D} context */
export function strokeGraticule(context, { meridians, parallels }, size, table, colour) {
  context.beginPath();
  for (const { at } of meridians) {
    context.moveTo(at, 0);
    context.lineTo(at, size.y);
  }
  for (const { at } of parallels) {
    context.moveTo(0, at);
    context.lineTo(size.x, at);
  }
  context.lineWidth = table.line_px;
  context.strokeStyle = colour;
  context.stroke();
}

/**
 * Degrees at the top and left edge of the view, [left, top, width, height], clear of controls.
 * @param {OffscreenCanvasRenderingContext2D} context
 */
export function graticuleLabels(context, { meridians, parallels }, view, controls, table) {
  const [left, top, width, height] = view;
  const size = table.label_size_px;
  const pad = table.label_pad_px;
  context.font = `${size}px "DejaVu Sans", system-ui, sans-serif`;
  const labels = [
    ...meridians.map(({ at, name }) => {
      const wide = context.measureText(name).width;
      return { name, box: [at - wide / 2, top + pad, wide, size * 1.25] };
    }),
    // In the row of the meridians' names a parallel's would read as one of them.
    ...parallels.filter(({ at }) => at - size * 0.625 >= top + pad + size * 1.25).map(({ at, name }) => ({ name, box: [left + pad, at - size * 0.625, context.measureText(name).width, size * 1.25] })),
  ];
  const placed = [];
  for (const label of labels) {
    const clear = liesIn(label.box, [left, top, width, height])
      && ![...controls, ...placed.map(({ box }) => box)].some((other) => boxesOverlap(other, label.box, 2));
    if (clear) placed.push(label);
  }
  return placed;
}
