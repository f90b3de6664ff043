"""Arguments of the plain kinds: taken as they are meant, or refused by their name."""

# More than any machine has cores.
MOST_THREADS = 65536


def is_whole(value):
    """Whether a value is a whole number, 2.0 and NumPy's among them."""
    try:
        return not isinstance(value, str) and bool(int(value) == value)
    except (TypeError, ValueError, OverflowError):
        return False


def thread_count(threads):
    """How many threads to use; 0 stands for all cores."""
    if threads is None:
        return 0
    if not is_whole(threads) or not 1 <= threads <= MOST_THREADS:
        raise ValueError(
            f"threads must be a whole number from 1 to {MOST_THREADS}, or None for all cores, got {threads!r}"
        )
    return int(threads)


def kind_of(value):
    """The type of a value with its article."""
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def dictionary_of(value, name, what):
    """A dictionary; empty where there is None. `what` says what it is of, with an example."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise TypeError(f"{name} must be a dictionary of {what}, got {kind_of(value)}")
    return value


def list_of(values, name, what):
    """A list of a sequence; a text is none. `what` says what it is of, with an example."""
    if isinstance(values, (str, bytes, dict)) or not hasattr(values, "__iter__"):
        raise TypeError(f"{name} must be a list of {what}, got {kind_of(values)}")
    return list(values)
