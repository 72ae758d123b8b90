/* Strikes: diamonds among the dots, filled where the US acknowledged one, else hollow. They pass no
   filter: none of the attacks' filters is about them. */

import { quietLine } from '../card/card.js';
import { factLine, positionList } from '../card/record_card.js';
import { NOT_PLACED } from '../card/record_words.js';
import { element } from '../draw/dom.js';
import { strikeOffset } from '../draw/placement.js';
import { dotCanvas, makeSprites } from '../draw/symbols.js';
import { dtgOf } from '../time/calendar.js';
/** @import { Card } from '../card/card.js' */
/** @import { Records } from '../data/records.js' */

export class Strikes {
  /**
   * strikes: as layers/payload.py lists them; tables: the page's.
   * @param {Records} records
   * @param {L.Map} map
   */
  constructor(records, tables, map) {
    this.records = records;
    this.table = tables.symbols;
    this.map = map;
    this.recordsChanged();
    this.kinds = Object.keys(tables.strikes).flatMap((word) => Object.keys(tables.strikes[word].dots).map((precision) => `${word} ${precision}`));
    this.dots = this.kinds.map((kind) => {
      const [word, precision] = kind.split(' ');
      return tables.strikes[word].dots[precision];
    });
  }

  recordsChanged() {
    this.drawn = [];
    this.strikes = this.records.strikes;
  }

  kindOf(strike) {
    return this.kinds.indexOf(`${strike.acknowledged} ${strike.precision}`);
  }

  dotOf(strike) {
    return this.dots[this.kindOf(strike)];
  }

  /* Those of the days from..to, by day. */
  inDays([from, to]) {
    return this.strikes.filter(({ day }) => day >= from && day <= to);
  }

  /* Lay all out for a view: canvas pixels of their true points. */
  lay(zoom, origin, ratio) {
    if (this.ratio !== ratio) {
      this.ratio = ratio;
      this.themeChanged();
    }
    this.points = new Map(this.strikes.filter(({ lonlat }) => lonlat).map((strike) => {
      const point = this.map.project([strike.lonlat[1], strike.lonlat[0]], zoom).subtract(origin);
      return [strike, [point.x, point.y]];
    }));
  }

  themeChanged() {
    this.sprites = makeSprites(this.dots, this.table, this.ratio);
  }

  /* Put those of some days over the dots of a layer. */
  draw(layer, days) {
    const shown = this.inDays(days).filter(({ lonlat }) => lonlat);
    const spot = ({ lonlat }) => lonlat.join(' ');
    const at = new Map(shown.map((strike) => [spot(strike), []]));
    for (const strike of shown) at.get(spot(strike)).push(strike);
    this.drawn = shown.map((strike) => {
      const here = at.get(spot(strike));
      const [dx, dy] = strikeOffset(here.indexOf(strike), here.length, this.table);
      const [x, y] = this.points.get(strike);
      layer.blit(this.kindOf(strike), x + dx, y + dy, this.sprites);
      return { strike, x: x + dx, y: y + dy };
    });
  }

  /* The kinds that stand in a part of the drawing layer's canvas. */
  kindsIn(view) {
    return this.kinds.filter((_, kind) => this.drawn.some(({ strike, x, y }) => this.kindOf(strike) === kind && view.contains([x, y])));
  }

  clear() {
    this.drawn = [];
  }

  /* The strike under a point of the drawing layer's canvas; null where none is. */
  hit(at, reachPx = 9) {
    const near = this.drawn.filter(({ x, y }) => Math.hypot(x - at.x, y - at.y) <= reachPx);
    near.sort((a, b) => Math.hypot(a.x - at.x, a.y - at.y) - Math.hypot(b.x - at.x, b.y - at.y));
    return near.length ? near[0].strike : null;
  }

  dateText(strike) {
    return `${strike.precision === 'approximate' ? 'about ' : ''}${dtgOf(this.records.isoOf(strike.day))}`;
  }

  titleOf(strike) {
    const name = strike.acknowledged === 'us' ? 'US strike' : 'Reported strike';
    return `${name} · ${this.dateText(strike)}`;
  }

  tipOf(strike) {
    return `${this.titleOf(strike)} · ${strike.place}${strike.acknowledged === 'us' ? '' : ' · not acknowledged'}`;
  }

  /** @param {Card} card */
  showCard(card, strike) {
    const [low, high, civilians] = strike.killed;
    const { position } = strike;
    const sources = strike.source_ids.split(';').map((id) => id.trim()).filter(Boolean)
      .map((id) => card.record.source({ id, day: '', ...this.records.sources[id] }));
    card.showOther(this.titleOf(strike), [
      strike.acknowledged === 'us' ? null
        : element('p', { className: 'bw-warning', text: 'Reported only: not acknowledged by the US. Who carried it out is not settled here.' }),
      element('p', { className: 'bw-summary', text: strike.summary, dir: 'auto' }),
      element('dl', {}, [
        factLine('Target', strike.target || 'not stated'),
        factLine('Killed', rangeText(low, high)),
        factLine('Civilians killed', civilians === null ? 'not stated' : String(civilians)),
        factLine('Place as reported', strike.place),
      ]),
      strike.note ? element('section', {}, [element('h3', { text: 'Note' }), element('p', { text: strike.note, dir: 'auto' })]) : null,
      element('section', {}, [
        element('h3', { text: 'Position' }),
        position ? positionList(position) : element('p', { text: `${NOT_PLACED}.` }),
        position ? quietLine(`${position.caption}.`) : null,
        position && strike.source ? quietLine(`Point from: ${strike.source}`) : null,
      ].filter(Boolean)),
      element('section', {}, [
        element('h3', { text: `Sources (${sources.length})` }), element('ol', { className: 'bw-sources' }, sources),
      ]),
      element('footer', { className: 'bw-card-foot' }, [element('span', { className: 'bw-small', text: strike.id })]),
    ]);
  }

  /**
   * The strikes of some days as a list, each a button that opens its card; what has no place last.
   * @param {Card} card
   */
  showList(card, days) {
    const listed = this.inDays(days).toSorted((a, b) => Number(!a.lonlat) - Number(!b.lonlat));
    const apart = listed.filter(({ lonlat }) => !lonlat).length;
    card.showOther('Strikes in this period', [
      quietLine('A filled diamond is a strike that the US acknowledged; a hollow one was reported and not acknowledged. Filters for attacks do not touch them.'),
      apart ? quietLine(`${apart} of ${listed.length} not placed: no source gives a coordinate. They are drawn at no invented point.`) : null,
      listed.length ? element('ul', { className: 'bw-list' }, listed.map((strike) => element('li', {}, [
        element('button', { type: 'button', onclick: () => this.showCard(card, strike) }, [
          dotCanvas(this.dotOf(strike), this.table),
          element('span', { text: this.titleOf(strike) }),
          element('span', { className: 'bw-small', text: `${strike.place}${strike.lonlat ? '' : ' · not placed'}`, dir: 'auto' }),
        ]),
      ]))) : element('p', { text: 'No strike in this period.' }),
    ]);
  }
}

/* A number known between two bounds, either of which may be missing. */
function rangeText(low, high) {
  if (low === null && high === null) return 'not stated';
  if (low === null) return `up to ${high}`;
  if (high === null) return `at least ${low}`;
  return low === high ? String(low) : `${low} to ${high}`;
}
