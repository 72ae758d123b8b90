/* The layers of the map: which are on, what each needs, and what the legend says of them. */

import { densityBandwidth } from '../draw/density_grid.js';
import { element, keepClicks } from '../draw/dom.js';
import { BaseLayer } from '../layers/base_layer.js';
import { DensityLayer } from '../layers/density.js';
import { DotLayer } from '../layers/dots.js';
import { Strikes } from '../layers/strikes.js';
import { TileBasemap } from '../layers/tiles.js';
import { LayerControl, LayerSwitches } from './layer_control.js';
import { Legend } from './legend.js';
/** @import { SiteLabels } from '../layers/sites.js' */

/* Paint each part; one that throws is reported on the console and takes no other with it. Return whether
   all were painted. */
export function paintEach(parts) {
  let whole = true;
  for (const paint of parts) {
    try {
      paint();
    } catch (error) {
      whole = false;
      reportError(error);
    }
  }
  return whole;
}

export class MapLayers {
  /* parts: {map, tables, records, layout, preferences, card, settle, repaint, area}; text: as geo/query/map_layers.py
     writes layers, null for those that are on at first. */
  constructor(parts, text) {
    const { map, tables, records, layout, preferences } = parts;
    this.map = map;
    this.tables = tables;
    this.records = records;
    this.layout = layout;
    this.card = parts.card;
    this.settle = parts.settle;
    this.repaint = parts.repaint;
    this.area = parts.area;
    this.days = [0, -1];
    this.switches = new LayerSwitches(tables.layers, text);
    this.strikes = new Strikes(records, tables, map);
    this.density = new DensityLayer(records, tables, layout);
    this.legend = new Legend(records, tables, preferences);
    this.tiles = tables.tiles ? new TileBasemap(map, tables.tiles, tables.credits, { preferences, changed: () => this.changeBasemap() }) : null;
    this.control = new LayerControl(this.switches, this.tiles, { change: (word) => this.change(word), list: () => this.listStrikes() }).addTo(map);
    this.apart = element('button', { type: 'button', className: 'bw-apart', hidden: true, onclick: () => this.listStrikes() });
    keepClicks(this.apart);
    map.getContainer().append(this.legend.root, this.apart);
  }

  has(word) {
    return this.switches.has(word);
  }

  get text() {
    return this.switches.text;
  }

  /**
   * The layers that are drawn apart: the base under everything, density, dots with the strikes.
   * @param {SiteLabels} labels
   */
  draw(labels) {
    const { map, tables, records, layout } = this;
    this.base = new BaseLayer(tables, layout, labels, this).addTo(map);
    if (this.has('density')) this.density.addTo(map);
    this.dots = new DotLayer(records, tables.symbols, layout, this).addTo(map);
    if (this.tiles) this.tiles.begin();
  }

  /* Whether the shipped map gives way to the organisation's tiles. */
  get overTiles() {
    return this.tiles !== null && this.tiles.shown;
  }

  changeBasemap() {
    this.control.show();
    this.base._update();
  }

  recordsChanged() {
    this.strikes.recordsChanged();
    for (const part of [this.base, this.dots, this.density, this.legend]) part.recordsChanged();
  }

  /* Light has become dark, or the other way: nothing moves. */
  themeChanged() {
    this.base._update();
    this.dots.themeChanged();
    this.strikes.themeChanged();
    this.legend.recordsChanged();
  }

  /* A layer was switched: what stands still is drawn anew once, what moves with time as ever. */
  change(word) {
    if (word === 'density') {
      if (this.has(word)) this.density.addTo(this.map);
      else this.density.remove();
    } else if (word !== 'strikes') {
      this.base._update();
    }
    this.settle();
    return this.repaint();
  }

  /* stale: whether the dots are others than when the view was last drawn. Return whether all was painted. */
  paint(days, stale) {
    this.days = days;
    this.dots.setWindow(...days);
    return paintEach([
      () => stale && this.has('density') && this.density.paintDays(days),
      () => stale && this.dots.paint(),
      () => this.legend.show(this.present()),
      () => this.showApart(days),
    ]);
  }

  /* Say how many strikes of the days have no place. */
  showApart(days) {
    const apart = this.has('strikes') ? this.strikes.inDays(days).filter(({ lonlat }) => !lonlat).length : 0;
    this.apart.hidden = apart === 0;
    this.apart.textContent = `${apart} ${apart === 1 ? 'strike' : 'strikes'} not placed`;
  }

  /* What the legend has to explain: what the view holds of each layer that is on. */
  present() {
    const { layout, map, dots, tables } = this;
    const view = L.bounds(dots.inside(L.point(0, 0)), dots.inside(map.getSize()));
    const world = map.getPixelBounds();
    const { centres, anchors } = layout.at(map.getZoom());
    const near = layout.placed.filter((number) => world.contains(anchors[number]) || world.contains(centres[number]));
    const moved = (number) => Math.hypot(centres[number][0] - anchors[number][0], centres[number][1] - anchors[number][1]) > tables.style.moved_px;
    const bases = this.has('bases') && near.length > 0;
    const isDisc = (number) => dots.shown[number] > tables.symbols.disc_from && world.contains(centres[number]);
    return {
      attacks: this.has('attacks'), dots: dots.kindsIn(view),
      strikes: this.has('strikes') ? this.strikes.kindsIn(view) : [],
      sigma: this.has('density') && this.density.present ? densityBandwidth(map, tables.density).metres : null,
      discs: this.has('attacks') && near.some(isDisc), area: this.area(), bases, leaders: (bases || this.has('attacks')) && near.some(moved),
    };
  }

  /* The strike under a point of the map's container; null where none is. */
  strikeAt(point) {
    return this.has('strikes') ? this.strikes.hit(this.dots.inside(point)) : null;
  }

  showStrike(strike) {
    this.strikes.showCard(this.card, strike);
  }

  listStrikes() {
    this.strikes.showList(this.card, this.days);
  }

  /* The site whose mark or disc is under a point; -1 where none is. */
  siteAt(point) {
    const { map, layout, dots, tables } = this;
    const at = map.containerPointToLayerPoint(point).add(map.getPixelOrigin());
    const { centres, anchors } = layout.at(map.getZoom());
    return layout.placed.find((number) => {
      const near = ([x, y], reach) => Math.hypot(x - at.x, y - at.y) <= reach;
      const shown = this.has('attacks') ? dots.shown[number] : 0;
      const disc = shown > tables.symbols.disc_from && near(centres[number], tables.symbols.disc_radius_px);
      return disc || (this.has('bases') && (near(anchors[number], 8) || (shown === 0 && near(centres[number], 8))));
    }) ?? -1;
  }
}
