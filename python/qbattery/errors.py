"""What the package raises beside ValueError, OSError and KeyboardInterrupt."""


class ScenarioError(ValueError):
    """Everything that is wrong with a scenario, all at once.

    Attributes
    ----------
    complaints : list of str
        One sentence each: where it stands, what is wrong, what would be right.
    """

    def __init__(self, complaints):
        self.complaints = list(complaints)
        super().__init__(self.complaints)

    def __str__(self):
        return "\n".join(self.complaints)


class NumericalError(ArithmeticError):
    """A computation failed its own check: no number is better than one that nothing vouches for."""
