/* Sprites: each distinct dot drawn once, at the screen's pixel ratio, from the table of symbols. */

import { theme } from './theme.js';
/** @import { Dot } from '../protocol.js' */

/** @param {CanvasRenderingContext2D} context */
function traceShape(context, shape, radius, table) {
  const corners = table.shapes[shape];
  context.beginPath();
  if (corners.length === 0) context.arc(0, 0, radius, 0, 2 * Math.PI);
  else {
    corners.forEach(([x, y], k) => context[k === 0 ? 'moveTo' : 'lineTo'](x * radius, y * radius));
    context.closePath();
  }
}

/**
 * Draw one dot about the origin of a 2D context, in CSS pixels. A strike has a radius and a rim of its own.
 * @param {CanvasRenderingContext2D} context
 */
function drawDot(context, dot, table) {
  const inks = theme.of(table.inks);
  const { stroke, fill } = theme.isDark && dot.dark ? dot.dark : dot;
  const radius = dot.radius_px ?? table.dot_radius_px;
  context.lineJoin = 'round';
  traceShape(context, dot.shape, radius, table);
  if (dot.halo_px) {
    context.lineWidth = table.stroke_px + 2 * dot.halo_px;
    context.strokeStyle = inks.paper;
    context.stroke();
  }
  context.lineWidth = table.stroke_px;
  context.fillStyle = fill;
  context.strokeStyle = stroke;
  context.fill();
  context.setLineDash(dot.broken ? table.broken_dash_px : []);
  context.stroke();
  context.setLineDash([]);
  if (dot.mark === 'dot') {
    context.beginPath();
    context.arc(0, 0, radius * table.inner_dot, 0, 2 * Math.PI);
    context.fillStyle = stroke;
    context.fill();
  } else if (dot.mark === 'bar') {
    context.save();
    traceShape(context, dot.shape, radius, table);
    context.clip();
    context.beginPath();
    context.moveTo(-1.4 * radius, 0);
    context.lineTo(1.4 * radius, 0);
    context.stroke();
    context.restore();
  }
  if (dot.struck) {
    context.beginPath();
    context.moveTo(-table.slash_px, table.slash_px);
    context.lineTo(table.slash_px, -table.slash_px);
    context.strokeStyle = inks.slash;
    context.stroke();
  }
  if (dot.added) drawPlus(context, table, inks);
}

/**
 * The plus of a record that a user added, on a rim that parts it from what it lies on.
 * @param {CanvasRenderingContext2D} context
 */
function drawPlus(context, table, inks) {
  context.beginPath();
  table.plus_px.forEach(([x, y], k) => context[k === 0 ? 'moveTo' : 'lineTo'](x, y));
  context.closePath();
  context.lineWidth = table.plus_rim_px;
  context.strokeStyle = inks.paper;
  context.stroke();
  context.fillStyle = inks.plus;
  context.fill();
}

/* Side of a sprite in CSS pixels: the widest shape, its stroke, and a pixel to spare. */
function spriteSide(table, dot = {}) {
  return 2 * Math.ceil(1.4 * (dot.radius_px ?? table.dot_radius_px) + table.stroke_px + (dot.halo_px ?? 0) + 1);
}

/**
 * The dots as pixels: {side, solid, edge, hard}, side in device pixels; of each dot the pixels that
 * cover what is below them, those that let it through, and what stands for both where nothing is
 * blended, as {at, colour}: place in the sprite, A B G R.
 * @param {Dot[]} dots
 */
export function makeSprites(dots, table, ratio) {
  const side = Math.round(spriteSide(table, dots[0]) * ratio);
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const pixels = dots.map((dot) => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, side, side);
    context.setTransform(ratio, 0, 0, ratio, side / 2, side / 2);
    drawDot(context, dot, table);
    return new Uint32Array(context.getImageData(0, 0, side, side).data.buffer);
  });
  const part = (wanted) => pixels.map((sprite) => {
    const at = Uint32Array.from([...sprite.keys()].filter((place) => wanted(sprite[place] >>> 24)));
    return { at, offset: at, colour: at.map((place) => sprite[place]) };
  });
  return {
    side, width: side, solid: part((alpha) => alpha === 255), edge: part((alpha) => alpha > 0 && alpha < 255), hard: part((alpha) => alpha > 127),
  };
}

/* A dot as a small canvas of its own, for legend and card. */
export function dotCanvas(dot, table) {
  const ratio = window.devicePixelRatio || 1;
  const side = spriteSide(table, dot);
  const canvas = document.createElement('canvas');
  canvas.width = side * ratio;
  canvas.height = side * ratio;
  canvas.className = dot.radius_px > table.dot_radius_px ? 'bw-dot bw-dot-large' : 'bw-dot';
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d');
  canvas.paintDot = () => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, canvas.width / 2, canvas.height / 2);
    drawDot(context, dot, table);
  };
  canvas.paintDot();
  return canvas;
}

/* Lists and cards that are open follow the theme. */
theme.onChange(() => {
  for (const canvas of document.querySelectorAll('canvas')) canvas.paintDot?.();
});
