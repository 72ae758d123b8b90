/* The pointer over the map: a click opens what is under it, a tip says what that is. */

import { element } from '../draw/dom.js';
/** @import { Card } from '../card/card.js' */
/** @import { MapLayers } from './map_layers.js' */

export class MapPointer {
  /**
   * listSite(number) opens the list of a site.
   * @param {L.Map} map
   * @param {MapLayers} layers
   * @param {Card} card
   */
  constructor(map, layers, card, listSite) {
    this.map = map;
    this.layers = layers;
    this.card = card;
    this.listSite = listSite;
    this.tip = element('div', { className: 'bw-tip', role: 'tooltip', hidden: true });
    map.getContainer().append(this.tip);
    map.on('movestart', () => this.hide());
    map.on('click', (event) => this.onClick(event));
    map.on('mousemove', (event) => this.onHover(event));
  }

  hide() {
    this.tip.hidden = true;
  }

  onClick({ containerPoint }) {
    const { layers, card } = this;
    const strike = layers.strikeAt(containerPoint);
    if (strike) {
      layers.showStrike(strike);
      return;
    }
    const record = layers.dots.hit(containerPoint);
    if (record >= 0) {
      card.showRecord(record);
      return;
    }
    const site = layers.siteAt(containerPoint);
    if (site >= 0) this.listSite(site);
    else if (!card.root.hidden) card.close();
  }

  onHover({ containerPoint }) {
    const { map, layers, tip, card: { words } } = this;
    const strike = layers.strikeAt(containerPoint);
    const record = strike ? -1 : layers.dots.hit(containerPoint, 7);
    map.getContainer().classList.toggle('bw-over', strike !== null || record >= 0 || layers.siteAt(containerPoint) >= 0);
    tip.hidden = record < 0 && strike === null;
    if (tip.hidden) return;
    tip.textContent = strike ? layers.strikes.tipOf(strike) : `${words.siteName(record)} · ${words.brief(record)}`;
    const { x, y } = containerPoint;
    const size = map.getSize();
    const left = Math.min(x + 14, size.x - tip.offsetWidth - 6);
    tip.style.transform = `translate(${Math.max(6, left)}px, ${y + 16 + tip.offsetHeight > size.y ? y - 12 - tip.offsetHeight : y + 16}px)`;
  }
}
