/* The legend: only what is present among the dots that are drawn. */

class Legend {
  constructor(records, table) {
    this.records = records;
    this.table = table;
    this.key = null;
    this.body = element('div', { className: 'bw-legend-body' });
    this.root = element('details', { className: 'bw-legend', open: true }, [element('summary', { text: 'Legend' }), this.body]);
    keepClicks(this.root);
    L.DomEvent.disableScrollPropagation(this.root);
  }

  recordsChanged() {
    this.key = null;
  }

  /* drawn: {count, record}: the dots of the frame. */
  show(drawn) {
    const { records } = this;
    const present = new Set();
    for (let k = 0; k < drawn.count; k++) present.add(records.dot[drawn.record[k]]);
    const key = [...present].sort((a, b) => a - b).join(',');
    if (key === this.key) return;
    this.key = key;
    const dots = [...present].map((number) => records.dots[number]);
    const { words } = records;
    const has = (name, word) => dots.some((dot) => dot[name] === word);
    const grey = '#57534e';
    const plain = { shape: 'circle', stroke: grey, fill: '#ffffff', mark: 'none', broken: false };
    const fills = {
      impact: { fill: grey }, partly_intercepted: { mark: 'dot' }, intercepted: {},
      no_damage: { mark: 'bar' }, unknown: { fill: this.table.half_tone_grey },
    };
    const rows = [];
    const heading = (text) => rows.push(element('h3', { text }));
    const row = (dot, text) => rows.push(element('div', { className: 'bw-legend-row' }, [dotCanvas(dot, this.table), element('span', { text })]));
    if (dots.length === 0) rows.push(element('p', { text: 'Nothing is drawn in this period.' }));
    else {
      heading('Weapon');
      for (const [word, label] of Object.entries(words.weapon)) {
        const symbol = this.table.weapons[word];
        if (has('weapon', word)) row({ ...plain, shape: symbol.shape, stroke: symbol.colour, fill: symbol.colour }, label);
      }
      heading('Outcome');
      for (const [word, label] of Object.entries(words.outcome)) {
        if (has('outcome', word)) row({ ...plain, ...fills[word] }, label);
      }
      const claims = has('confirmation', 'claim_only');
      const approximate = dots.some((dot) => dot.broken);
      const struck = dots.some((dot) => dot.struck);
      if (claims || approximate || struck) heading('Certainty');
      if (claims) row({ ...plain, stroke: this.table.claim_grey, fill: this.table.claim_grey }, 'paler: claim only');
      if (struck) row({ ...plain, stroke: this.table.held_out_grey, fill: this.table.held_out_grey, struck: true }, 'struck: held out, not counted');
      if (approximate) row({ ...plain, broken: true }, 'broken: date approximate');
    }
    this.body.replaceChildren(...rows);
  }
}
