"""The progress bar of long computations."""

import sys
import time

# A computation that is over sooner has none.
SECONDS_BEFORE = 1.0


class Bar:
    """A tqdm bar that appears once a computation has taken a second.

    Parameters
    ----------
    progress : bool or None
        None: on a terminal or in a notebook. True: in any case. False: never.
    """

    def __init__(self, progress):
        self.is_wanted = _has_eyes() if progress is None else bool(progress)
        self._began = time.monotonic()
        self._bar = None

    def show(self, done, total):
        """Move on to so many points of so many."""
        if self._bar is None:
            if time.monotonic() - self._began < SECONDS_BEFORE:
                return
            from tqdm.auto import tqdm

            self._bar = tqdm(total=total, unit="point", unit_scale=True)
        self._bar.update(done - self._bar.n)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self._bar is not None:
            if error[0] is None:
                self._bar.update(self._bar.total - self._bar.n)
            self._bar.close()


def _has_eyes():
    return "ipykernel" in sys.modules or (sys.stderr is not None and sys.stderr.isatty())
