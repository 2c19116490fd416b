"""Counts comparisons, for the programs beside it."""

import sys


class Report:
    def __init__(self, name):
        self.name, self.passed, self.failed = name, 0, 0

    def expect(self, what, found, wanted=True):
        if found == wanted:
            self.passed += 1
            return
        self.failed += 1
        print(f"{self.name}: {what}: found {found!r} instead of {wanted!r}")

    def end(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")
        sys.exit(self.failed > 0 or self.passed == 0)
