/* What both layers of ours are: one canvas under Leaflet's own moves and zooms. */

export class CanvasLayer extends L.Renderer {
  /* contextKind: as canvases name it; options: Leaflet's, with the layer's pane. */
  constructor(contextKind, options) {
    super(options);
    this.contextKind = contextKind;
    /** @type {any} */
    this.context = null;
    this.drawnFor = null;
  }

  /* Draw on the canvas, which is of that size in CSS pixels; each layer in its own way. */
  redraw(size, ratio) {
    throw new Error(`${this.constructor.name} draws nothing at ${size} times ${ratio}`);
  }

  _initContainer() {
    /** @type {HTMLCanvasElement} */
    this._container = document.createElement('canvas');
    this._container.className = 'bw-canvas';
    this.context = this._container.getContext(this.contextKind);
  }

  _destroyContainer() {
    this._container.remove();
    this.context = null;
  }

  _updatePaths() {}

  getEvents() {
    const follow = this.viewSettled;
    return { ...super.getEvents(), viewreset: follow, moveend: follow };
  }

  /* A new view ends as a move does, and then resets what is drawn: once is enough. */
  viewSettled() {
    if (this.drawnFor === this.nameView()) L.DomUtil.setPosition(this._container, this._bounds.min);
    else this._update();
  }

  /* The pixels of the world that the map shows, and where. */
  nameView() {
    const map = this._map;
    const corner = map.containerPointToLayerPoint([0, 0]);
    return [map.getZoom(), map.getPixelOrigin(), corner, map.getSize(), window.devicePixelRatio].join(' ');
  }

  /* The view has settled: find the canvas its place, then let the layer draw. */
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
    this.redraw(this._bounds.getSize(), window.devicePixelRatio || 1);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.drawnFor = this.nameView();
  }

  /* Make the canvas as large as the bounds, in device pixels; this empties it. */
  resize(size, ratio) {
    this._container.width = Math.round(size.x * ratio);
    this._container.height = Math.round(size.y * ratio);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
  }
}
