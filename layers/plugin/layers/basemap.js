/* The shipped basemap as paths in world pixels of zoom 0; geo/basemap/decoder.py explains the format. */

export class Basemap {
  constructor({ naturalearth: earth, gshhg, geonames }) {
    const arcs = earth.arcs.map((flat) => decodeArc(flat, earth.scale));
    const lines = (numbers) => tracePath(numbers.map((number) => arcs[number]), false);
    const own = (list, scale) => list.map((flat) => decodeArc(flat, scale));
    const rings = (refs) => refs.map((ring) => joinArcs(ring, arcs));
    this.land = tracePath(rings(earth.land), true);
    this.lakes = new Path2D();
    for (const part of [earth, gshhg]) {
      for (const polygon of part.lakes) this.lakes.addPath(tracePath(own(polygon, part.scale), true));
    }
    this.rivers = gshhg.rivers.map(({ rank, lines: list }) => ({ rank, path: tracePath(own(list, gshhg.scale), false) }));
    this.coasts = lines(earth.coasts);
    this.borders = lines(earth.borders);
    this.claims = lines(earth.claims);
    this.governorates = lines(Object.values(earth.governorates).flat());
    const places = ({ at }) => at.map(([x, y]) => worldPoint(x * earth.scale, y * earth.scale));
    this.countryLabels = earth.country_labels.map((row) => ({ iso: row.iso, name: row.name, rank: row.rank ?? 1, places: places(row) }));
    this.governorateLabels = earth.governorate_labels.map((row) => ({ name: row.name, places: places(row) }));
    const { towns, scale } = geonames;
    this.towns = towns.name.map((name, k) => ({
      name, rank: towns.rank[k], population: towns.population[k], capital: Boolean(towns.capital[k]),
      place: worldPoint(towns.at[k][0] * scale, towns.at[k][1] * scale),
    }));
  }

  /* The rest of the world, once it is seen; see geo/basemap/world_outline.py. A country's name stands once. */
  widen({ arcs: flats, scale, land, borders, coasts, country_labels: labels }) {
    const arcs = flats.map((flat) => decodeArc(flat, scale));
    this.land.addPath(tracePath(land.map((ring) => joinArcs(ring, arcs)), true));
    this.borders.addPath(tracePath(borders.map((number) => arcs[number]), false));
    this.coasts.addPath(tracePath(coasts.map((number) => arcs[number]), false));
    for (const { iso, name, rank, at } of labels) {
      const places = at.map(([x, y]) => worldPoint(x * scale, y * scale));
      const own = this.countryLabels.find((label) => label.iso === iso);
      if (own) own.places.push(...places);
      else this.countryLabels.push({ iso, name, rank, places });
    }
  }
}

/* World pixels of zoom 0, as geo/model/extent.py projects. */
export function worldPoint(lon, lat) {
  const lat_rad = (lat * Math.PI) / 180;
  return [((lon + 180) / 360) * 256, (0.5 - Math.log(Math.tan(Math.PI / 4 + lat_rad / 2)) / (2 * Math.PI)) * 256];
}

function decodeArc(flat, scale) {
  const points = [];
  let x = 0;
  let y = 0;
  for (let k = 0; k < flat.length; k += 2) {
    x += flat[k];
    y += flat[k + 1];
    points.push(worldPoint(x * scale, y * scale));
  }
  return points;
}

function joinArcs(refs, arcs) {
  return refs.flatMap((ref, k) => {
    const points = ref >= 0 ? arcs[ref] : arcs[~ref].toReversed();
    return k === 0 ? points : points.slice(1);
  });
}

function tracePath(lines, closed) {
  const path = new Path2D();
  for (const points of lines) {
    points.forEach(([x, y], k) => (k === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
    if (closed) path.closePath();
  }
  return path;
}
