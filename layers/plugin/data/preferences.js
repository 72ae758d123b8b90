/* What the officer has set and no link holds, such as a closed legend: kept by the browser. The
   app's frame has no store of its own; the page around it keeps it there. */

export class Preferences {
  /* known: what was kept; keep(known) keeps it anew. */
  constructor(known, keep) {
    this.known = known;
    this.keep = keep;
  }

  get(name) {
    return this.known[name];
  }

  set(name, value) {
    if (this.known[name] === value) return;
    this.known = { ...this.known, [name]: value };
    this.keep(this.known);
  }

  /* The preferences of a page of its own; without a store it lasts as long as the page. */
  static ofBrowser() {
    try {
      return new Preferences(JSON.parse(localStorage.getItem('basewatch-map') || '{}'), (known) => localStorage.setItem('basewatch-map', JSON.stringify(known)));
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof SyntaxError)) throw error;
      return new Preferences({}, () => {});
    }
  }
}
