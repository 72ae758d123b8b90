"""Density: a true kernel, in true units, on a ramp that time does not change."""

import math

import numpy as np
import pytest

from layers.cartography import density

PLACES = [(100.0, 80.0, 1.0), (213.0, 140.5, 12.0), (300.0, 20.0, 3.0)]


def exact(x: float, y: float, sigma: float) -> float:
    """Sum the kernels at a point, by the definition."""
    return sum(
        number * math.exp(-((px - x) ** 2 + (py - y) ** 2) / (2 * sigma**2))
        for px, py, number in PLACES
    )


def test_the_grid_is_the_sum_of_the_kernels_at_its_middles() -> None:
    sigma, cell = 28.0, density.CELL_PX
    grid = density.make_grid(PLACES, 400.0, 200.0, sigma)
    assert grid.shape == (25, 50)
    expected = [
        [exact((column + 0.5) * cell, (row + 0.5) * cell, sigma) for column in range(50)]
        for row in range(25)
    ]
    # shared among four middles a kernel is wider by a hair, and cut at three deviations
    assert np.abs(grid - np.array(expected)).max() < 0.02 * 12


def test_a_lone_attack_has_one_at_its_own_point() -> None:
    grid = density.make_grid([(100.0, 100.0, 1.0)], 200.0, 200.0, 28.0)
    assert grid.max() == pytest.approx(1.0, abs=0.03)
    assert density.opacity_of(np.array([1.0]))[0] > 0.1


def test_what_lies_beyond_the_edge_reaches_in_and_what_lies_far_does_not() -> None:
    near = density.make_grid([(-30.0, 50.0, 1.0)], 100.0, 100.0, 28.0)
    assert near[6, 0] == pytest.approx(math.exp(-0.5 * (34 / 28) ** 2), abs=0.03)
    assert near[6, 0] > near[6, 3] > 0
    assert density.make_grid([(-500.0, 50.0, 9.0)], 100.0, 100.0, 28.0).max() == 0


def test_the_sum_over_the_ground_is_the_number_of_attacks() -> None:
    sigma = 28.0
    grid = density.make_grid([(400.0, 400.0, 7.0)], 800.0, 800.0, sigma)
    attacks = grid.sum() * density.CELL_PX**2 / (2 * math.pi * sigma**2)
    assert attacks == pytest.approx(7.0, rel=0.02)


def test_opacity_rises_evenly_with_each_doubling_and_is_bounded() -> None:
    values = density.opacity_of(np.array([0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 128.0, 9999.0]))
    steps = np.diff(values[1:6])
    assert values[0] == values[1] == 0
    assert steps == pytest.approx(np.full(4, density.MOST_OPAQUE / 9))
    assert values[6] == values[7] == density.MOST_OPAQUE


def test_the_kernel_is_never_finer_than_the_positions() -> None:
    for zoom in (4.0, 6.0, 8.0, 10.0):
        m_per_px = density.metres_per_px(34.0, zoom)
        width = density.bandwidth_px(m_per_px)
        assert width >= density.BANDWIDTH_PX
        assert width * m_per_px >= density.LEAST_BANDWIDTH_M - 1e-6


def test_metres_are_those_of_web_mercator() -> None:
    # https://wiki.openstreetmap.org/wiki/Zoom_levels: 156543.03 m a pixel at the equator, zoom 0
    assert density.metres_per_px(0.0, 0.0) == pytest.approx(156543.034, abs=0.01)
    assert density.metres_per_px(60.0, 3.0) == pytest.approx(156543.034 / 16, abs=0.01)


def test_ticks_are_powers_of_ten_where_a_lone_attack_says_they_are() -> None:
    sigma_m = 40_000.0
    one = density.PER_KM2 * 1e6 / (2 * math.pi * sigma_m**2)  # density of one attack, at its point
    ticks = density.list_ticks(sigma_m)
    assert len(ticks) >= 2
    for value, place in ticks:
        assert math.log10(value) == pytest.approx(round(math.log10(value)))
        assert 0 <= place <= 1
        opacity = density.opacity_of(np.array([value / one]))[0]
        assert opacity == pytest.approx(density.MOST_OPAQUE * place)
