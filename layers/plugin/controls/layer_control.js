/* Which layers are on, and the control that switches them. Leaflet's own opens when a pointer
   passes over it, tells no screen reader whether it is open, and knows no Escape: hence ours. */

import { element, keepClicks } from '../draw/dom.js';

export class LayerSwitches {
  /* table: [{word, label, on}]; text: as geo/query/map_layers.py writes it, null for those on at first. */
  constructor(table, text) {
    this.table = table;
    const asked = text ? text.split(',') : null;
    this.on = new Set(table.filter(({ word, on }) => (asked ? asked.includes(word) : on)).map(({ word }) => word));
  }

  has(word) {
    return this.on.has(word);
  }

  set(word, on) {
    if (on) this.on.add(word);
    else this.on.delete(word);
  }

  /* null where they are as at first. */
  get text() {
    if (this.table.every(({ word, on }) => this.on.has(word) === on)) return null;
    return this.table.filter(({ word }) => this.on.has(word)).map(({ word }) => word).join(',') || 'none';
  }
}

export class LayerControl extends L.Control {
  /* change(word) is called after a switch; list() shows the strikes as a list. */
  constructor(switches, tiles, { change, list }) {
    super({ position: 'topleft' });
    this.switches = switches;
    this.tiles = tiles;
    this.change = change;
    this.list = list;
  }

  onAdd() {
    this.boxes = new Map(this.switches.table.map(({ word, label }) => [word, this.makeRow(word, label)]));
    this.listButton = element('button', {
      type: 'button', className: 'bw-link', text: 'List', 'aria-label': 'List the strikes of this period', onclick: () => this.openList(),
    });
    this.boxes.get('strikes').row.append(this.listButton);
    this.panel = element('div', { className: 'bw-layers-panel', id: 'bw-layers-panel', hidden: true }, [
      element('fieldset', {}, [element('legend', { text: 'Layers' }), ...[...this.boxes.values()].map(({ row }) => row)]),
      this.tiles ? this.makeChoice() : null,
    ]);
    this.button = element('button', {
      type: 'button', className: 'bw-layers-button', 'aria-label': 'Layers', title: 'Layers', 'aria-expanded': 'false',
      'aria-controls': 'bw-layers-panel', onclick: () => this.open(this.panel.hidden),
    }, [layersIcon()]);
    this.root = element('div', { className: 'bw-layers' }, [this.button, this.panel]);
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.panel.hidden) return;
      event.stopPropagation();
      this.open(false);
      this.button.focus();
    });
    this.root.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.root.contains(relatedTarget)) this.open(false);
    });
    document.addEventListener('pointerdown', ({ target }) => {
      if (target instanceof Node && !this.root.contains(target)) this.open(false);
    });
    keepClicks(this.root);
    L.DomEvent.disableScrollPropagation(this.panel);
    this.show();
    return this.root;
  }

  makeRow(word, label) {
    const box = element('input', { type: 'checkbox', name: word });
    box.addEventListener('change', () => {
      this.switches.set(word, box.checked);
      this.show();
      this.change(word);
    });
    return { box, row: element('div', { className: 'bw-layers-row' }, [element('label', {}, [box, element('span', { text: label })])]) };
  }

  /* The shipped map, or the organisation's tiles. */
  makeChoice() {
    this.choices = [[false, 'Shipped map'], [true, this.tiles.tiles.name]].map(([wanted, label]) => {
      const radio = element('input', { type: 'radio', name: 'basemap' });
      radio.addEventListener('change', () => this.tiles.choose(wanted));
      return { wanted, radio, label };
    });
    return element('fieldset', {}, [
      element('legend', { text: 'Basemap' }),
      ...this.choices.map(({ radio, label }) => element('div', { className: 'bw-layers-row' }, [
        element('label', {}, [radio, element('span', { text: label })]),
      ])),
      element('p', { className: 'bw-small', text: 'Exports draw the shipped map.' }),
    ]);
  }

  /* The card that opens gives the focus back to the control's button, which stays. */
  openList() {
    this.button.focus();
    this.open(false);
    this.list();
  }

  open(wanted) {
    this.panel.hidden = !wanted;
    this.button.setAttribute('aria-expanded', String(wanted));
  }

  show() {
    for (const [word, { box }] of this.boxes) box.checked = this.switches.has(word);
    this.listButton.hidden = !this.switches.has('strikes');
    if (!this.tiles) return;
    for (const { wanted, radio } of this.choices) radio.checked = this.tiles.chosen === wanted;
    for (const word of ['governorates', 'towns']) {
      const { box, row } = this.boxes.get(word);
      box.disabled = this.tiles.chosen;
      row.title = this.tiles.chosen ? 'Part of the shipped map' : '';
    }
  }
}

/* Three sheets on each other. */
function layersIcon() {
  const svg = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const icon = svg('svg', { viewBox: '0 0 20 20', width: '20', height: '20', 'aria-hidden': 'true', focusable: 'false' });
  for (const d of ['M10 2.5 18 7l-8 4.5L2 7z', 'M3.6 9.9 2 10.8l8 4.5 8-4.5-1.6-.9', 'M3.6 13.7 2 14.6l8 4.5 8-4.5-1.6-.9']) {
    icon.append(svg('path', { d, fill: 'none', stroke: 'currentColor', 'stroke-width': '1.5', 'stroke-linejoin': 'round' }));
  }
  return icon;
}
