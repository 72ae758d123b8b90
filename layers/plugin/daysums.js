/* What passes the mask, summed up from the first day on: a window of any length costs two look-ups. */

const DAY_KINDS = ['counted', 'confirmed', 'unplaced', 'unplacedHeldOut', 'drawn'];

class DaySums {
  constructor(records) {
    const { dayStart, site, place, flags, span } = records;
    this.sites = records.sites.length;
    this.wide = DAY_KINDS.length + 2 * this.sites;
    this.sums = new Uint32Array((span + 1) * this.wide);
    const { sums, wide, sites } = this;
    for (let day = 0; day < span; day++) {
      const at = (day + 1) * wide;
      sums.copyWithin(at, at - wide, at);
      for (let record = dayStart[day]; record < dayStart[day + 1]; record++) {
        if (!records.passes(record)) continue;
        const flag = flags[record];
        const counted = flag & FLAG.counted ? 1 : 0;
        sums[at] += counted;
        if (counted && flag & FLAG.usConfirmed) sums[at + 1] += 1;
        if (!(flag & FLAG.placed)) {
          sums[at + 2] += 1;
          sums[at + 3] += 1 - counted;
          continue;
        }
        sums[at + 4] += 1;
        if (place[record] >= 0) continue;
        sums[at + DAY_KINDS.length + site[record]] += 1;
        sums[at + DAY_KINDS.length + sites + site[record]] += 1 - counted;
      }
    }
  }

  /* How many of a kind the days from..to hold, both counted. */
  count(kind, from, to) {
    return this.between(DAY_KINDS.indexOf(kind), from, to);
  }

  /* How many stand at a site's own point, and how many of these are held out. */
  atSite(site, from, to) {
    return this.between(DAY_KINDS.length + site, from, to);
  }

  heldOutAtSite(site, from, to) {
    return this.between(DAY_KINDS.length + this.sites + site, from, to);
  }

  between(column, from, to) {
    const { sums, wide } = this;
    const last = Math.min(to + 1, sums.length / wide - 1);
    const first = Math.min(Math.max(from, 0), last);
    return last <= 0 ? 0 : sums[last * wide + column] - sums[first * wide + column];
  }
}
