/* The marked record: a ring about its dot, which moves with the map. */

import { element } from '../draw/dom.js';
/** @import { DotLayer } from './dots.js' */

export class Marker {
  /**
   * @param {L.Map} map
   * @param {DotLayer} dots
   */
  constructor(map, dots) {
    this.map = map;
    this.dots = dots;
    this.record = -1;
    this.ring = element('div', { className: 'bw-ring leaflet-zoom-hide', hidden: true });
    map.getPane('bw-marks').append(this.ring);
  }

  /* Mark a record; -1 none. */
  set(record) {
    this.record = record;
    this.show();
  }

  /* Where the marked dot stands in the map's container; null where none is drawn. */
  get place() {
    return this.record < 0 ? null : this.dots.placeOf(this.record);
  }

  show() {
    const { place } = this;
    this.ring.hidden = place === null;
    if (place) L.DomUtil.setPosition(this.ring, this.map.containerPointToLayerPoint(place));
  }

  /**
   * Bring the marked dot into view, clear of card and legend; time and zoom stay.
   * @param {HTMLElement} card
   */
  reveal(card) {
    const { place } = this;
    if (!place) return;
    const size = this.map.getSize();
    const wide = size.x > 560;
    const left = wide && !card.hidden ? card.offsetLeft + card.offsetWidth + 24 : 24;
    const right = size.x - (wide ? 200 : 24);
    const to = L.point(Math.max(left, Math.min(place.x, right)), Math.max(24, Math.min(place.y, size.y - 40)));
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!to.equals(place)) this.map.panBy(place.subtract(to), { animate: !still });
  }
}
