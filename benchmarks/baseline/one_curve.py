"""One curve from QuTiP to a CSV of 1,001 x 6 numbers, the way a script does it: run as a whole."""

import sys

import numpy as np

import qutip_way

times = np.linspace(0.0, 6.5, 1001)
_, _, values = qutip_way.curves(np.array([[0.1, 3.0]]), times, 0.0)
np.savetxt(sys.argv[1], np.column_stack([times, values[0].T]), delimiter=",", fmt="%.17g",
           header="time,E_A,E_B,W_B,S_AB,S_BA", comments="")
