/* The record card: what is reported, by whom, and how sure that is. */

class Card {
  constructor(records, table, { select }) {
    this.records = records;
    this.table = table;
    this.select = select;
    this.title = element('h2', { className: 'bw-card-title' });
    this.body = element('div', { className: 'bw-card-body' });
    this.root = element('aside', { className: 'bw-card', 'aria-label': 'Record', hidden: true }, [
      element('header', {}, [
        this.title,
        element('button', { type: 'button', text: '×', className: 'bw-close', 'aria-label': 'Close', onclick: () => this.close() }),
      ]),
      this.body,
    ]);
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
    keepClicks(this.root);
    L.DomEvent.disableScrollPropagation(this.root);
    this.showing = null;
  }

  close() {
    this.root.hidden = true;
    this.showing = null;
    this.select(-1);
  }

  open(title, parts) {
    this.title.textContent = title;
    this.body.replaceChildren(...parts.filter((part) => part !== null));
    this.root.hidden = false;
    this.root.scrollTop = 0;
  }

  siteName(record) {
    const site = this.records.sites[this.records.site[record]];
    return site ? site.name : 'Site not named';
  }

  dateText(record) {
    const { records } = this;
    const text = (column) => records.text(column, record);
    const day = dtgOf(records.isoOf(records.day(record)));
    if (text('date_precision') !== 'approximate') return day;
    const between = text('date_earliest') && text('date_latest')
      ? ` (between ${dtgOf(text('date_earliest'))} and ${dtgOf(text('date_latest'))})` : '';
    return `about ${day}${between}`;
  }

  line(name, value) {
    if (!value) return null;
    return element('div', { className: 'bw-line' }, [
      element('dt', { text: name }), element('dd', { text: value, dir: 'auto' }),
    ]);
  }

  showRecord(record) {
    const { records } = this;
    const { words } = records;
    const text = (column) => records.text(column, record);
    const known = (value) => (value === '' ? 'not stated' : value);
    const site = records.sites[records.site[record]];
    const attributed = text('attributed_to')
      ? `${text('attributed_to')}${text('attributed_by') ? ` (by ${text('attributed_by')})` : ''}` : '';
    const held = text('held_out_because');
    this.showing = record;
    this.select(record);
    this.open(`${this.siteName(record)} · ${this.dateText(record)}`, [
      held ? element('p', { className: 'bw-warning', text: `Held out of the counts: ${held}` }) : null,
      text('confirmation') === 'claim_only'
        ? element('p', { className: 'bw-warning', text: 'A claim: no official, monitor or reporter confirmed it.' }) : null,
      element('p', { className: 'bw-summary', text: text('summary'), dir: 'auto' }),
      element('dl', {}, [
        this.line('Place as reported', text('place_as_reported')),
        this.line('Weapon', `${words.weapon[text('weapon')]}${text('munitions') ? `, ${text('munitions')}` : ''}`),
        this.line('Outcome', words.outcome[text('outcome')]),
        this.line('US killed', known(text('us_killed'))),
        this.line('US wounded', known(text('us_wounded'))),
        this.line('Claimed by', text('claimed_by') || 'nobody, as far as is reported'),
        this.line('Attributed to', attributed),
        this.line('Confirmed by', words.confirmation[text('confirmation')]),
        this.line('Grade', this.gradeText(record)),
        this.line('Position', positionText(site, records.ownPlace.get(record))),
        this.line('Note', text('note')),
      ]),
      this.sourceList(text('source_ids'), text('source_dates')),
      element('p', { className: 'bw-small', text: `${text('attack_id')} · grade ${records.gradesAre}` }),
    ]);
  }

  gradeText(record) {
    const [letter, digit] = ['reliability', 'credibility'].map((name) => this.records.text(name, record));
    if (!letter || !digit) return 'ungraded';
    const { reliability, credibility } = this.records.words;
    return `${letter}${digit}: source ${reliability[letter]}, item ${credibility[digit]}`;
  }

  sourceList(ids, dates) {
    const dayOf = new Map(dates.split(';').map((pair) => pair.split('=').map((part) => part.trim())));
    const items = ids.split(';').map((id) => id.trim()).filter(Boolean).map((id) => {
      const source = this.records.sources[id];
      if (!source) return element('li', { text: id });
      const address = safeAddress(source.url);
      return element('li', {}, [
        address
          ? element('a', { href: address, target: '_blank', rel: 'noopener noreferrer', text: source.title, dir: 'auto', title: `Opens in a new tab, outside this machine: ${source.url}` })
          : element('span', { text: source.title, dir: 'auto' }),
        element('span', { className: 'bw-small', text: ` ${[source.publisher, source.published].filter(Boolean).join(', ')}${dayOf.get(id) ? ` · dates it ${dtgOf(dayOf.get(id))}` : ''} · ${source.reliability}` }),
        source.url
          ? element('span', { className: 'bw-address' }, [
            element('span', { text: source.url }), copyButton(source.url, `Copy the address of ${source.title}`)])
          : element('span', { className: 'bw-small', text: ' address not known' }),
      ]);
    });
    return element('section', {}, [
      element('h3', { text: `Sources (${items.length})` }), element('ol', { className: 'bw-sources' }, items),
    ]);
  }

  /* A list of records, each a button that opens its card. */
  showList(title, lead, listed) {
    this.showing = null;
    this.select(-1);
    const items = listed.map((record) => {
      const dot = this.records.dots[this.records.dot[record]];
      return element('li', {}, [
        element('button', { type: 'button', onclick: () => this.showRecord(record) }, [
          dotCanvas(dot, this.table),
          element('span', { text: `${this.dateText(record)} · ${this.records.words.weapon[this.records.text('weapon', record)]} · ${this.records.words.confirmation[this.records.text('confirmation', record)]}` }),
          element('span', { className: 'bw-small', text: this.records.text('place_as_reported', record), dir: 'auto' }),
        ]),
      ]);
    });
    this.open(title, [
      ...lead.filter(Boolean).map((text) => element('p', { className: 'bw-small', text, dir: 'auto' })),
      items.length ? element('ul', { className: 'bw-list' }, items) : element('p', { text: 'No record in this period.' }),
    ]);
  }

  showSite(number, listed) {
    const site = this.records.sites[number];
    const one = listed.length === 1 ? 'record' : 'records';
    this.showList(site.name, [
      site.name_ar, [site.country, site.kind.replaceAll('_', ' ')].filter(Boolean).join(' · '),
      positionText(site, null),
      `${listed.length} ${one} in this period, ${site.total} in the whole record`,
    ], listed);
  }
}

/* A position in words, with how far it may be off. */
function positionText(site, own) {
  const lonlat = own || (site && site.lonlat);
  if (!lonlat) return 'not placed: no source gives a coordinate';
  const [lon, lat] = lonlat;
  const degrees = (value, plus, minus) => `${Math.abs(value).toFixed(2)}° ${value < 0 ? minus : plus}`;
  const place = `${degrees(lat, 'N', 'S')}, ${degrees(lon, 'E', 'W')}`;
  if (own) return place;
  return site.precision_m ? `${place}, within about ${Math.round(site.precision_m / 1000)} km` : place;
}
