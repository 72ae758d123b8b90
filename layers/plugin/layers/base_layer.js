/* The base layer: basemap, leaders and site marks, drawn only when the view has moved.
   Drawn off screen and handed over as a bitmap, so that no live canvas costs each frame. */

import { theme } from '../draw/theme.js';
import { Basemap } from './basemap.js';
import { CanvasLayer } from './canvas_layer.js';
import { graticuleLabels, graticuleLines, strokeGraticule } from './graticule.js';
import { placeLabels } from './map_labels.js';
/** @import { MapLayers } from '../controls/map_layers.js' */
/** @import { SiteLabels, SiteLayout } from './sites.js' */

export class BaseLayer extends CanvasLayer {
  /**
   * @param {SiteLayout} layout
   * @param {SiteLabels} labels
   * @param {MapLayers} layers
   */
  constructor(tables, layout, labels, layers) {
    super('bitmaprenderer', { padding: 0.35, pane: 'bw-base' });
    this.tables = tables;
    this.style = tables.style;
    this.layout = layout;
    this.labels = labels;
    this.layers = layers;
    this.basemap = new Basemap(tables.basemap);
    if (tables.outline) this.basemap.widen(tables.outline);
    this.measured = new Map();
  }

  /* Leaders, marks and the room for names follow the sites. */
  recordsChanged() {
    this._update();
  }

  takeOutline(outline) {
    this.basemap.widen(outline);
    this._update();
  }

  redraw(size, ratio) {
    this.palette = theme.of(this.style.palettes);
    const canvas = new OffscreenCanvas(Math.round(size.x * ratio), Math.round(size.y * ratio));
    this.draw(canvas.getContext('2d', { alpha: this.layers.overTiles }), ratio, size);
    this.resize(size, ratio);
    this.context.transferFromImageBitmap(canvas.transferToImageBitmap());
  }

  /** @param {OffscreenCanvasRenderingContext2D} context */
  draw(context, ratio, size) {
    const zoom = this._map.getZoom();
    const scale = 2 ** zoom;
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    if (!this.layers.overTiles) {
      context.fillStyle = this.palette.water;
      context.fillRect(0, 0, size.x * ratio, size.y * ratio);
      context.setTransform(ratio * scale, 0, 0, ratio * scale, -origin.x * ratio, -origin.y * ratio);
      this.drawAreas(context, zoom, scale);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const degrees = this.layers.has('graticule') ? graticuleLines(this._map, origin, size, this.tables.graticule) : null;
    if (degrees) strokeGraticule(context, degrees, size, this.tables.graticule, this.palette.graticule);
    this.drawLeaders(context, origin);
    const names = degrees ? this.drawDegrees(context, degrees, size) : [];
    if (!this.layers.overTiles) this.drawLabels(context, zoom, scale, origin, size, names);
  }

  /** @param {OffscreenCanvasRenderingContext2D} context */
  drawAreas(context, zoom, scale) {
    const { basemap, palette } = this;
    context.fillStyle = palette.land;
    context.fill(basemap.land, 'evenodd');
    context.lineJoin = 'round';
    context.lineCap = 'round';
    for (const { rank, path } of basemap.rivers) this.strokeLine(context, `river-${rank}`, path, palette.river, zoom, scale);
    if (this.layers.has('governorates')) this.strokeLine(context, 'governorate', basemap.governorates, palette.governorate, zoom, scale);
    context.fillStyle = palette.water;
    context.fill(basemap.lakes, 'evenodd');
    this.strokeLine(context, 'lake', basemap.lakes, palette.shore, zoom, scale);
    this.strokeLine(context, 'coast', basemap.coasts, palette.shore, zoom, scale);
    this.strokeLine(context, 'border', basemap.borders, palette.border, zoom, scale);
    this.strokeLine(context, 'claim', basemap.claims, palette.claim, zoom, scale);
  }

  /** @param {OffscreenCanvasRenderingContext2D} context */
  strokeLine(context, name, path, colour, zoom, scale) {
    const line = this.style.lines[name];
    if (!line || zoom < line.from_zoom) return;
    context.lineWidth = line.width_px / scale;
    context.setLineDash(line.dash_px.map((dash) => dash / scale));
    context.strokeStyle = colour;
    context.stroke(path);
    context.setLineDash([]);
  }

  /**
   * From each displaced circle to its true point, also where dots alone stand about it; and a mark
   * at the true point, which is the base's own sign.
   * @param {OffscreenCanvasRenderingContext2D} context
   */
  drawLeaders(context, origin) {
    const { layers, palette } = this;
    if (!layers.has('bases') && !layers.has('attacks')) return;
    const { centres, anchors } = this.layout.at(this._map.getZoom());
    context.lineWidth = 1;
    context.strokeStyle = palette.leader;
    context.fillStyle = palette.site;
    for (const number of this.layout.placed) {
      const [x, y] = [anchors[number][0] - origin.x, anchors[number][1] - origin.y];
      const [cx, cy] = [centres[number][0] - origin.x, centres[number][1] - origin.y];
      if (Math.hypot(cx - x, cy - y) > this.style.moved_px) {
        context.beginPath();
        context.moveTo(x, y);
        context.lineTo(cx, cy);
        context.stroke();
      }
      if (layers.has('bases')) context.fillRect(x - 2.5, y - 2.5, 5, 5);
    }
  }

  /**
   * Return the view in this canvas.
   * @returns {[left: number, top: number, width: number, height: number]}
   */
  viewBox(size) {
    const view = this._map.getSize();
    return [(size.x - view.x) / 2, (size.y - view.y) / 2, view.x, view.y];
  }

  /* The scale and the buttons, as large as they are drawn. */
  controlBoxes([x, y, , height]) {
    return [[x, y + height - 46, 120, 46], [x, y, 56, 172]];
  }

  /**
   * Draw the names of the degrees; give their boxes.
   * @param {OffscreenCanvasRenderingContext2D} context
   */
  drawDegrees(context, degrees, size) {
    const view = this.viewBox(size);
    const [x, y, wide] = view;
    const legend = [x + wide - 196, y, 196, 40];
    const placed = graticuleLabels(context, degrees, view, [...this.controlBoxes(view), legend], this.tables.graticule);
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    for (const { name, box } of placed) this.writeText(context, name, box, this.palette.graticule_label);
    return placed.map(({ box }) => box);
  }

  /**
   * Text on the middle of a box' height, with the land's colour about its letters.
   * @param {OffscreenCanvasRenderingContext2D} context
   */
  writeText(context, text, [left, top, , height], colour) {
    context.lineJoin = 'round';
    context.lineWidth = 2 * this.style.halo_px;
    context.strokeStyle = this.palette.halo;
    context.strokeText(text, left, top + height / 2);
    context.fillStyle = colour;
    context.fillText(text, left, top + height / 2);
  }

  /* What the names of the basemap must keep clear of: the sites, their names, the view's edges. */
  obstacles(origin, size, names) {
    const { layers } = this;
    const zoom = this._map.getZoom();
    const { centres, anchors } = this.layout.at(zoom);
    const strips = this.labels.stripsAt(zoom);
    const [x0, y0, wide, high] = this.viewBox(size);
    const edges = [[x0, y0, wide, 1], [x0, y0 + high - 1, wide, 1], [x0, y0, 1, high], [x0 + wide - 1, y0, 1, high]];
    return [...edges, ...this.controlBoxes([x0, y0, wide, high]), ...names].concat(this.layout.placed.flatMap((number) => {
      const [left, top, right, bottom] = strips[number];
      const dots = { x: centres[number][0] - origin.x, y: centres[number][1] - origin.y, radius: this.layout.radius(number) };
      const base = [
        [anchors[number][0] - origin.x - 3, anchors[number][1] - origin.y - 3, 6, 6],
        [left - origin.x, top - origin.y, right - left, bottom - top],
      ];
      return [...(layers.has('attacks') ? [dots] : []), ...(layers.has('bases') ? base : [])];
    }));
  }

  /** @param {OffscreenCanvasRenderingContext2D} context */
  drawLabels(context, zoom, scale, origin, size, names) {
    const wanted = this.wantedLabels(context, zoom, scale, origin, size);
    const placed = placeLabels(wanted, this.obstacles(origin, size, names), [0, 0, size.x, size.y], this.style.label_margin_px);
    const shown = new Set(placed.map(({ number }) => number));
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    wanted.forEach((label, number) => {
      if (label.symbol && shown.has(number)) {
        context.fillStyle = this.palette.town;
        const [x, y] = label.anchors[0];
        context.fillRect(x - label.symbol / 2, y - label.symbol / 2, label.symbol, label.symbol);
      }
    });
    for (const { number, box } of placed) {
      const label = wanted[number];
      context.font = label.font;
      context.letterSpacing = `${label.spacing}px`;
      this.writeText(context, label.text, box, label.colour);
    }
    context.letterSpacing = '0px';
  }

  /**
   * Names that this zoom shows and this view may hold, with their measured size.
   * @param {OffscreenCanvasRenderingContext2D} context
   */
  wantedLabels(context, zoom, scale, origin, size) {
    const { basemap, palette, style } = this;
    const at = ([x, y]) => [x * scale - origin.x, y * scale - origin.y];
    const near = ([x, y]) => x > -50 && y > -20 && x < size.x + 50 && y < size.y + 20;
    const order = Object.fromEntries(style.label_order.map((kind, k) => [kind, k * 1e9]));
    const labels = [];
    const add = (name, text, anchors, priority, colour, more = {}) => {
      const inView = anchors.filter(near);
      if (!text || zoom < text.from_zoom || zoom >= text.until_zoom || inView.length === 0) return;
      const written = text.is_upper ? name.toUpperCase() : name;
      const bold = more.bold ? 'bold ' : '';
      const font = `${bold}${text.size_px}px "DejaVu Sans", system-ui, sans-serif`;
      labels.push({
        text: written, font, spacing: text.spacing_px, colour, anchors: inView, priority,
        width: this.measure(context, written, font, text.spacing_px), height: text.size_px * 1.25,
        sides: ['centre'], gap: 0, symbol: 0, ...more,
      });
    };
    for (const { name, rank, places } of basemap.countryLabels) {
      add(name, style.country_text[rank], places.map(at), order.country + rank, palette.country_label);
    }
    for (const town of this.layers.has('towns') ? basemap.towns : []) {
      const mark = town.capital ? style.town_symbol_px.capital : style.town_symbol_px.town;
      const turn = town.capital ? order.capital : order.town + town.rank * 1e8;
      add(town.name, style.town_text[town.rank], [at(town.place)], turn - town.population / 1000, palette.town_label, {
        sides: ['right', 'left', 'above', 'below'], gap: style.town_gap_px, symbol: mark, bold: town.capital,
      });
    }
    for (const { name, places } of this.layers.has('governorates') ? basemap.governorateLabels : []) {
      add(name, style.governorate_text, places.map(at), order.governorate, palette.governorate_label);
    }
    return labels;
  }

  /** @param {OffscreenCanvasRenderingContext2D} context */
  measure(context, text, font, spacing) {
    const key = `${font}|${spacing}|${text}`;
    if (!this.measured.has(key)) {
      context.font = font;
      context.letterSpacing = `${spacing}px`;
      this.measured.set(key, context.measureText(text).width);
    }
    return this.measured.get(key);
  }
}
