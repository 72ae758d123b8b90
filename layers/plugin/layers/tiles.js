/* The organisation's own tile server, where a setting names one: a further basemap, asked only once
   the officer chooses it. The shipped map stays until the first tile is there, and comes back,
   with a word of why, where none comes. */

import { element, keepClicks } from '../draw/dom.js';

const TILES_WAIT_MS = 12000;

export class TileBasemap {
  /**
   * tiles: as layers/tiles.py gives it; changed() is called when another map is shown.
   * @param {L.Map} map
   */
  constructor(map, tiles, credits, { preferences, changed }) {
    this.map = map;
    this.tiles = tiles;
    this.credits = credits;
    this.preferences = preferences;
    this.changed = changed;
    this.chosen = false;
    this.shown = false;
    this.loaded = 0;
    this.timer = null;
    this.said = element('span', {});
    this.notice = element('div', { className: 'bw-tiles-notice', role: 'status', hidden: true }, [
      this.said,
      element('button', { type: 'button', className: 'bw-link', text: 'Try again', onclick: () => this.choose(true) }),
      element('button', { type: 'button', className: 'bw-close', text: '×', 'aria-label': 'Close this notice', onclick: () => this.say('') }),
    ]);
    keepClicks(this.notice);
    map.getContainer().append(this.notice);
    this.layer = L.tileLayer(tiles.template, { maxNativeZoom: tiles.max_zoom, maxZoom: 30, referrerPolicy: 'no-referrer', crossOrigin: false });
    this.layer.on('loading', () => this.wait());
    this.layer.on('tileload', () => this.answered());
    this.layer.on('load', () => { if (this.loaded === 0) this.giveUp(); });
  }

  /* What was chosen when the page was last open: the very same server, or the shipped map. */
  begin() {
    if (this.preferences.get('tiles') === this.tiles.template) this.choose(true);
  }

  choose(wanted) {
    this.say('');
    this.preferences.set('tiles', wanted ? this.tiles.template : null);
    this.chosen = wanted;
    if (wanted) this.layer.addTo(this.map);
    else this.layer.remove();
    if (!wanted) this.show(false);
    this.changed();
  }

  /* Tiles were asked for: a server that says nothing at all is given up as well. */
  wait() {
    this.loaded = 0;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (this.chosen && this.loaded === 0) this.giveUp(); }, TILES_WAIT_MS);
  }

  answered() {
    this.loaded += 1;
    clearTimeout(this.timer);
    if (this.chosen && !this.shown) {
      this.show(true);
      this.changed();
    }
  }

  giveUp() {
    clearTimeout(this.timer);
    if (!this.chosen) return;
    this.choose(false);
    this.say(`${this.tiles.name} does not answer; the shipped map is shown.`);
  }

  say(text) {
    this.said.textContent = text;
    this.notice.hidden = text === '';
  }

  /* Whose map is shown is said on it; Leaflet takes that as markup, so that it is escaped here. */
  show(shown) {
    if (this.shown === shown) return;
    this.shown = shown;
    const { attributionControl } = this.map;
    const own = element('span', { text: `${this.tiles.attribution || this.tiles.name} · map Leaflet` }).innerHTML;
    const [old, now] = shown ? [this.credits, own] : [own, this.credits];
    attributionControl.removeAttribution(old);
    attributionControl.addAttribution(now);
  }
}
