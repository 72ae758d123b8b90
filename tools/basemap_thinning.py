"""Lines thinned by area (Visvalingam and Whyatt, 1993): far out, smoother than by distance.

M. Visvalingam, J. D. Whyatt, Line generalisation by repeated elimination of points, The
Cartographic Journal 30 (1993), 46-51.
"""

import heapq
from collections.abc import Sequence

from tools.basemap_arcs import SNAP, Point


def thin(line: Sequence[Point], least_deg2: float) -> list[Point]:
    """Leave out points, the least triangle first; its two ends stay, and a ring stays a ring."""
    before, after = [k - 1 for k in range(len(line))], [k + 1 for k in range(len(line))]
    kept = set(range(len(line)))
    fewest = 4 if line and line[0] == line[-1] else 2

    def area(k: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = line[before[k]], line[k], line[after[k]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 / SNAP**2

    heap = [(area(k), k) for k in range(1, len(line) - 1)]
    heapq.heapify(heap)
    current = {k: size for size, k in heap}
    while heap and len(kept) > fewest:
        size, k = heapq.heappop(heap)
        if size >= least_deg2:
            break
        if k not in kept or current[k] != size:
            continue
        kept.remove(k)
        before[after[k]], after[before[k]] = before[k], after[k]
        for other in (before[k], after[k]):
            if 0 < other < len(line) - 1:
                # never less than what was left out: the order of leaving out stays one
                current[other] = max(area(other), size)
                heapq.heappush(heap, (current[other], other))
    return [line[k] for k in sorted(kept)]
