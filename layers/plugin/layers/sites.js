/* The sites: where their circles stand at a zoom, and their names with the count in the window. */

import { element, keepClicks, writeCount } from '../draw/dom.js';
import { circleRadiusPx, pushApart } from '../draw/placement.js';
import { labelCorner, labelStrip, placeSiteLabels } from './site_labels.js';
/** @import { MapLayers } from '../controls/map_layers.js' */
/** @import { Records } from '../data/records.js' */

/* Circles at their points, pushed apart; world pixels, so that panning changes nothing. */
export class SiteLayout {
  /**
   * @param {Records} records
   * @param {L.Map} map
   */
  constructor(records, table, map) {
    this.records = records;
    this.table = table;
    this.map = map;
    this.recordsChanged();
  }

  recordsChanged() {
    const { records, table } = this;
    this.cache = { zoom: null };
    this.placed = records.sites.map((site, number) => number).filter((number) => records.sites[number].lonlat);
    this.radii = this.placed.map((number) => circleRadiusPx(records.sites[number].total, table));
  }

  /* Displayed centres, one a site, null where the site has no place. */
  centres(zoom) {
    return this.at(zoom).centres;
  }

  anchors(zoom) {
    return this.at(zoom).anchors;
  }

  at(zoom) {
    if (this.cache.zoom !== zoom) {
      const anchors = this.placed.map((number) => {
        const [lon, lat] = this.records.sites[number].lonlat;
        const point = this.map.project([lat, lon], zoom);
        return [point.x, point.y];
      });
      const parted = pushApart(anchors, this.radii, this.table);
      const spread = (list) => {
        const all = new Array(this.records.sites.length).fill(null);
        this.placed.forEach((number, k) => { all[number] = list[k]; });
        return all;
      };
      this.cache = { zoom, anchors: spread(anchors), centres: spread(parted) };
    }
    return this.cache;
  }

  radius(number) {
    return circleRadiusPx(this.records.sites[number].total, this.table);
  }
}

/* Names beside the sites: DOM, so that a screen reader and the keyboard reach them. */
export class SiteLabels {
  /**
   * @param {L.Map} map
   * @param {Records} records
   * @param {SiteLayout} layout
   */
  constructor(map, records, table, layout, open) {
    this.map = map;
    this.records = records;
    this.table = table;
    this.layout = layout;
    this.open = open;
    this.sides = [];
    this.named = null;
    this.root = element('div', { className: 'bw-labels leaflet-zoom-hide' });
    map.getPane('bw-labels').append(this.root);
    this.recordsChanged();
  }

  /* Buttons are kept where the sites are the same: one of them may have the keyboard's focus. */
  recordsChanged() {
    const { records, open } = this;
    const named = JSON.stringify(records.sites.map((site) => [site.id, site.name, site.lonlat]));
    if (named === this.named) return;
    this.named = named;
    this.root.replaceChildren();
    this.labels = records.sites.map((site, number) => {
      if (!site.lonlat) return null;
      const count = element('span', { className: 'bw-site-count' });
      const label = element('button', { type: 'button', className: 'bw-site' }, [
        element('span', { text: site.name }), count,
      ]);
      label.addEventListener('click', (event) => {
        event.stopPropagation();
        open(number);
      });
      keepClicks(label);
      this.root.append(label);
      return { label, count, text: null, width: 0 };
    });
  }

  /* Choose each label's side for a zoom; one a site, in file order. */
  sidesAt(zoom) {
    const { records, layout, table } = this;
    const centres = layout.centres(zoom);
    for (const number of layout.placed) this.labels[number].width = this.labels[number].label.offsetWidth;
    const chosen = placeSiteLabels(
      layout.placed.map((number) => centres[number]),
      layout.placed.map((number) => layout.radius(number)),
      layout.placed.map((number) => records.sites[number].total),
      layout.placed.map((number) => this.labels[number].width),
      table,
    );
    const sides = [];
    layout.placed.forEach((number, k) => { sides[number] = chosen[k]; });
    return sides;
  }

  arrange() {
    this.sides = this.sidesAt(this.map.getZoom());
  }

  /* What each label can cover at a zoom, in world pixels: [left, top, right, bottom]. */
  stripsAt(zoom) {
    const sides = this.sidesAt(zoom);
    const centres = this.layout.centres(zoom);
    return this.labels.map((entry, number) =>
      entry && labelStrip(centres[number], this.layout.radius(number), sides[number], entry.width, this.table));
  }

  /* The box in world pixels that the sites fill at a zoom, with room for some dots and for names. */
  boxOf(numbers, zoom) {
    const strips = this.stripsAt(zoom);
    const centres = this.layout.centres(zoom);
    const box = L.bounds([]);
    for (const number of numbers) {
      const [x, y] = centres[number];
      const room = Math.min(this.layout.radius(number), 36);
      const [left, top, right, bottom] = strips[number];
      box.extend(L.point(Math.min(x - room, left + 20), Math.min(y - room, top + 20)));
      box.extend(L.point(Math.max(x + room, right - 20), Math.max(y + room, bottom - 20)));
    }
    return box;
  }

  /**
   * Put the labels where they belong for what each site shows now, if bases are on the map at all;
   * without dots a label stands at the base's own mark.
   * @param {MapLayers} layers
   */
  show(shown, heldOut, layers) {
    const { layout, table, map } = this;
    // Kept measurable: its widths say on which side each name stands.
    this.root.classList.toggle('bw-off', !layers.has('bases'));
    if (!layers.has('bases')) return;
    const dots = layers.has('attacks');
    const centres = layout.centres(map.getZoom());
    const origin = map.getPixelOrigin();
    for (const number of layout.placed) {
      const entry = this.labels[number];
      const text = countText(shown[number], heldOut[number]);
      if (entry.text !== text) {
        entry.text = text;
        entry.count.textContent = text;
        entry.label.classList.toggle('bw-empty', shown[number] === 0);
        entry.label.setAttribute('aria-label', `${this.records.sites[number].name}: ${text || 'no'} records shown`);
      }
      const reach = circleRadiusPx(dots ? shown[number] : 0, table, this.records.sites[number].total);
      const [x, y] = labelCorner(centres[number], reach, this.sides[number] || 'right', entry.width, table);
      entry.label.style.transform = `translate(${Math.round(x - origin.x)}px, ${Math.round(y - origin.y)}px)`;
    }
  }
}

/* Counted records, and held-out ones apart from them, as in the picture: 51 + 7. */
export function countText(shown, heldOut) {
  if (shown === 0) return '';
  return `${writeCount(shown - heldOut)}${heldOut ? ` + ${writeCount(heldOut)}` : ''}`;
}
