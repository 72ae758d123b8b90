/* The records of the period on the map as lists on the card, and why one of them is not drawn. */

import { FLAG } from '../data/flags.js';
import { quietLine } from './card.js';
/** @import { MapLayers } from '../controls/map_layers.js' */
/** @import { Records } from '../data/records.js' */
/** @import { TimeBar } from '../time/time_bar.js' */
/** @import { Card } from './card.js' */

export class PeriodLists {
  /**
   * @param {Records} records
   * @param {TimeBar} bar
   * @param {Card} card
   * @param {MapLayers} layers
   */
  constructor(records, bar, card, layers) {
    this.records = records;
    this.bar = bar;
    this.card = card;
    this.layers = layers;
  }

  /* The records of the shown days under the mask that are wanted. */
  find(wanted) {
    const { records } = this;
    const [first, last] = records.range(...this.bar.shownDays);
    const found = [];
    for (let record = first; record < last; record++) {
      if (records.passes(record) && wanted(record)) found.push(record);
    }
    return found;
  }

  showSite(number) {
    const { id } = this.records.sites[number];
    const now = () => this.records.siteNumber.get(id);
    this.card.showSite(now, () => this.find((record) => this.records.site[record] === now()));
  }

  showNotPlaced() {
    const said = 'No source gives a coordinate for these places, or none names the site. They are kept and counted, and drawn at no invented point.';
    this.card.showList('Not placed', () => [quietLine(said)], () => this.find((record) => !this.records.is(record, FLAG.placed)));
  }

  /* Why a record is not drawn, as a sentence; blank where it is drawn. */
  absence(record) {
    const { records } = this;
    const [first, last] = records.range(...this.bar.shownDays);
    const outside = record < first || record >= last;
    const left = records.is(record, FLAG.counted)
      ? 'the filters hide it' : 'records excluded from counts are drawn only on request';
    const off = !this.layers.has('attacks') && 'the layer of attacks is switched off';
    const because = [off, outside && 'its day lies outside the period shown', !records.passes(record) && left].filter(Boolean);
    return { outside, text: because.length ? `Not on the map: ${because.join(', and ')}.` : '' };
  }
}
