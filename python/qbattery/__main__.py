"""The command line: `qbattery run charge.toml`, or `python -m qbattery run charge.toml`."""

import sys

from qbattery import _core


def main():
    """Run the command line and end with its exit code."""
    sys.exit(_core.command_line(["qbattery", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
