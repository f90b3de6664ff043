"""Arrays are not written to, and what comes out is not copied on its way."""

import gc
import tracemalloc

import numpy as np
import pytest

import qbattery as qb

SM = np.array([[0.0, 0.0], [1.0, 0.0]])


def read_only(array):
    array = np.asarray(array)
    array.flags.writeable = False
    return array


def layouts(matrix):
    yield matrix
    yield np.asfortranarray(matrix)
    yield np.repeat(np.repeat(matrix, 2, axis=0), 2, axis=1)[::2, ::2]
    yield matrix.astype(np.complex64)


@pytest.mark.parametrize("layout", range(4))
def test_any_layout_that_is_read_only_will_do(layout):
    H = read_only(list(layouts(SM + SM.T))[layout])
    jump = read_only(list(layouts(SM))[layout])
    ket = read_only(np.array([0.0, 1.0, 1.0, 0.0])[::2].astype(H.dtype))
    times = read_only(np.linspace(0, 2, 42)[::2])
    before = [each.copy() for each in (H, jump, ket, times)]
    ds = qb.evolve(qb.model(H, [(0.1, jump)]), ket, times, states=True)
    plain = qb.evolve(qb.model(SM + SM.T, [(0.1, SM)]), [0, 1], np.linspace(0, 2, 42)[::2], states=True)
    assert ds.drop_attrs().identical(plain.drop_attrs())
    for each, was in zip((H, jump, ket, times), before, strict=True):
        np.testing.assert_array_equal(each, was)


def test_results_own_what_the_engine_wrote(pair):
    """Python allocates no memory of the size of a result: the numbers are the engine's own."""
    axes = {"F": np.linspace(0.1, 3, 300), "Gamma": np.geomspace(0.01, 1, 300)}
    qb.sweep(pair, axes)
    gc.collect()
    tracemalloc.start()
    ds = qb.sweep(pair, axes)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < ds.E_B.nbytes
    assert ds.E_B.values.flags.writeable
    assert not ds.E_B.values.flags.owndata


def test_results_outlive_each_other(pair):
    values = qb.sweep(pair, {"F": np.linspace(0.1, 3, 1000)}).E_B.values
    again = qb.sweep(pair, {"F": np.linspace(0.1, 3, 1000)}).E_B.values
    gc.collect()
    np.testing.assert_array_equal(values, again)
