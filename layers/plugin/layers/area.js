/* The area of interest: a box that is drawn with the mouse, outlined on the map, and cleared. What
   it filters is Python's business: here it is only asked for, and shown once it is set. */

import { element, keepClicks } from '../draw/dom.js';

export class AreaBox {
  /**
   * ask: ({id, edges | null}), edges [west, south, east, north]; null where nobody filters.
   * @param {L.Map} map
   */
  constructor(map, ask) {
    this.map = map;
    this.ask = ask;
    this.edges = null;
    this.catcher = null;
    this.from = null;
    this.number = 0;
    map.createPane('bw-area').style.zIndex = '340';
    map.getPane('bw-area').style.pointerEvents = 'none';
    map.createPane('bw-area-clear').style.zIndex = '640';
    this.box = L.rectangle([[0, 0], [0, 0]], {
      className: 'bw-area', interactive: false, fill: false, pane: 'bw-area', renderer: L.svg({ pane: 'bw-area' }),
    });
    const cross = element('button', { type: 'button', className: 'bw-area-clear', text: '×', title: 'Clear the area', 'aria-label': 'Clear the area of interest', onclick: () => this.set(null) });
    keepClicks(cross);
    const icon = L.divIcon({ className: '', html: cross, iconSize: [22, 22], iconAnchor: [11, 11] });
    this.corner = L.marker([0, 0], { icon, pane: 'bw-area-clear', interactive: false, keyboard: false });
    if (ask) this.addControl();
  }

  addControl() {
    this.button = element('button', { type: 'button', className: 'bw-area-draw', title: 'Draw an area', 'aria-label': 'Draw an area', 'aria-pressed': 'false', onclick: () => (this.catcher ? this.end() : this.begin()) }, [drawAreaIcon()]);
    const bar = element('div', { className: 'leaflet-bar leaflet-control' }, [this.button]);
    keepClicks(bar);
    const control = new L.Control({ position: 'topleft' });
    control.onAdd = () => bar;
    control.addTo(this.map);
  }

  /* Outline an area that is set, however it was; null takes the outline away. */
  show(edges) {
    this.edges = edges;
    const { map, box, corner } = this;
    if (!edges) {
      box.remove();
      corner.remove();
      return;
    }
    const [west, south, east, north] = edges;
    box.setBounds([[south, west], [north, east]]).addTo(map);
    if (this.ask) corner.setLatLng([north, east]).addTo(map);
  }

  set(edges) {
    this.number += 1;
    this.show(edges);
    this.ask({ id: `${performance.timeOrigin}-${this.number}`, edges });
  }

  /* Wait for a box to be dragged: a sheet over the map takes the mouse meanwhile. */
  begin() {
    if (!this.ask || this.catcher) return;
    this.catcher = element('div', { className: 'bw-area-sheet' }, [
      element('p', { className: 'bw-area-hint', role: 'status', text: 'Drag a box over the map. Esc ends. Or type its edges in the side bar.' }),
    ]);
    keepClicks(this.catcher);
    const on = (name, act) => this.catcher.addEventListener(name, act);
    on('pointerdown', (event) => this.press(event));
    on('pointermove', (event) => this.drag(event));
    on('pointerup', (event) => this.release(event));
    on('pointercancel', () => this.end());
    on('wheel', (event) => event.preventDefault());
    this.onEscape = (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      this.end();
    };
    document.addEventListener('keydown', this.onEscape, true);
    this.map.getContainer().append(this.catcher);
    this.button.setAttribute('aria-pressed', 'true');
    this.corner.remove();
    window.focus();
  }

  press(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.catcher.setPointerCapture(event.pointerId);
    this.from = this.placeOf(event);
  }

  drag(event) {
    if (!this.from) return;
    const [west, south, east, north] = this.edgesTo(this.placeOf(event));
    this.box.setBounds([[south, west], [north, east]]).addTo(this.map);
  }

  /* A press without a drag draws nothing: the sheet waits on. */
  release(event) {
    if (!this.from) return;
    const to = this.placeOf(event);
    const edges = this.edgesTo(to);
    const tiny = Math.abs(to.x - this.from.x) < 4 || Math.abs(to.y - this.from.y) < 4;
    this.from = null;
    if (tiny) {
      this.show(this.edges);
      return;
    }
    this.close();
    this.set(edges);
  }

  /* End without a new area: the one before stands as it stood. */
  end() {
    this.close();
    this.show(this.edges);
  }

  close() {
    if (!this.catcher) return;
    document.removeEventListener('keydown', this.onEscape, true);
    this.catcher.remove();
    this.catcher = null;
    this.from = null;
    this.button.setAttribute('aria-pressed', 'false');
  }

  placeOf(event) {
    const corner = this.map.getContainer().getBoundingClientRect();
    const size = this.map.getSize();
    const within = (value, most) => Math.max(0, Math.min(value, most));
    return L.point(within(event.clientX - corner.left, size.x), within(event.clientY - corner.top, size.y));
  }

  /* Edges in degrees, to four decimals as the address has them, within the world. */
  edgesTo(to) {
    const [a, b] = [this.from, to].map((point) => this.map.containerPointToLatLng(point));
    const lon = [a.lng, b.lng].sort((one, other) => one - other);
    const lat = [a.lat, b.lat].sort((one, other) => one - other);
    const edges = [Math.max(-180, lon[0]), Math.max(-90, lat[0]), Math.min(180, lon[1]), Math.min(90, lat[1])];
    return edges.map((edge) => Math.round(edge * 1e4) / 1e4);
  }
}

/* A dashed box with a cross at the corner that the mouse holds. */
function drawAreaIcon() {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const add = (tag, attributes) => {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    icon.append(shape);
  };
  for (const [name, value] of Object.entries({ viewBox: '0 0 20 20', class: 'bw-area-icon', 'aria-hidden': 'true' })) icon.setAttribute(name, value);
  add('path', { d: 'M13 15.5H2.5V3.5H16.5V11', 'stroke-dasharray': '2.6 1.9' });
  add('path', { d: 'M16.5 12.5V18.5M13.5 15.5H19.5' });
  return icon;
}
