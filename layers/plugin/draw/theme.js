/* Light or dark: in the app as the page around it is, in a page of its own as the system is; on
   paper always light. Style sheets follow the attribute, canvases ask `theme.name`. */

export const theme = {
  name: document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light',
  listeners: [],

  get isDark() {
    return this.name === 'dark';
  },

  set(name) {
    if (this.name === name) return;
    this.name = name;
    document.documentElement.dataset.theme = name;
    for (const listen of this.listeners) listen();
  },

  onChange(listen) {
    this.listeners.push(listen);
  },

  /* What belongs to the theme, of a pair {light, dark}. */
  of(pair) {
    return pair[this.name];
  },

  followSystem() {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => this.set(dark.matches ? 'dark' : 'light');
    dark.addEventListener('change', follow);
    window.addEventListener('beforeprint', () => this.set('light'));
    window.addEventListener('afterprint', follow);
    follow();
  },
};
